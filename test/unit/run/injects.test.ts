import { describe, expect, test } from 'vitest'
import { RunthroughError } from '../../../electron/core/errors.ts'
import { asExpected, inTime } from '../../../electron/core/run/reaction.ts'
import type { Inject } from '../../../electron/core/runbook/model.ts'
import { branch, into, manual, policy, runbook, sid, step } from '../../support/build.ts'
import { drive, maria, type Driven } from '../../support/drive.ts'

const restore = branch('back-out', 'rollback', [step('restore')], { end: 'rolled-back' })
const mend = branch('mend', 'fix-forward', [step('patch')], { resume: sid('m') })
const CARD: Inject = { id: 'disk-full', at: sid('b'), symptom: 'The disk is full', expects: 'rollback', decideWithinMs: 180_000 }

const book = (card: Partial<Inject> = {}) =>
  runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('a'), step('b'), manual('m')] }], [restore, mend], { injects: [{ ...CARD, ...card }] })
/** The inject has struck: b runs no more, and waits for a person. */
const struck = (card: Partial<Inject> = {}): Driven => drive(book({ outcome: 'failed', ...card }), { injects: ['disk-full'] }).ends('a').ends('b', { outcome: 'stopped' })
const times = (run: Driven) => {
  const [one] = run.engine.state.injects
  const ms = (from: number | undefined, to: number | undefined) => (from === undefined || to === undefined ? null : to - from)
  return one && { detection: ms(one.drawnAt, one.detectedAt), decision: ms(one.detectedAt, one.decision?.at), execution: ms(one.decision?.at, one.endedAt), took: one.decision?.took ?? null, by: one.decision?.by ?? null }
}
const refusal = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof RunthroughError) return error.code
    throw error
  }
  return 'accepted'
}

describe('drawing by hand', () => {
  test('strikes at once where its step runs', () => {
    const run = drive(book({ outcome: 'failed' })).ends('a').do({ do: 'draw', inject: 'disk-full' })
    expect(run.types().slice(-3)).toEqual(['inject.laid', 'inject.drawn b', 'step.cancelled b'])
    expect(run.runner.stopped).toEqual(['b'])
  })
  test('else it lies ready until its step runs, and nothing says what it is', () => {
    const run = drive(book()).do({ do: 'draw', inject: 'disk-full' })
    expect(run.types().at(-1)).toBe('inject.laid')
    expect(run.records.map(({ body }) => JSON.stringify(body)).join()).not.toContain('The disk is full')
    expect(run.ends('a').types().at(-1)).toBe('inject.drawn b')
  })
  test('is refused in a live run, for one that is not there, for one that was drawn, and where its step is over', () => {
    expect(refusal(() => drive(book(), { mode: 'live' }).do({ do: 'draw', inject: 'disk-full' }))).toBe('illegal')
    const run = drive(book())
    expect(refusal(() => run.do({ do: 'draw', inject: 'flood' }))).toBe('bad-input')
    run.do({ do: 'draw', inject: 'disk-full' })
    expect(refusal(() => run.do({ do: 'draw', inject: 'disk-full' }))).toBe('illegal')
    run.ends('a')
    expect(refusal(() => run.do({ do: 'draw', inject: 'disk-full' }))).toBe('illegal')
    const over = drive(book()).ends('a').ends('b')
    expect(refusal(() => over.do({ do: 'draw', inject: 'disk-full' }))).toBe('illegal')
  })
  test('in a tabletop, too; what it forces is no click that could be undone', () => {
    const run = drive(book({ outcome: 'failed' }), { mode: 'tabletop' }).do({ do: 'done', step: 'a' }).do({ do: 'draw', inject: 'disk-full' })
    expect(run.status('b')).toBe('failed')
    run.do({ do: 'undo' })
    expect(run.status('a')).toBe('running')
  })
  test('a card lies ready over a crash of the host', () => {
    const run = drive(book()).do({ do: 'draw', inject: 'disk-full' })
    run.runner.found = () => 'following'
    expect(run.crash(1_000).ends('a').types().at(-1)).toBe('inject.drawn b')
  })
})

describe('the three times', () => {
  test('detection lasts until somebody says that they see it; decision until the way out is chosen; execution until that is over', () => {
    const run = struck().after(5_000).do({ do: 'detect', inject: 'disk-full', what: 'no space on db-1' }).after(20_000).do({ do: 'rollback', reason: 'full' }).after(60_000).ends('restore')
    expect(times(run)).toEqual({ detection: 5_000, decision: 20_000, execution: 60_000, took: 'rollback', by: 'person' })
    expect(run.engine.state.injects[0]).toMatchObject({ what: 'no space on db-1', decision: { branch: 'back-out' } })
  })
  test('who acts first has detected it; a note is no act, and neither is what the inject itself forces', () => {
    expect(times(struck().do({ do: 'note', text: 'hm', step: sid('b') }))).toMatchObject({ detection: null })
    expect(times(struck().after(3_000).do({ do: 'hold', reason: 'look' }).after(4_000).do({ do: 'release' }).do({ do: 'retry', step: sid('b') }).after(1_000).ends('b'))).toEqual({ detection: 3_000, decision: 4_000, execution: 1_000, took: 'retry', by: 'person' })
    const drawn = drive(book({ outcome: 'failed' }), { mode: 'tabletop' }).do({ do: 'done', step: 'a' }).do({ do: 'draw', inject: 'disk-full' })
    expect(times(drawn)).toMatchObject({ detection: null, took: null })
  })
  test('skipping and going on degraded are over at once', () => {
    expect(times(struck().after(7_000).do({ do: 'skip', step: sid('b'), reason: 'by hand' }))).toEqual({ detection: 7_000, decision: 0, execution: 0, took: 'skip', by: 'person' })
  })
  test('a branch is over when it comes back; a goto when its step is settled', () => {
    const branched = struck().after(1_000).do({ do: 'branch', branch: 'mend', from: sid('b'), reason: 'patch' }).after(2_000)
    expect(times(branched)).toMatchObject({ took: 'mend', execution: null })
    expect(times(branched.ends('patch'))).toMatchObject({ took: 'mend', execution: 2_000 })
    const left = struck().do({ do: 'goto', from: sid('b'), to: sid('a'), reason: 'again' }).after(9_000)
    expect(times(left)).toMatchObject({ took: 'a', execution: null })
    expect(times(left.ends('a'))).toMatchObject({ execution: 9_000 })
  })
  test('a retry that fails is not over: it is once the step is settled, or the run has ended', () => {
    const run = struck().do({ do: 'retry', step: sid('b') }).after(1_000).ends('b', { outcome: 'failed' })
    expect(times(run)).toMatchObject({ took: 'retry', execution: null })
    expect(times(run.after(500).do({ do: 'rollback', reason: 'r' }).ends('restore'))).toMatchObject({ took: 'retry', execution: 1_500 })
  })
  test('what the runbook does by itself says so, and so does what the tool answers', () => {
    const automatic = drive(runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('b', { onFailure: policy({ do: 'rollback' }) })] }], [{ ...restore, automatic: true }], { injects: [{ ...CARD, outcome: 'failed' }] }), { injects: ['disk-full'] }).after(2_000).ends('b', { outcome: 'stopped' })
    expect(times(automatic)).toMatchObject({ detection: 2_000, decision: 0, took: 'rollback', by: 'runbook' })
    const unattended = drive(runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('b', { onFailure: policy({ do: 'rollback' }) })] }], [restore], { injects: [{ ...CARD, outcome: 'failed' }] }), { injects: ['disk-full'], auto: true }).ends('b', { outcome: 'stopped' }).after(4_000).ends('restore')
    expect(times(unattended)).toEqual({ detection: 0, decision: 0, execution: 4_000, took: 'rollback', by: 'tool' })
  })
  test('a degraded step and a declared goto are the runbook\'s decisions', () => {
    const one = (then: Parameters<typeof policy>[0]) => drive(runbook([{ phase: 'p', steps: [step('a'), step('b', { onFailure: policy(then) }), manual('m')] }], [], { injects: [{ ...CARD, outcome: 'failed' }] }), { injects: ['disk-full'] }).ends('a').ends('b', { outcome: 'stopped' })
    expect(times(one({ do: 'degrade' }))).toMatchObject({ took: 'degrade', by: 'runbook' })
    expect(times(one({ do: 'goto', step: sid('a') }))).toMatchObject({ took: 'a', by: 'runbook' })
  })
  const retrying = (card: Partial<Inject>) =>
    drive(runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('b', { onFailure: policy({ do: 'rollback' }, 1, 1_000) }), manual('m')] }], [restore], { injects: [{ ...CARD, ...card }] }), { injects: ['disk-full'] })
  test('what a card forces lasts over the retries that the runbook makes by itself: then what follows them follows', () => {
    for (const outcome of ['failed', 'timed-out'] as const) {
      const run = retrying({ outcome }).ends('b', { outcome: 'stopped' }).after(1_000)
      expect(run.runner.stopped).toEqual(['b', 'b'])
      run.ends('b', { outcome: 'stopped' })
      expect(run.engine.state.held?.reason).toContain('its rollback is proposed')
      expect(run.types().filter((type) => type === 'inject.drawn b')).toHaveLength(1)
      expect(run.splits().map(({ discounted }) => discounted)).toEqual(['inject', 'inject'])
      expect(times(run.after(2_000).do({ do: 'accept', step: sid('b'), reason: 'r' }))).toMatchObject({ detection: 3_000, took: 'rollback' })
    }
  })
  test('an automatic retry of a step that failed by itself is a decision of the runbook where it goes well, and none where it fails', () => {
    const run = () => retrying({}).ends('b', { outcome: 'failed' }).after(1_000)
    expect(times(run().ends('b'))).toMatchObject({ took: 'retry', by: 'runbook' })
    expect(times(run().ends('b', { outcome: 'failed' }))).toMatchObject({ took: null })
  })
  test('a hold is the decision only where the card expects a hold', () => {
    const run = struck({ expects: 'hold' }).after(2_000).do({ do: 'hold', reason: 'stop' }).after(5_000)
    expect(times(run)).toMatchObject({ took: 'hold', execution: null })
    expect(times(run.do({ do: 'release' }))).toEqual({ detection: 2_000, decision: 0, execution: 5_000, took: 'hold', by: 'person' })
  })
  test('a symptom without a forced outcome: the step goes on, and done by hand means that people went on', () => {
    const run = drive(book({ at: sid('m'), expects: 'continue' }), { injects: ['disk-full'] }).ends('a').ends('b').after(6_000).do({ do: 'done', step: sid('m') })
    expect(times(run)).toEqual({ detection: 6_000, decision: 0, execution: 0, took: 'continue', by: 'person' })
  })
  test('in time, and as expected', () => {
    const card = { ...CARD, outcome: 'failed' as const }
    const of = (run: Driven) => run.engine.state.injects.map((one) => [inTime(one, card, run.engine.now()), asExpected(one, card)])
    const waiting = struck()
    expect(of(waiting.after(179_000))).toEqual([[null, null]])
    expect(of(waiting.after(2_000))).toEqual([[false, null]])
    expect(of(waiting.do({ do: 'rollback', reason: 'r' }))).toEqual([[false, true]])
    expect(of(struck().after(1_000).do({ do: 'skip', step: sid('b'), reason: 'r' }))).toEqual([[true, false]])
  })
  test('an undone decision is none, and the clock runs on', () => {
    const run = struck().after(1_000).do({ do: 'skip', step: sid('b'), reason: 'r' }).do({ do: 'undo' })
    expect(times(run)).toMatchObject({ took: null })
    expect(times(run.after(1_000).do({ do: 'rollback', reason: 'r' }))).toMatchObject({ detection: 2_000, took: 'rollback' })
  })
  test('it is detected once, and only what was drawn', () => {
    expect(refusal(() => drive(book()).do({ do: 'detect', inject: 'disk-full' }))).toBe('illegal')
    const run = struck().do({ do: 'detect', inject: 'disk-full' })
    expect(refusal(() => run.do({ do: 'detect', inject: 'disk-full' }, maria))).toBe('illegal')
  })
})

test('an undo that takes a start along takes the inject along, too: it is drawn anew when the step starts again', () => {
  const run = drive(runbook([{ phase: 'p', steps: [manual('a'), manual('m')] }], [], { injects: [{ ...CARD, at: sid('m') }] }), { injects: ['disk-full'] }).do({ do: 'done', step: 'a' })
  expect(run.engine.state.drawn).toEqual(['disk-full'])
  run.do({ do: 'undo' })
  expect(run.engine.state).toMatchObject({ drawn: [], injects: [] })
  run.do({ do: 'done', step: 'a' })
  expect(run.types().filter((type) => type === 'inject.drawn m')).toHaveLength(2)
})

test('an attempt that an inject was drawn at says nothing of the step; the next one does', () => {
  const run = struck().do({ do: 'retry', step: sid('b') }).ends('b')
  expect(run.splits().map(({ step: id, discounted }) => [id, discounted])).toEqual([['a', null], ['b', 'inject'], ['b', null], ['m', null]])
})
