/** One run and several processes: who drives it, who asks, and what a crash or an interruption leaves. */
import { appendFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { desk, runId, type Desk } from './support.ts'

/** A rehearsal that stands in its second step. */
async function standing({ start, waiting }: Desk) {
  const book = waiting()
  const rehearsal = start('rehearse', book.file, '--env', 'local', '--auto', '--json', '--input', `work=${book.work}`)
  const id = await runId(rehearsal)
  await rehearsal.says(/> wait-here/)
  return { ...book, rehearsal, id }
}

test('a decision that nobody would take is refused before anything starts', async () => {
  const { run, books } = desk()
  const file = join(books(), 'decision.yaml')
  const { code, json } = await run('rehearse', file, '--env', 'local', '--auto', '--json')
  expect([code, json.error.code]).toEqual([2, 'decision-unanswered'])
})

test('a second process is refused the run with 3, may ask for the rollback, and the driver answers', async () => {
  const its = desk()
  const { run } = its
  const { rehearsal, id, file } = await standing(its)
  const second = await run('resume', id, '--json')
  expect([second.code, second.json.error.code]).toEqual([3, 'leased'])
  const now = (await run('forecast', file, '--run', id, '--json')).json
  expect(now.total.p50_ms).toBeGreaterThan(0)

  const asked = await run('rollback', id, '--json', '--as', 'Ann', '--reason', 'checkout is down')
  expect(asked.code).toBe(0)
  expect(asked.json).toMatchObject({ run: id, branch: 'back' })
  const { code, json, stderr } = await rehearsal.ended
  // The rehearsal itself was not started to be rolled back.
  expect([code, json.outcome]).toEqual([1, 'rolled-back'])
  expect(stderr).toContain('rollback by Ann: checkout is down')
  const late = await run('rollback', id, '--json')
  expect([late.code, late.json.error.code]).toEqual([3, 'illegal'])
})

test('an empty reason is refused by the driver, and that is the asker\'s answer', async () => {
  const its = desk()
  const { rehearsal, id, goesOn } = await standing(its)
  const refused = await its.run('abandon', id, '--reason', ' ', '--json')
  expect([refused.code, refused.json.error.code]).toEqual([2, 'bad-input'])
  goesOn()
  expect((await rehearsal.ended).code).toBe(0)
})

test('abandoned from another terminal: done there, exit 1 here', async () => {
  const its = desk()
  const { rehearsal, id } = await standing(its)
  expect((await its.run('abandon', id)).code).toBe(0)
  const { code, json } = await rehearsal.ended
  expect([code, json.outcome]).toEqual([1, 'abandoned'])
})

test('an interrupt exits 130 and leaves a run that is taken up where it stood; its program ran on', async () => {
  const its = desk()
  const { rehearsal, id, goesOn, work } = await standing(its)
  rehearsal.signal('SIGINT')
  const left = await rehearsal.ended
  expect([left.code, left.json.outcome, left.json.run]).toEqual([130, null, id])
  expect(left.stderr).toContain(`runthrough resume ${id}`)
  goesOn()
  const { code, json, stderr } = await its.run('resume', '--json', '--gap', 'outage')
  expect(stderr).toMatch(new RegExp(`^run ${id}\\n`))
  expect([code, json.outcome]).toEqual([0, 'completed'])
  expect(json.splits.map(({ step, attempt, outcome }: { step: string; attempt: number; outcome: string }) => [step, attempt, outcome])).toEqual([['begin', 1, 'done'], ['wait-here', 1, 'done'], ['finish', 1, 'done']])
  expect(json.active_ms).toBeLessThan(json.wall_ms)
  expect(existsSync(join(work, 'finished'))).toBe(true)
  expect((await its.run('verify')).code).toBe(0)
})

test('what a gap counts as may be said when the run is started', async () => {
  const its = desk()
  const { file, work, goesOn } = its.waiting()
  const rehearsal = its.start('rehearse', file, '--env', 'local', '--auto', '--gap', 'outage', '--input', `work=${work}`)
  const id = await runId(rehearsal)
  await rehearsal.says(/> wait-here/)
  rehearsal.signal('SIGKILL')
  await rehearsal.ended
  goesOn()
  const { code, json } = await its.run('resume', id, '--json')
  expect([code, json.outcome]).toEqual([0, 'completed'])
  expect(json.active_ms).toBeLessThan(json.wall_ms)
})

test('after a crash the rollback is started from here, before anything else starts', async () => {
  const its = desk()
  const { rehearsal, id, work } = await standing(its)
  rehearsal.signal('SIGKILL')
  await rehearsal.ended
  const { code, json } = await its.run('rollback', id, '--json')
  expect([code, json.outcome, json.branch]).toEqual([0, 'rolled-back', 'back'])
  expect(existsSync(join(work, 'finished'))).toBe(false)
})

test('a run that stopped at a failed step says so with exit 1, and is retried', async () => {
  const its = desk()
  const { rehearsal, id, goesOn, fails } = await standing(its)
  fails()
  const stopped = await rehearsal.ended
  expect([stopped.code, stopped.json.outcome, stopped.json.ended_at]).toEqual([1, 'stopped', null])
  expect(stopped.stderr).toContain(`runthrough resume ${id} --retry`)
  const again = await its.run('resume', id, '--json')
  expect([again.code, again.json.outcome]).toEqual([1, 'stopped'])
  goesOn()
  const { code, json } = await its.run('resume', id, '--retry', '--json')
  expect([code, json.outcome]).toEqual([0, 'completed'])
})

test('a run that stopped is rolled back to its end', async () => {
  const its = desk()
  const { rehearsal, id, fails } = await standing(its)
  fails()
  await rehearsal.ended
  const { code, json } = await its.run('rollback', id, '--json')
  expect([code, json.outcome]).toEqual([0, 'rolled-back'])
})

test('a changed script keeps a run from being resumed, not from being abandoned', async () => {
  const its = desk()
  const { rehearsal, id, file } = await standing(its)
  rehearsal.signal('SIGTERM')
  expect((await rehearsal.ended).code).toBe(143)
  appendFileSync(join(dirname(file), 'waiting.mjs'), '\n')
  const refused = await its.run('resume', id, '--json')
  expect([refused.code, refused.json.error.code]).toEqual([3, 'script-changed'])
  rmSync(join(dirname(file), 'waiting.mjs'))
  const given = await its.run('abandon', id, '--json')
  expect([given.code, given.json.outcome]).toEqual([0, 'abandoned'])
})

test('a run whose journal was brought along without its key is not resumed before it is approved here', async () => {
  const its = desk()
  const { rehearsal, id, goesOn } = await standing(its)
  rehearsal.signal('SIGTERM')
  await rehearsal.ended
  goesOn()
  rmSync(join(its.data, 'trust.key'))
  const refused = await its.run('resume', id, '--json')
  expect([refused.code, refused.json.error.code]).toEqual([3, 'untrusted'])
})

test('a run keeps its approval although its runbook was changed and approved anew meanwhile', async () => {
  const its = desk()
  const { rehearsal, id, file, goesOn } = await standing(its)
  rehearsal.signal('SIGTERM')
  await rehearsal.ended
  goesOn()
  appendFileSync(file, '\n')
  await its.run('trust', file, '--sha256', (await its.run('check', file, '--json')).json.files[0].trust_sha256)
  expect((await its.run('resume', id, '--json')).json.outcome).toBe('completed')
})

test('a data folder that is moved away under a run loses no event and ends the process only in words', async () => {
  const its = desk()
  const { rehearsal, id, goesOn } = await standing(its)
  const moved = join(its.folder, 'moved')
  renameSync(its.data, moved)
  goesOn()
  const { code, stderr } = await rehearsal.ended
  // Its attempt's folder is gone; the journal is still open, wherever it lies now.
  expect(stderr).not.toMatch(/^\s+at /m)
  const resumed = await its.run('resume', id, '--retry', '--json', '--data', moved)
  expect(code === 0 ? resumed.json.error.code : resumed.json.outcome).toBe(code === 0 ? 'illegal' : 'completed')
  expect((await its.run('verify', '--data', moved)).code).toBe(0)
})
