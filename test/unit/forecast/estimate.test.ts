import { describe, expect, test } from 'vitest'
import { estimate, recentMedian } from '../../../electron/core/forecast/estimate.ts'
import { buildHistory } from '../../../electron/core/forecast/history.ts'
import { compile } from '../../../electron/core/machine/compile.ts'
import { manual, runbook, sid, step } from '../../support/build.ts'
import { past } from '../../support/past.ts'

const model = (steps: ReturnType<typeof step>[], runs: Record<string, number>[], id = 'a') => {
  const compiled = compile(runbook([{ phase: 'p', steps }]))
  return estimate(compiled, buildHistory(compiled, runs.map((times) => past(times)))).get(sid(id))
}
const median = (...args: Parameters<typeof model>) => Math.exp(model(...args)?.mu ?? 0)

describe('the location of a step', () => {
  test('the median weighs a run three quarters of the next one', () => {
    expect(recentMedian([{ activeMs: 1 }, { activeMs: 9 }])).toEqual({ ms: 9, worth: 1.75 })
    expect(recentMedian([9, 9, 9, 1, 1].map((activeMs) => ({ activeMs }))).ms).toBe(1)
    expect(recentMedian([5, 5, 50, 5].map((activeMs) => ({ activeMs }))).ms).toBe(5)
  })
  test('without history it is the plan', () => {
    expect(median([step('a', { plannedMs: 60_000 })], [])).toBeCloseTo(60_000)
  })
  test('with one run its time dominates, and with more runs the more so', () => {
    const planned = [step('a', { plannedMs: 60_000 })]
    const after = [1, 2, 5].map((runs) => median(planned, Array.from({ length: runs }, () => ({ a: 120_000 }))))
    expect(after[0]).toBeGreaterThan(97_000)
    expect(after).toEqual([...after].sort((x, y) => x - y))
  })
  test('neither plan nor history: nothing is said', () => {
    expect(model([step('a')], [{ b: 3 }])).toBeUndefined()
    expect(model([manual('a')], [])).toBeUndefined()
  })
  test('a wait for a time is as long as it says', () => {
    expect(median([step('a', { kind: 'wait', until: { forMs: 90_000 } })], [])).toBeCloseTo(90_000)
  })
  test('programs that are quicker than planned say nothing about how long people take', () => {
    const steps = [manual('a', { plannedMs: 60_000 }), ...['b', 'c', 'd', 'e'].map((id) => step(id, { plannedMs: 60_000 }))]
    expect(median(steps, [{ b: 600, c: 600, d: 600, e: 600 }])).toBeCloseTo(60_000)
  })
  test('an author who is always too hopeful is corrected for steps that were never done', () => {
    const steps = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => step(id, { plannedMs: 60_000 }))
    const thrice = { b: 180_000, c: 180_000, d: 180_000, e: 180_000, f: 180_000 }
    expect(median(steps, [thrice])).toBeGreaterThan(100_000)
  })
})

describe('the width of a step', () => {
  const width = (...args: Parameters<typeof model>) => model(...args)?.own ?? 0
  test('is never zero', () => {
    expect(width([step('a')], Array.from({ length: 50 }, () => ({ a: 60_000 })))).toBeGreaterThan(0.01)
    expect(width([step('a')], [{ a: 0 }, { a: 0 }])).toBeGreaterThan(0.01)
  })
  test('grows with what the forecast missed before', () => {
    const calm = [{ a: 60_000 }, { a: 61_000 }, { a: 60_500 }, { a: 60_000 }]
    const wild = [{ a: 60_000 }, { a: 150_000 }, { a: 30_000 }, { a: 90_000 }]
    expect(width([step('a')], wild)).toBeGreaterThan(2 * width([step('a')], calm))
  })
  test('milliseconds of steps that take none do not make others uncertain', () => {
    const steps = [step('a'), step('b')]
    const runs = [{ a: 60_000, b: 1 }, { a: 60_000, b: 9 }, { a: 60_000, b: 2 }]
    expect(width(steps, runs)).toBeCloseTo(width(steps, runs.map(({ a }) => ({ a, b: 5 }))))
  })
})
