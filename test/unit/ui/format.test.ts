import { expect, test } from 'vitest'
import { formatAgo, formatClock, formatCount, formatDay, formatDelta, formatDuration, formatExact, formatNumberOf, formatShare, formatSpan, formatTime } from '../../../renderer/ui/format.ts'

const AT = Date.UTC(2026, 9, 25, 0, 14, 5)
const BERLIN = { zone: 'Europe/Berlin', locale: 'en-GB' }

test('a clock shows whole seconds, rounded down, and hours only where there are any', () => {
  expect([0, 999, 7000, 247_000, 3_753_999, -5].map(formatClock)).toEqual(['0:00', '0:00', '0:07', '4:07', '1:02:33', '0:00'])
})

test('tenths are shown below ten seconds alone, and where they are wanted', () => {
  expect(formatDuration(4270)).toBe('0:04')
  expect(formatDuration(4270, { tenths: true })).toBe('0:04.2')
  expect(formatDuration(12_990, { tenths: true })).toBe('0:12')
  expect(formatDuration(null)).toBe('–')
})

test('a delta is signed with a real minus, and even where it is less than what it shows', () => {
  expect([-42_000, 67_000, 900, -999].map((ms) => formatDelta(ms))).toEqual(['−0:42', '+1:07', '±0:00', '±0:00'])
  expect(formatDelta(-450, { tenths: true })).toBe('−0:00.4')
})

test('a span in prose is rounded to what people say', () => {
  expect([8000, 59_600, 43 * 60_000, 68 * 60_000, 2 * 3_600_000, 52 * 3_600_000].map(formatSpan)).toEqual(['8 s', '1 min', '43 min', '1 h 08', '2 h', '2 d 4 h'])
})

test('a time of day stands in its zone, always with 24 hours', () => {
  expect(formatTime(AT, BERLIN)).toBe('02:14')
  expect(formatTime(AT, { ...BERLIN, locale: 'en-US', seconds: true })).toBe('02:14:05')
  expect(formatTime(Date.UTC(2026, 0, 1, 23, 30), { zone: 'Europe/Berlin', locale: 'en-US' })).toBe('00:30')
})

test('the exact time has its day, its zone and UTC', () => {
  expect(formatExact(AT, BERLIN)).toMatch(/Sun.*25 Oct 2026.*02:14:05.*(?:CEST|GMT\+2) · 00:14:05 UTC$/u)
  expect(formatDay(AT, { ...BERLIN, now: AT })).toMatch(/Sun.*25 Oct$/u)
  expect(formatDay(AT, { ...BERLIN, now: Date.UTC(2027, 1, 1) })).toContain('2026')
})

test('a share is never rounded to nought or to all', () => {
  expect([0, 0.001, 0.97, 0.996, 1].map(formatShare)).toEqual(['0 %', '< 1 %', '97 %', '> 99 %', '100 %'])
})

test('a past time is told by how long ago it was, then by its day', () => {
  const now = AT + 40 * 86_400_000
  expect([now - 5000, now - 12 * 60_000, now - 3 * 3_600_000, now - 30 * 3_600_000, now - 4 * 86_400_000].map((at) => formatAgo(at, now))).toEqual(['just now', '12 min ago', '3 h ago', 'yesterday', '4 days ago'])
  expect(formatAgo(AT, now)).toMatch(/25/u)
})

test('counts have separators, one digit below ten, and a noun that fits them', () => {
  expect([12_345, 7.25, 1_000_000].map(formatCount)).toEqual(['12,345', '7.3', '1,000,000'])
  expect([formatNumberOf(1, 'step'), formatNumberOf(3, 'step'), formatNumberOf(2, 'branch', 'branches')]).toEqual(['1 step', '3 steps', '2 branches'])
})
