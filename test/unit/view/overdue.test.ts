import { describe, expect, test } from 'vitest'
import { overdueAt, patienceMs } from '../../../electron/core/view/overdue.ts'
import { manual, step } from '../../support/build.ts'

const MINUTE = 60_000

describe('when a step is overdue', () => {
  test('what its author says goes before the forecast, the forecast before the plan, and the plan has half as long again', () => {
    const planned = { plannedMs: 10 * MINUTE }
    expect(patienceMs(step('a', { ...planned, overdueAfterMs: MINUTE }), 20 * MINUTE)).toBe(MINUTE)
    expect(patienceMs(step('a', planned), 20 * MINUTE)).toBe(20 * MINUTE)
    expect(patienceMs(step('a', planned), null)).toBe(15 * MINUTE)
    expect(patienceMs(step('a'), null)).toBeNull()
  })
  test('what ends by itself is never overdue; a wait for a check is', () => {
    expect(patienceMs(step('a', { kind: 'hold', plannedMs: 1 }), 1)).toBeNull()
    expect(patienceMs(step('a', { kind: 'wait', until: { forMs: 5 } }), 1)).toBeNull()
    expect(patienceMs(step('a', { kind: 'wait', until: { time: '02:00' } }), 1)).toBeNull()
    expect(patienceMs(step('a', { kind: 'wait', until: { check: {}, everyMs: 1 } }), 7)).toBe(7)
    expect(patienceMs(manual('a'), 7)).toBe(7)
  })
  test('by its own clock: one that stands says no time to come, and keeps one that is past', () => {
    expect(overdueAt({ ms: 1000, at: 5000, runs: true }, 3000)).toBe(7000)
    expect(overdueAt({ ms: 1000, at: 5000, runs: false }, 3000)).toBeNull()
    expect(overdueAt({ ms: 4000, at: 5000, runs: false }, 3000)).toBe(4000)
  })
})
