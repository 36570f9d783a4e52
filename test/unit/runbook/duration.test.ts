import { expect, test } from 'vitest'
import { durationMs, formatDuration, parseDuration } from '../../../electron/core/runbook/duration.ts'

test.each([
  ['90s', 90_000],
  ['12m', 720_000],
  ['1h30m', 5_400_000],
  ['500ms', 500],
  ['2d', 172_800_000],
  ['30d', 2_592_000_000],
  ['1m500ms', 60_500],
  ['0s', 0],
])('%s is %d ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

test.each(['', '12', '1.5h', '-1m', '1 m', '30m1h', '1h1h', 'm', '1w', ' 1m', '1m\n', '99999999999s'])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined()
})

test('what is no duration is refused with a hint', () => {
  expect(() => durationMs('soon')).toThrow(expect.objectContaining({ code: 'bad-input' }))
})

test('a duration is written as short as it can be', () => {
  expect([0, 61_000, 5_400_000, 172_800_000, 90_061_001].map(formatDuration)).toEqual(['0s', '1m1s', '1h30m', '2d', '1d1h1m1s1ms'])
})
