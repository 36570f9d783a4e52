/** A facilitator's cards, from the command line: hidden until they are drawn, timed when they are, and never in a live run. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freePort } from '../support/freePort.ts'
import { desk, runId, RUNBOOKS } from './support.ts'

test('a card that another terminal draws strikes the running step, and the report has the three times', async () => {
  const { start, run, waiting } = desk()
  const { file, work } = waiting()
  const rehearsal = start('rehearse', file, '--env', 'local', '--auto', '--json', '--input', `work=${work}`)
  const id = await runId(rehearsal)
  await rehearsal.says(/> wait-here/)
  const listed = await run('draw', id, '--json')
  expect(listed.json).toEqual({ run: id, injects: ['stuck', 'blot'] })
  expect(listed.stdout).not.toContain('a file that never comes')
  const drawn = await run('draw', id, 'stuck', '--json')
  expect([drawn.code, drawn.json.injects[0].inject]).toEqual([0, 'stuck'])
  await rehearsal.says(/inject stuck at wait-here: It waits for a file that never comes/)
  const { code, json } = await rehearsal.ended
  // It waits for a person: nobody is there.
  expect([code, json.outcome]).toEqual([1, 'stopped'])
  expect(json.injects).toEqual([{ inject: 'stuck', step: 'wait-here', drawn_at: expect.stringMatching(/Z$/), detected_ms: null, decision_ms: null, execution_ms: null, decide_within_ms: 600_000, in_time: null, expected: 'rollback', took: null, as_expected: null }])
  const { json: back } = await run('rollback', id, '--auto', '--reason', 'it is stuck', '--json')
  expect(back).toMatchObject({ outcome: 'rolled-back', injects: [{ took: 'rollback', as_expected: true, in_time: true, decided_by: 'person', decision_ms: 0, detected_ms: expect.any(Number), execution_ms: expect.any(Number) }] })
  expect(back.splits.find((split: { step: string }) => split.step === 'wait-here')).toMatchObject({ outcome: 'failed', discounted: 'inject' })
  const { json: history } = await run('history', file, '--json')
  expect(history.steps.find((step: { step: string }) => step.step === 'wait-here')).toMatchObject({ n: 0 })
})

test('chosen by seed: the same seed draws the same ones, more than there are is refused', async () => {
  const { run, waiting } = desk()
  const { file, work, goesOn } = waiting()
  goesOn()
  const rehearse = (...more: string[]) => run('rehearse', file, '--env', 'local', '--mode', 'tabletop', '--auto', '--json', '--input', `work=${work}`, ...more)
  const drawn = async (seed: number) => (await rehearse('--injects', '1', '--seed', String(seed))).json.injects.map(({ inject }: { inject: string }) => inject)
  const bySeed = []
  for (const seed of [1, 2, 3, 4, 5, 6]) bySeed.push((await drawn(seed)).join())
  expect(new Set(bySeed)).toEqual(new Set(['stuck', 'blot']))
  expect((await drawn(3)).join()).toBe(bySeed[2])
  expect((await rehearse('--injects', '3')).json.error.code).toBe('bad-input')
})

test('a card that nobody would meet is not drawn', async () => {
  const { run, waiting } = desk()
  const { file, work } = waiting()
  const { json } = await run('rehearse', file, '--env', 'local', '--mode', 'tabletop', '--auto', '--json', '--input', `work=${work}`, '--inject', 'stuck')
  const again = await run('draw', json.run, 'blot', '--json')
  expect([again.code, again.json.error.code]).toEqual([3, 'illegal'])
})

test('an inject on the backfill of the cutover measures the three times, and closes the gap of the way back from there', async () => {
  const { run, work } = desk()
  const file = join(RUNBOOKS, 'orders-cutover.yaml')
  const entryOf = async () => {
    const { json } = await run('coverage', file, '--json')
    return json.entries.find(({ from, enter }: { from: string; enter: string }) => from === 'migrate' && enter !== '') as { status: string }
  }
  expect((await entryOf()).status).toBe('never')
  const { code, json, stderr } = await run('rehearse', file, '--env', 'local', '--auto', '--json', '--inject', 'disk-full', '--input', 'orders=2000', '--input', `port=${await freePort()}`, '--input', `work=${work()}`)
  expect([code, json.outcome], stderr).toEqual([1, 'rolled-back'])
  expect(json.injects).toMatchObject([{ inject: 'disk-full', step: 'backfill', decide_within_ms: 180_000, in_time: true, expected: 'rollback', took: 'rollback', as_expected: true, decided_by: 'tool' }])
  for (const name of ['detected_ms', 'decision_ms', 'execution_ms']) expect(json.injects[0][name], name).toEqual(expect.any(Number))
  expect(json.injects[0].execution_ms).toBeGreaterThan(0)
  expect((await entryOf()).status).toBe('timed')
})
