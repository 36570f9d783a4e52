import { describe, expect, test } from 'vitest'
import { forecast, type ForecastInput } from '../../../electron/core/forecast/forecast.ts'
import { buildHistory, NO_HISTORY } from '../../../electron/core/forecast/history.ts'
import { compile } from '../../../electron/core/machine/compile.ts'
import type { Runbook } from '../../../electron/core/runbook/model.ts'
import { bid, branch, into, manual, policy, runbook, sid, step } from '../../support/build.ts'
import { drive, type Driven } from '../../support/drive.ts'
import { past } from '../../support/past.ts'

const MIN = 60_000
const timed = (id: string, minutes = 10, extra = {}) => step(id, { plannedMs: minutes * MIN, ...extra })
const of = (book: Runbook, runs: Record<string, number>[] = [], rest: Partial<ForecastInput> = {}) => {
  const compiled = compile(book)
  return forecast({ compiled, history: buildHistory(compiled, runs.map((times) => past(times))), seed: 1, ...rest })
}
const live = (book: Runbook, run: Driven, rest: Partial<ForecastInput> = {}) => forecast({ compiled: compile(book), history: NO_HISTORY, state: run.engine.state, now: run.engine.now(), seed: 1, ...rest })
const sequence = (n: number, extra = {}) => runbook([{ phase: 'p', steps: Array.from({ length: n }, (_, index) => timed(`s${index}`, 10, extra)) }])

describe('before a run', () => {
  test('fifteen planned steps without history: P50 near the sum of the plan, P10 and P90 far around it', () => {
    const { total, basedOnRuns } = of(sequence(15))
    expect(basedOnRuns).toBe(0)
    expect(total!.p50Ms / (150 * MIN)).toBeGreaterThan(1)
    expect(total!.p50Ms / (150 * MIN)).toBeLessThan(1.15)
    expect(total!.p10Ms / (150 * MIN)).toBeLessThan(0.85)
    expect(total!.p90Ms / (150 * MIN)).toBeGreaterThan(1.55)
  })
  test('after one run without a plan P50 is that run', () => {
    const { total, basedOnRuns } = of(runbook([{ phase: 'p', steps: ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => step(id)) }]), [{ a: 60_000, b: 50_000, c: 70_000, d: 90_000, e: 40_000, f: 60_000 }])
    expect(basedOnRuns).toBe(1)
    expect(Math.abs(total!.p50Ms / 370_000 - 1)).toBeLessThan(0.04)
  })
  test('a step starts when the one before it ends', () => {
    const { steps } = of(sequence(2))
    expect(steps[0]!.starts).toEqual({ p50Ms: 0, p90Ms: 0 })
    expect(steps[1]!.starts!.p50Ms).toBe(steps[0]!.ends!.p50Ms)
  })
  test('two equal lanes end later than one of them (merge bias)', () => {
    const one = of(runbook([{ phase: 'p', lanes: { x: [timed('a')] } }]))
    const two = of(runbook([{ phase: 'p', lanes: { x: [timed('a')], y: [timed('b')] } }]))
    expect(two.total!.p50Ms).toBeGreaterThan(1.08 * one.total!.p50Ms)
  })
  test('a lane waits for what it needs in another lane', () => {
    const { steps } = of(runbook([{ phase: 'p', lanes: { x: [timed('a', 1, { needs: [sid('b')] })], y: [timed('b', 60)] } }]))
    expect(steps.find(({ step }) => step === 'a')!.starts).toMatchObject({ p50Ms: steps.find(({ step }) => step === 'b')!.ends!.p50Ms })
  })
  test('the lane that ends last most often is critical', () => {
    expect(of(runbook([{ phase: 'p', lanes: { x: [timed('a')], y: [timed('b', 20)] } }])).criticalLane).toBe('y')
    expect(of(sequence(2)).criticalLane).toBeUndefined()
  })
  test('the window fits with the share of draws that end inside of it', () => {
    expect(of(sequence(15)).fitsWindow).toBe(null)
    const fits = [60, 160, 600].map((minutes) => of(sequence(15), [], { window: { lengthMs: minutes * MIN, safetyFloorMs: 0 } }).fitsWindow!)
    expect(fits[0]).toBeLessThan(0.02)
    expect(fits[1]).toBeGreaterThan(0.25)
    expect(fits[1]).toBeLessThan(0.75)
    expect(fits[2]).toBeGreaterThan(0.98)
  })
  test('a step without plan and history leaves the total unknown, and only what comes after it', () => {
    const forecasted = of(runbook([{ phase: 'p', steps: [timed('a'), step('x'), timed('b')] }]), [], { window: { lengthMs: MIN, safetyFloorMs: 0 } })
    expect(forecasted).toMatchObject({ total: null, unknownSteps: ['x'], fitsWindow: null })
    expect(forecasted.steps.map(({ starts, takes, ends }) => [starts, takes, ends].map((value) => value !== null))).toEqual([
      [true, true, true],
      [true, false, false],
      [false, true, false],
    ])
  })
})

describe('while it runs', () => {
  test('what is done has its real time', () => {
    const book = sequence(2)
    const { steps, total } = live(book, drive(book).after(3 * MIN).ends('s0'))
    expect(steps[0]).toMatchObject({ takes: { p10Ms: 3 * MIN, p90Ms: 3 * MIN }, ends: { p50Ms: 3 * MIN } })
    expect(steps[1]!.starts).toEqual({ p50Ms: 3 * MIN, p90Ms: 3 * MIN })
    expect(total!.p50Ms).toBe(steps[1]!.ends!.p50Ms)
  })
  test('a running step never ends before now, and the longer it runs the later it ends', () => {
    const book = sequence(2)
    const run = drive(book)
    let last = 0
    for (let minute = 0; minute < 60; minute += 4) {
      const { steps, total } = live(book, run)
      expect(steps[0]!.ends!.p10Ms).toBeGreaterThanOrEqual(minute * MIN)
      expect(total!.p50Ms).toBeGreaterThanOrEqual(last)
      last = total!.p50Ms
      run.after(4 * MIN)
    }
  })
  test('a step that runs a thousand times too long still has a finite end', () => {
    const book = sequence(1)
    const { total } = live(book, drive(book).after(10_000 * MIN))
    expect(total!.p10Ms).toBeGreaterThanOrEqual(10_000 * MIN)
    expect(total!.p90Ms).toBeLessThan(1_000_000 * MIN)
  })
  test('what is skipped costs nothing', () => {
    const book = runbook([{ phase: 'p', steps: [manual('m', { plannedMs: 60 * MIN }), timed('b', 1)] }])
    expect(live(book, drive(book).do({ do: 'skip', step: sid('m'), reason: 'not needed' })).total!.p90Ms).toBeLessThan(10 * MIN)
  })
  test('a step that waits for its retry is awaited', () => {
    const book = runbook([{ phase: 'p', steps: [timed('a', 1, { onFailure: policy({ do: 'hold' }, 1, 5 * MIN) })] }])
    const { steps } = live(book, drive(book).after(MIN).ends('a', { outcome: 'failed' }))
    expect(steps[0]!.starts).toEqual({ p50Ms: 6 * MIN, p90Ms: 6 * MIN })
  })
  test('once it has ended, its end is its end', () => {
    const book = sequence(1)
    const { total } = live(book, drive(book).after(7 * MIN).ends('s0').after(9 * MIN))
    expect(total).toEqual({ p10Ms: 7 * MIN, p50Ms: 7 * MIN, p80Ms: 7 * MIN, p90Ms: 7 * MIN })
  })
  test("the run's own window counts from where the run stands in it", () => {
    const book = sequence(1)
    const startsAt = 1_800_000_000_000 - 60 * MIN
    const late = (lengthMin: number) => live(book, drive(book, { window: { startsAt, endsAt: startsAt + lengthMin * MIN, safetyFloorMs: 0 } })).fitsWindow
    expect(late(62)).toBeLessThan(0.1)
    expect(late(240)).toBeGreaterThan(0.95)
  })
})

describe('on a branch', () => {
  const rolledBack = { end: 'rolled-back' } as const
  test('of a rollback only its own steps are ahead, without what there is nothing to undo of', () => {
    const book = runbook(
      [{ phase: 'p', rollback: into('back-out'), steps: [timed('a'), timed('b', 600)] }],
      [branch('back-out', 'rollback', [timed('undo-b', 600, { undoes: [sid('b')] }), timed('restore', 1)], rolledBack)],
    )
    const run = drive(book).after(MIN).ends('a', { outcome: 'failed' }).do({ do: 'rollback', reason: 'it failed' })
    const { steps, total } = live(book, run)
    expect(steps.map(({ step, takes }) => [step, takes!.p50Ms > 0])).toEqual([['undo-b', false], ['restore', true]])
    expect(total!.p90Ms).toBeLessThan(10 * MIN)
  })
  test('one that comes back is followed by the rest of the main path', () => {
    const book = runbook(
      [{ phase: 'p', steps: [timed('a', 1, { onFailure: policy({ do: 'branch', branch: bid('fix') }) }), timed('b', 100)] }],
      [branch('fix', 'fix-forward', [timed('patch', 10)], { resume: sid('a') })],
    )
    const { steps, total } = live(book, drive(book).ends('a', { outcome: 'failed' }))
    expect(steps.map(({ step }) => step)).toEqual(['patch', 'a', 'b'])
    expect(steps[1]!.starts!.p50Ms).toBe(steps[0]!.ends!.p50Ms)
    expect(total!.p50Ms).toBeGreaterThan(100 * MIN)
  })
  test('a branch begins when what it waits for has ended', () => {
    const book = runbook(
      [{ phase: 'p', rollback: into('back-out'), lanes: { x: [timed('a', 60, { onRollback: 'wait' })], y: [timed('b', 60)] } }],
      [branch('back-out', 'rollback', [timed('restore', 1)], rolledBack)],
    )
    const { steps } = live(book, drive(book).do({ do: 'rollback', reason: 'enough' }))
    expect(steps[0]!.starts!.p50Ms).toBeGreaterThan(40 * MIN)
  })
})
