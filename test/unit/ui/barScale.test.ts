import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { scaleOf } from '../../../renderer/ui/bar/barScale.ts'
import { aBar, aShortRun, HOUR, MINUTE, NOW } from './bars.ts'

const WIDE = 1200
const GAP = 60

test('a run that fills its window has one scale from the window\'s start to its end', () => {
  const bar = aBar()
  const { gap, x } = scaleOf(bar, NOW, WIDE, GAP)
  expect(gap).toBeNull()
  expect([x(bar.startsAt), x(NOW), x(NOW + 90 * MINUTE)]).toEqual([0, 0.25, 1])
})

test('a run of minutes in a window of hours takes two thirds of the bar, and the rest stands behind a gap', () => {
  const bar = aShortRun()
  const { gap, x } = scaleOf(bar, NOW, WIDE, GAP)
  expect(x(bar.runFrom)).toBe(0)
  expect(x(NOW + 2 * MINUTE)).toBeGreaterThan(0.5)
  expect(x(NOW + 2 * MINUTE)).toBeLessThanOrEqual(gap?.left ?? 0)
  expect((gap?.right ?? 0) - (gap?.left ?? 0)).toBeCloseTo(GAP / WIDE)
  expect((gap?.to ?? 0) - (gap?.from ?? 0)).toBeGreaterThan(3 * HOUR)
})

test('behind the gap the flag, the floor and the end are all seen', () => {
  const bar = aShortRun()
  const { gap, x } = scaleOf(bar, NOW, WIDE, GAP)
  const places = [gap?.right ?? 0, x(bar.wayBack?.safeAt ?? 0), x((bar.endsAt ?? 0) - bar.safetyFloorMs), x(bar.endsAt ?? 0)]
  for (const [index, place] of places.entries()) if (index > 0) expect(place - (places[index - 1] ?? 1)).toBeGreaterThan(0.01)
})

test('a bar without room for a gap has one scale', () => {
  expect(scaleOf(aShortRun(), NOW, 200, GAP).gap).toBeNull()
})

test('is broken nowhere where the gap would leave nothing of the window behind it', () => {
  expect(scaleOf(aShortRun(), NOW, 366, 150).gap).toBeNull()
  expect(scaleOf(aShortRun(), NOW, 560, 150).gap?.right).toBeLessThan(0.95)
})

test('what runs over the window\'s end is shown behind it', () => {
  const bar = aBar({ eta: { p50: NOW + 100 * MINUTE, band: { p10: NOW + 80 * MINUTE, p90: NOW + 130 * MINUTE } } })
  const { to, x } = scaleOf(bar, NOW, WIDE, GAP)
  expect(to).toBeGreaterThan(NOW + 130 * MINUTE)
  expect(x(NOW + 90 * MINUTE)).toBeLessThan(0.8)
  const late = aBar({ endsAt: NOW - 10 * MINUTE, eta: null })
  expect(scaleOf(late, NOW, WIDE, GAP).x(NOW)).toBeGreaterThan(scaleOf(late, NOW, WIDE, GAP).x(NOW - 10 * MINUTE))
})

test('the magnified part does not breathe while the forecast changes a little', () => {
  const ends = [1.9, 1.95, 2, 2.02].map((minutes) => scaleOf(aShortRun({ eta: { p50: NOW + MINUTE, band: { p10: NOW + MINUTE, p90: NOW + minutes * MINUTE } } }), NOW, WIDE, GAP).gap?.from)
  expect(new Set(ends).size).toBe(1)
})

test('later is never further left, and nothing stands outside the bar', () => {
  fc.assert(
    fc.property(
      fc.record({ window: fc.integer({ min: 1, max: 600 }), floor: fc.integer({ min: 0, max: 30 }), since: fc.integer({ min: 0, max: 120 }), p50: fc.integer({ min: 0, max: 700 }), safe: fc.option(fc.integer({ min: -60, max: 600 })), width: fc.integer({ min: 100, max: 2000 }) }),
      fc.array(fc.integer({ min: -200, max: 900 }), { minLength: 2, maxLength: 20 }),
      ({ window, floor, since, p50, safe, width }, minutes) => {
        const startsAt = NOW - since * MINUTE
        const bar = aBar({ startsAt, runFrom: startsAt, done: [], endsAt: startsAt + window * MINUTE, safetyFloorMs: Math.min(floor, window) * MINUTE, eta: { p50: NOW + p50 * MINUTE, band: { p10: NOW + p50 * 0.8 * MINUTE, p90: NOW + p50 * 1.5 * MINUTE } }, wayBack: { evidence: safe === null ? 'never' : 'timed', safeAt: safe === null ? null : NOW + safe * MINUTE } })
        const { x } = scaleOf(bar, NOW, width, GAP)
        const places = minutes.toSorted((a, b) => a - b).map((minute) => x(NOW + minute * MINUTE))
        for (const [index, place] of places.entries()) {
          expect(place).toBeGreaterThanOrEqual(0)
          expect(place).toBeLessThanOrEqual(1)
          expect(place).toBeGreaterThanOrEqual(places[index - 1] ?? 0)
        }
      },
    ),
  )
})
