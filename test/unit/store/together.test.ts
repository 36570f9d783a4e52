import { spawn } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openJournal } from '../../../electron/node/store/journal.ts'
import { records, RUN, startRun, temporaryFolder, testStore } from './support.ts'

const OPEN = `
const [store, clock, hash] = await Promise.all(['store/database', 'clock', 'hash'].map((name) => import(process.argv[1] + name + '.ts')))
process.stdin.once('data', () => {
  const opened = store.openStore({ folder: process.argv[2], clock: clock.systemClock(), hash: hash.nodeHash })
  const runs = opened.db.prepare('SELECT count(*) FROM run').pluck().get()
  process.stdout.write(JSON.stringify({ runs, told: opened.notices.map(({ kind }) => kind) }))
  opened.close()
  process.exit(0)
})
process.stdout.write('ready\\n')
`

/** Lets `count` processes open the folder at the same moment; what each of them found. */
async function openTogether(folder: string, count: number): Promise<readonly { runs: number; told: readonly string[] }[]> {
  const sources = `${join(import.meta.dirname, '..', '..', '..', 'electron', 'node')}/`
  const children = Array.from({ length: count }, () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', OPEN, sources, folder], { stdio: ['pipe', 'pipe', 'pipe'] })
    const said = { out: '', errors: '' }
    child.stderr.on('data', (bytes) => (said.errors += String(bytes)))
    const ready = new Promise<void>((resolve, reject) => {
      child.on('close', () => reject(new Error(said.errors)))
      child.stdout.on('data', (bytes) => {
        said.out += String(bytes)
        resolve()
      })
    })
    const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
    return { child, said, ready, ended }
  })
  await Promise.all(children.map(({ ready }) => ready))
  for (const { child } of children) child.stdin.write('go')
  await Promise.all(children.map(({ ended }) => ended))
  return children.map(({ said }) => {
    if (!said.out.includes('{')) throw new Error(said.errors)
    return JSON.parse(said.out.slice('ready\n'.length)) as { runs: number; told: readonly string[] }
  })
}

test('processes that open a new folder at the same moment all get it', { timeout: 30_000 }, async () => {
  const folder = join(temporaryFolder(), 'data')
  expect(await openTogether(folder, 6)).toEqual(Array.from({ length: 6 }, () => ({ runs: 0, told: [] })))
})

test('of processes that open a damaged folder at the same moment one repairs it', { timeout: 30_000 }, async () => {
  const folder = temporaryFolder()
  const store = testStore(folder)
  const { writer, made } = startRun(store)
  openJournal(store, RUN, writer).append(records(3, made[0]))
  store.close()
  writeFileSync(join(folder, 'runthrough.db'), Buffer.alloc(50_000, 'rubbish'))
  const found = await openTogether(folder, 4)
  expect(found.flatMap(({ told }) => told)).toEqual(['restored'])
  expect(readdirSync(folder).filter((name) => name.includes('.damaged-'))).toHaveLength(1)
  expect(existsSync(join(folder, 'runthrough.db'))).toBe(true)
})
