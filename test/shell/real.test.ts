/** The whole app on a real history: the real host in its own process, real programs, and what is left when it is killed. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { until } from '../support/until.ts'
import { appUnderTest, launch, newData, type App } from './launch.ts'
import { openPageClient, rehearseTour, untilRun } from './rehearsal.ts'

/** Some thirty programs, a browser and two hosts, on a machine that may have other work. */
const PATIENCE_MS = 300_000

const hostPids = (app: App) => app.inside(({ recorded }) => recorded('host started').map(([, pid]) => Number(pid)))

/** A runbook whose one program says under which Node it runs, counts its starts, and waits until the file `go` is there. */
function putBook(folder: string): string {
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'wait.mjs'),
    `import { appendFileSync, existsSync } from 'node:fs'
appendFileSync('started', process.execPath + '\\n')
const look = setInterval(() => { if (existsSync('go')) clearInterval(look) }, 20)
`,
  )
  const file = join(folder, 'wait.yaml')
  writeFileSync(
    file,
    `runbook: wait
title: Wait
environments: { local: { grade: 1 } }
roles: { captain: {} }
phases:
  - phase: one
    rollback: { branch: back }
    steps:
      - { step: wait, kind: command, planned: 1s, owner: captain, timeout: 5m, run: { command: ["node", "wait.mjs"] } }
      - { step: ask, kind: manual, planned: 1m, owner: captain }
branches:
  - branch: back
    kind: rollback
    steps:
      - { step: look, kind: manual, planned: 1m, owner: captain }
    ends: rolled-back
`,
  )
  return file
}

test('the tour is rehearsed to its end, its programs under the Node that the app brings', async () => {
  const data = newData()
  const app = launch({ data, isBare: true })
  const { client } = await openPageClient(await app.page())
  const { now } = await rehearseTour(client, join(data, 'work'))
  expect(now.end).toBe('completed')
  expect(app.failures).toEqual([])
  client.close()
}, PATIENCE_MS)

test('the host process is killed in the middle: it is restarted, takes its run up, the program went on, and the page follows', async () => {
  const data = newData()
  const app = launch({ data, isBare: true })
  const { client } = await openPageClient(await app.page())
  const folder = join(data, 'books')
  const { file } = await client.call('library.open', { path: putBook(folder) })
  const { trustSha256 } = await client.call('trust.show', { file })
  await client.call('trust.approve', { file, trustSha256 })
  const { entry } = await client.call('plan', { file })
  const { run } = await client.call('run.start', { file, sha256: entry.sha256 ?? '', mode: 'rehearsal', environment: 'local', inputs: {} })
  await untilRun(client, run, ({ rows }) => rows.get('wait')?.mark === 'running')
  await until(() => started(folder).length === 1)

  const lost = new Promise<void>((resolve) => client.onConnection((state) => state === 'lost' && resolve()))
  const [pid] = await hostPids(app)
  process.kill(pid ?? 0, 'SIGKILL')
  await lost
  await untilRun(client, run, ({ now }) => now.driver.is === 'here')
  expect((await hostPids(app)).length).toBe(2)
  writeFileSync(join(folder, 'go'), '')
  const { now, rows } = await untilRun(client, run, (view) => view.rows.get('wait')?.mark === 'done')
  expect([rows.get('wait')?.attempt, now.end]).toEqual([1, null])
  const { root, env } = appUnderTest()
  expect(started(folder)).toEqual([env['STAND_IN_RESOURCES'] === undefined ? join(root, 'node_modules/node/bin/node') : join(env['STAND_IN_RESOURCES'], 'node/node')])
  client.close()
}, PATIENCE_MS)

function started(folder: string): string[] {
  try {
    return readFileSync(join(folder, 'started'), 'utf8').trim().split('\n')
  } catch {
    return []
  }
}
