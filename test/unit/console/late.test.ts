/** How late a run is, on the page. */
import { expect, test } from 'vitest'
import { latenessAt, latenessOf } from '../../../renderer/parts/run/lateness.ts'

const sequence = { ms: 60_000, at: 1_000_000, runs: true }
const late = { plan: { fixedMs: -5000, dueMs: 70_000 }, median: { fixedMs: 1000, dueMs: null }, best: null, last: null, p90: null }
const forecast = { basedOnRuns: 4, fitsWindow: 1, criticalLane: null, unknownSteps: [], at: 0 }

test('early stays as it is until the present step is beyond its time, then it ticks', () => {
  expect(latenessAt({ fixedMs: -5000, dueMs: 70_000 }, sequence, 1_004_000)).toBe(-5000)
  expect(latenessAt({ fixedMs: -5000, dueMs: 70_000 }, sequence, 1_015_000)).toBe(5000)
})

test('a hold stops it', () => {
  expect(latenessAt({ fixedMs: 0, dueMs: 50_000 }, { ...sequence, runs: false }, 9_000_000)).toBe(10_000)
})

test('a comparison that knows nothing gives way to the plan, and says so', () => {
  expect(latenessOf({ late, sequence, end: null, forecast }, 'best', 1_000_000)).toEqual({ ms: -5000, against: 'plan' })
  expect(latenessOf({ late, sequence, end: null, forecast }, 'median', 1_000_000)).toEqual({ ms: 1000, against: 'median' })
})

test('without a rehearsal there is only the plan', () => {
  expect(latenessOf({ late, sequence, end: null, forecast: { ...forecast, basedOnRuns: 0 } }, 'median', 1_000_000)?.against).toBe('plan')
})

test('a run that is over is not late any more', () => {
  expect(latenessOf({ late, sequence, end: 'completed', forecast }, 'plan', 1_000_000)).toBeNull()
})
