/** Live acts only when told: each guard alone keeps it from starting. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { desk, runId } from './support.ts'

test('a rehearsal against a live environment is refused', async () => {
  const { run, waiting } = desk()
  const { file, work } = waiting()
  const { code, json } = await run('rehearse', file, '--env', 'production', '--auto', '--json', '--input', `work=${work}`)
  expect([code, json.error.code]).toEqual([3, 'environment-live'])
})

test('a live run wants an approval, a live environment, and the runbook\'s id', async () => {
  const { run, books, waiting } = desk()
  const untrusted = join(books(), 'waiting.yaml')
  const first = await run('live', untrusted, '--env', 'production', '--confirm', 'waiting', '--input', 'work=x', '--json')
  expect([first.code, first.json.error.code]).toEqual([3, 'untrusted'])
  const { file, work } = waiting()
  const live = (...args: string[]) => run('live', file, '--input', `work=${work}`, '--json', ...args)
  const cases: [string[], number, string][] = [
    [['--env', 'local', '--confirm', 'waiting'], 3, 'live-refused'],
    [['--env', 'production'], 3, 'live-refused'],
    [['--env', 'production', '--confirm', 'tour'], 3, 'live-refused'],
    [['--confirm', 'waiting'], 2, 'unknown-environment'],
    [['--env', 'production', '--confirm', 'waiting', '--auto'], 2, 'usage'],
  ]
  for (const [args, exit, code] of cases) {
    const ended = await live(...args)
    expect([args, ended.code, ended.json.error.code]).toEqual([args, exit, code])
    expect(ended.json.error.hint).not.toBe('')
  }
  expect((await run('verify', '--json')).json.runs).toEqual([])
})

test('a live run stands armed until it is told, can be abandoned from elsewhere, and is never taken up unattended', async () => {
  const { start, run, waiting } = desk()
  const { file, work } = waiting()
  const live = start('live', file, '--env', 'production', '--confirm', 'waiting', '--input', `work=${work}`, '--json')
  const id = await runId(live)
  live.signal('SIGTERM')
  const left = await live.ended
  expect([left.code, left.json.outcome, left.json.splits]).toEqual([143, null, []])
  const refused = await run('resume', id, '--auto', '--json')
  expect([refused.code, refused.json.error.code]).toEqual([3, 'live-refused'])
  const given = await run('abandon', id, '--json', '--reason', 'a test')
  expect([given.code, given.json.outcome, given.json.mode]).toEqual([0, 'abandoned', 'live'])
})
