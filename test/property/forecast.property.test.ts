import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { recentMedian } from '../../electron/core/forecast/estimate.ts'
import { forecast, type Forecast } from '../../electron/core/forecast/forecast.ts'
import { buildHistory, NO_HISTORY, type PastRun } from '../../electron/core/forecast/history.ts'
import type { Quantiles } from '../../electron/core/forecast/order.ts'
import { compile } from '../../electron/core/machine/compile.ts'
import type { Runbook, Step } from '../../electron/core/runbook/model.ts'
import { runbook, sid, step } from '../support/build.ts'
import { drive } from '../support/drive.ts'
import { past } from '../support/past.ts'

const DRAWS = 300
const planned = fc.option(fc.integer({ min: 0, max: 7_200_000 }), { nil: undefined })
/** Lanes of up to three steps; a step may need the first step of the lane before it. */
const lanes = fc.array(fc.array(fc.record({ planned, needs: fc.boolean() }), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 })
type Lanes = typeof lanes extends fc.Arbitrary<infer T> ? T : never

const idOf = (lane: number, position: number): string => `s${lane}${position}`
function book(spec: Lanes, order: readonly number[] = spec.map((_, index) => index)): Runbook {
  const steps = spec.map((lane, number) =>
    lane.map(({ planned, needs }, position): Step => step(idOf(number, position), { ...(planned === undefined ? {} : { plannedMs: planned }), ...(needs && number > 0 ? { needs: [sid(idOf(number - 1, 0))] } : {}) })),
  )
  return runbook([{ phase: 'p', lanes: Object.fromEntries(order.map((number) => [`lane-${number}`, steps[number]!])) }, { phase: 'q', steps: [step('last', { plannedMs: 60_000 })] }])
}
const runsOf = (spec: Lanes) => {
  const ids = spec.flatMap((lane, number) => lane.map((_, position) => idOf(number, position)))
  const times = fc.record(Object.fromEntries(ids.map((id) => [id, fc.integer({ min: 0, max: 7_200_000 })])), { requiredKeys: [] })
  return fc.array(times, { maxLength: 8 })
}
const situation = lanes.chain((spec) => fc.record({ spec: fc.constant(spec), runs: runsOf(spec), seed: fc.nat() }))
const asRuns = (runs: readonly Readonly<Record<string, number | undefined>>[]): PastRun[] =>
  runs.map((times) => past(Object.fromEntries(Object.entries(times).flatMap(([id, ms]) => (ms === undefined ? [] : [[id, ms]])))))
const of = (book: Runbook, runs: readonly PastRun[], seed: number, draws = DRAWS): Forecast => {
  const compiled = compile(book)
  return forecast({ compiled, history: buildHistory(compiled, runs), seed, draws })
}
const ascending = (quantiles: Quantiles | null): boolean => {
  if (!quantiles) return true
  const { p10Ms, p50Ms, p80Ms, p90Ms } = quantiles
  return [p10Ms, p50Ms, p80Ms, p90Ms].every((value, index, all) => Number.isFinite(value) && value >= (all[index - 1] ?? 0))
}

test('quantiles are finite and in order; a step ends after it starts; the total is not before any step', () => {
  fc.assert(
    fc.property(situation, ({ spec, runs, seed }) => {
      const { total, steps } = of(book(spec), asRuns(runs), seed)
      expect(ascending(total)).toBe(true)
      for (const { starts, takes, ends } of steps) {
        expect(ascending(takes) && ascending(ends)).toBe(true)
        if (starts && ends) expect(starts.p90Ms).toBeLessThanOrEqual(ends.p90Ms)
        if (total && ends) expect(ends.p50Ms).toBeLessThanOrEqual(total.p50Ms)
      }
    }),
    { numRuns: 300 },
  )
})

test('the same input gives the same output', () => {
  fc.assert(
    fc.property(situation, ({ spec, runs, seed }) => {
      expect(of(book(spec), asRuns(runs), seed)).toEqual(of(book(spec), asRuns(runs), seed))
    }),
    { numRuns: 50 },
  )
})

test('the order of lanes in the file does not matter', () => {
  fc.assert(
    fc.property(situation, ({ spec, runs, seed }) => {
      const one = of(book(spec), asRuns(runs), seed)
      const other = of(book(spec, spec.map((_, index) => index).reverse()), asRuns(runs), seed)
      expect(other.total).toEqual(one.total)
      expect(other.criticalLane).toBe(one.criticalLane)
      expect(new Map(other.steps.map((each) => [each.step, each]))).toEqual(new Map(one.steps.map((each) => [each.step, each])))
    }),
    { numRuns: 100 },
  )
})

test('more elapsed never moves an end forward, and nothing that runs ends before now', () => {
  fc.assert(
    fc.property(situation, fc.array(fc.integer({ min: 0, max: 20_000_000 }), { minLength: 1, maxLength: 5 }), ({ spec, runs, seed }, pauses) => {
      const model = book(spec)
      const run = drive(model)
      const compiled = compile(model)
      const history = buildHistory(compiled, asRuns(runs))
      let before: Forecast | undefined
      for (const pause of [0, ...pauses]) {
        run.after(pause)
        const now = run.engine.now()
        const after = forecast({ compiled, history, state: run.engine.state, now, seed, draws: DRAWS })
        if (after.total) expect(after.total.p10Ms).toBeGreaterThanOrEqual(now)
        if (after.total && before?.total) for (const name of ['p10Ms', 'p50Ms', 'p80Ms', 'p90Ms'] as const) expect(after.total[name]).toBeGreaterThanOrEqual(before.total[name])
        before = after
      }
    }),
    { numRuns: 60 },
  )
})

/** P90 over P10. */
const band = ({ p10Ms, p90Ms }: Quantiles): number => p90Ms / p10Ms

test('a run that takes exactly the medians never widens the band of a step, nor does an identical run', () => {
  const histories = fc.array(fc.array(fc.integer({ min: 60_000, max: 7_200_000 }), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 10 })
  fc.assert(
    fc.property(histories, fc.option(fc.integer({ min: 60_000, max: 7_200_000 }), { nil: undefined }), fc.nat(), (runs, planned, seed) => {
      const ids = ['a', 'b', 'c']
      const model = runbook([{ phase: 'p', steps: ids.map((id) => step(id, planned === undefined ? {} : { plannedMs: planned })) }])
      const before = runs.map((times) => past(Object.fromEntries(ids.map((id, index) => [id, times[index]!]))))
      const medians = Object.fromEntries(ids.map((id, index) => [id, recentMedian(runs.map((times) => ({ activeMs: times[index]! }))).ms]))
      const one = of(model, before, seed, 2000)
      const more = of(model, [...before, past(medians)], seed, 2000)
      // A thousandth for what 2000 draws cannot tell.
      one.steps.forEach(({ takes }, index) => expect(band(more.steps[index]!.takes!)).toBeLessThanOrEqual(1.001 * band(takes!)))
    }),
    { numRuns: 100 },
  )
})

test('identical runs narrow the band of the total, which never has zero width', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 60_000, max: 7_200_000 }), { minLength: 1, maxLength: 6 }), fc.nat(), (times, seed) => {
      const model = runbook([{ phase: 'p', steps: times.map((_, index) => step(`s${index}`)) }])
      const run = past(Object.fromEntries(times.map((ms, index) => [`s${index}`, ms])))
      const widths = [1, 2, 3, 5, 9].map((count) => band(of(model, Array.from({ length: count }, () => run), seed, 2000).total!))
      expect(widths.at(-1)).toBeGreaterThan(1)
      for (const [index, width] of widths.entries()) expect(width).toBeLessThanOrEqual(widths[index - 1] ?? Infinity)
    }),
    { numRuns: 60 },
  )
})

test('of two equal lanes one is late: their end is later than that of one (merge bias)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 7_200_000 }), fc.nat(), (planned, seed) => {
      const lanesOf = (ids: string[]) => runbook([{ phase: 'p', lanes: Object.fromEntries(ids.map((id) => [id, [step(id, { plannedMs: planned })]])) }])
      const total = (ids: string[]) => forecast({ compiled: compile(lanesOf(ids)), history: NO_HISTORY, seed, draws: DRAWS }).total!.p50Ms
      expect(total(['a', 'b'])).toBeGreaterThan(total(['a']))
    }),
    { numRuns: 100 },
  )
})
