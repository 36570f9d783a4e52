import { describe, expect, test } from 'vitest'
import { RunthroughError } from '../../../electron/core/errors.ts'
import type { Tier } from '../../../electron/core/runbook/model.ts'
import { branch, into, manual, policy, runbook, sid, step } from '../../support/build.ts'
import { drive, maria, type Driven } from '../../support/drive.ts'

const restore = branch('back-out', 'rollback', [step('restore')], { end: 'rolled-back' })
const check = (id: string, extra = {}) => step(id, { kind: 'check', component: 'shop', ...extra })

/** A check of one tier, and what follows it; beside them a lane that goes on by itself. */
const book = (tier: Tier, { decideWithinMs, back = true, extra = {} }: { decideWithinMs?: number; back?: boolean; extra?: object } = {}) =>
  runbook(
    [{ phase: 'p', ...(back ? { rollback: into('back-out') } : {}), lanes: { a: [check('c', extra), manual('after')], b: [step('x'), manual('y')] } }],
    [restore],
    { components: { shop: { tier } }, policy: { minGrade: 1, ...(decideWithinMs === undefined ? {} : { decideWithinMs }) } },
  )
const fails = (run: Driven): Driven => run.ends('c', { outcome: 'failed' })
const refusal = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof RunthroughError) return error.code
    throw error
  }
  return 'accepted'
}

describe('a failed check of a critical component', () => {
  test('in a sequence it holds the run and proposes the rollback, live, too', () => {
    for (const mode of ['rehearsal', 'live'] as const) {
      const run = drive(runbook([{ phase: 'p', rollback: into('back-out'), steps: [check('c', { start: 'auto' }), manual('after')] }], [restore], { components: { shop: { tier: 'critical' } } }), { mode })
      fails(run)
      expect(run.engine.state.held).toMatchObject({ step: 'c', reason: 'c failed: its rollback is proposed.' })
      expect(run.status('after')).toBe('none')
      run.do({ do: 'accept', step: sid('c'), reason: 'the shop is down' })
      expect(run.engine.state.held).toBeNull()
      expect(['ready', 'running']).toContain(run.status('restore'))
    }
  })
  test('it times out just as it fails', () => {
    const run = drive(runbook([{ phase: 'p', rollback: into('back-out'), steps: [check('c', { timeoutMs: 5_000 })] }], [restore], { components: { shop: { tier: 'critical' } } })).after(5_000).ends('c', { outcome: 'stopped' })
    expect(run.engine.state.held?.reason).toBe('c failed: its rollback is proposed.')
  })
  test('an unattended rehearsal answers yes', () => {
    const run = drive(book('critical'), { auto: true })
    fails(run).ends('x', { outcome: 'stopped' }).ends('restore')
    expect(run.end()).toBe('rolled-back')
  })
  test('a branch that is automatic starts by itself', () => {
    const run = drive(runbook([{ phase: 'p', rollback: into('back-out'), steps: [check('c', { start: 'auto' })] }], [branch('back-out', 'rollback', [step('restore')], { end: 'rolled-back' }, { automatic: true })], { components: { shop: { tier: 'critical' } } }), { mode: 'live' })
    fails(run)
    expect(run.status('restore')).toBe('ready')
  })
  test('it holds the run also where no way back is open that could be proposed', () => {
    const run = drive(runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('cross', { pointOfNoReturn: true }), check('c')] }], [restore], { components: { shop: { tier: 'critical' } } })).do({ do: 'start', step: 'cross' }).ends('cross')
    fails(run)
    expect(run.engine.state.held).toMatchObject({ step: 'c', reason: 'c failed, and it is critical: no way back is open.' })
  })
  test('an explicit `on:` wins over the tier', () => {
    const run = fails(drive(book('critical', { extra: { onFailure: policy({ do: 'hold' }) } })))
    expect(run.engine.state.held).toBeNull()
    expect(run.status('c')).toBe('failed')
  })
  test('to go on in spite of it wants a reason, which stands in the log', () => {
    const run = fails(drive(book('critical')))
    expect(refusal(() => run.do({ do: 'release' }))).toBe('bad-input')
    expect(refusal(() => run.do({ do: 'release', reason: '  ' }))).toBe('bad-input')
    run.do({ do: 'release', reason: 'the probe is wrong' })
    expect(run.records.at(-1)?.body).toMatchObject({ type: 'run.released', reason: 'the probe is wrong', over: ['c'] })
    expect(run.engine.state.overrides).toMatchObject([{ step: 'c', reason: 'the probe is wrong', by: 'Maria' }])
  })
  test('once it is skipped with a reason, or asked again, the hold is released without another one', () => {
    const skipped = fails(drive(book('critical')))
    expect(refusal(() => skipped.do({ do: 'skip', step: sid('c'), reason: '' }))).toBe('bad-input')
    skipped.do({ do: 'skip', step: sid('c'), reason: 'seen by eye' }).do({ do: 'release' })
    expect(skipped.engine.state.overrides).toEqual([])
    const again = fails(drive(book('critical'))).do({ do: 'retry', step: sid('c') })
    expect(again.runner.started.filter((id) => id === 'c')).toHaveLength(1)
    again.do({ do: 'release' })
    expect(again.runner.started.filter((id) => id === 'c')).toHaveLength(2)
  })
})

describe('a failed check of an important component', () => {
  test('blocks its lane alone, and asks for a decision', () => {
    const run = fails(drive(book('important'))).ends('x')
    expect(run.engine.state.held).toBeNull()
    expect(run.status('y')).toBe('running')
    expect(run.status('after')).toBe('none')
  })
  test('holds the run when nobody has decided within `policy.decide-within`, and says so once', () => {
    const run = fails(drive(book('important', { decideWithinMs: 60_000 }))).after(59_999)
    expect(run.engine.state.held).toBeNull()
    run.after(1)
    expect(run.records.at(-1)?.body).toMatchObject({ type: 'step.undecided', step: 'c', attempt: 1, afterMs: 60_000 })
    expect(run.engine.state.held).toMatchObject({ step: 'c', reason: 'c failed, and nobody decided in time what follows.' })
    expect(refusal(() => run.do({ do: 'release' }))).toBe('bad-input')
    run.do({ do: 'release', reason: 'we know' }).after(3_600_000)
    expect(run.types().filter((type) => type === 'step.undecided c')).toHaveLength(1)
  })
  test('has ten minutes unless the file says otherwise', () => {
    const run = fails(drive(book('important'))).after(599_999)
    expect(run.engine.state.held).toBeNull()
    expect(run.after(1).engine.state.held).not.toBeNull()
  })
  test('the clock of the decision stands in a hold', () => {
    const run = fails(drive(book('important', { decideWithinMs: 60_000 }))).do({ do: 'hold', reason: 'phone' }).after(600_000).do({ do: 'release' }).after(59_999)
    expect(run.types()).not.toContain('step.undecided c')
    expect(run.after(1).types()).toContain('step.undecided c')
  })
  test('can be retried, skipped, gone on degraded without, or rolled back, on that hold, too', () => {
    const late = () => fails(drive(book('important', { decideWithinMs: 1_000 }))).after(1_000)
    expect(late().do({ do: 'retry', step: sid('c') }).status('c')).toBe('ready')
    expect(late().do({ do: 'skip', step: sid('c'), reason: 'r' }).status('c')).toBe('skipped')
    const degraded = late().do({ do: 'degrade', step: sid('c'), reason: 'the shop sells without it' })
    expect(degraded.status('c')).toBe('degraded')
    expect(degraded.splits().filter((split) => split.step === 'c')).toMatchObject([{ attempt: 1, outcome: 'degraded', message: 'the shop sells without it' }])
    expect(late().do({ do: 'rollback', reason: 'r' }).engine.state.held).toBeNull()
  })
  test('a decision in time ends the clock', () => {
    const run = fails(drive(book('important', { decideWithinMs: 60_000 }))).do({ do: 'degrade', step: sid('c'), reason: 'r' }).after(600_000)
    expect(run.engine.state.held).toBeNull()
  })
  test('the clock goes on over a crash of the host', () => {
    const run = fails(drive(book('important', { decideWithinMs: 60_000 })))
    run.crash(70_000)
    expect(run.engine.state.held).toMatchObject({ step: 'c' })
  })
  test('unattended the run stands still at once; in a tabletop no clock runs', () => {
    expect(fails(drive(book('important'), { auto: true })).ends('x').after(0).engine.state.stopped).toContain('c failed')
    const walk = drive(book('important'), { mode: 'tabletop' }).do({ do: 'fail', step: sid('c'), reason: 'what if' }).after(3_600_000)
    expect(walk.engine.state.held).toBeNull()
  })
})

test('a failed check of a nice-to-have component is degraded, and the run goes on', () => {
  const run = fails(drive(book('nice-to-have')))
  expect(run.status('c')).toBe('degraded')
  expect(run.status('after')).toBe('running')
})

test('nothing is degraded by a step that is no check of a component', () => {
  const run = drive(runbook([{ phase: 'p', steps: [step('x')] }])).ends('x', { outcome: 'failed' })
  expect(refusal(() => run.do({ do: 'degrade', step: sid('x'), reason: 'r' }, maria))).toBe('illegal')
})

test('undoing a misclicked "go on degraded" brings the question back', () => {
  const run = fails(drive(book('important'))).do({ do: 'degrade', step: sid('c'), reason: 'r' }).do({ do: 'undo' })
  expect(run.status('c')).toBe('failed')
})
