/** Told to end before anything has begun, nothing begins; and what can't be told ends no run. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { until } from '../support/until.ts'
import { desk, type Desk } from './support.ts'
import { openTerminal } from './terminal.ts'

const MAIN = fileURLToPath(new URL('../../out/cli/main.js', import.meta.url))

/** Ctrl-C as soon as the terminal shows `question`; the exit code. */
async function interruptedAt(its: Desk, question: string, ...args: string[]): Promise<number | null> {
  const words = [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(' ')
  const terminal = openTerminal(words, { ...process.env, RUNTHROUGH_DATA: its.data })
  let shown = ''
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
    const before = shown.includes(question)
    shown += text
    if (!before && shown.includes(question)) terminal.stdin.write('\u0003')
  })
  return new Promise((resolve) => terminal.on('exit', resolve))
}

test('Ctrl-C at the question of trust, and at the one for the runbook\'s id, exits 130 and decides nothing', async () => {
  const its = desk()
  const untrusted = join(its.books(), 'decision.yaml')
  expect(await interruptedAt(its, '[y/N]', 'trust', untrusted)).toBe(130)
  expect((await its.run('check', untrusted, '--json')).json.files[0].trusted).toBe(false)
  const { file, work } = its.waiting()
  expect(await interruptedAt(its, 'Type the runbook', 'live', file, '--env', 'production', '--input', `work=${work}`)).toBe(130)
  expect((await its.run('verify', '--json')).json.runs).toEqual([])
})

test('an interrupt while the environment is asked who it is starts no run', async () => {
  const its = desk()
  const file = join(its.books(), 'waiting.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('local: { grade: 1 }', 'local: { grade: 1, identity: { command: ["node", "waiting.mjs", "wait", "${inputs.work}"] } }'))
  await its.run('trust', file, '--sha256', (await its.run('check', file, '--json')).json.files[0].trust_sha256)
  const work = its.work()
  const rehearsal = its.start('rehearse', file, '--env', 'local', '--auto', '--json', '--input', `work=${work}`)
  await until(() => existsSync(join(its.data, 'runs')))
  rehearsal.signal('SIGTERM')
  const { code, stdout } = await rehearsal.ended
  expect([code, stdout]).toEqual([143, ''])
  expect((await its.run('verify', '--json')).json.runs).toEqual([])
})

test('a full disk under its log ends no run; an answer that could not be written is not exit 0', async () => {
  if (!existsSync('/dev/full')) return
  const its = desk()
  const { file, work, goesOn } = its.waiting()
  goesOn()
  const through = (redirection: string, ...args: string[]) => spawnSync('sh', ['-c', `"$0" "$@" ${redirection}`, process.execPath, MAIN, ...args], { encoding: 'utf8', env: { ...process.env, RUNTHROUGH_DATA: its.data } })
  const run = through('2>/dev/full', 'rehearse', file, '--env', 'local', '--auto', '--json', '--input', `work=${work}`)
  expect([run.status, JSON.parse(run.stdout).outcome]).toEqual([0, 'completed'])
  const lost = through('>/dev/full', 'check', file)
  expect([lost.status, lost.stderr]).toEqual([1, expect.stringContaining('could not be written')])
  const closed = through('>&- 2>&-', 'rehearse', file, '--env', 'local', '--auto', '--input', `work=${work}`)
  expect(closed.status).toBe(0)
})
