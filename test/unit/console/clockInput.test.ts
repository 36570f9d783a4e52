/** "It really ended at …": which moment a typed clock time means. */
import { expect, test } from 'vitest'
import { endFrom } from '../../../renderer/screens/console/clockInput.ts'

const at = (day: number, hours: number, minutes: number, seconds = 0): number => new Date(2026, 9, day, hours, minutes, seconds).getTime()
const attempt = { startedAt: at(24, 23, 50, 30), endedAt: at(25, 0, 20) }

test('a time before midnight is on the day of the start', () => {
  expect(endFrom('23:55', attempt)).toBe(at(24, 23, 55))
})

test('a time after midnight is on the next day', () => {
  expect(endFrom('0:10:05', attempt)).toBe(at(25, 0, 10, 5))
})

test('a minute in which the attempt began means its start at the earliest', () => {
  expect(endFrom('23:50', attempt)).toBe(attempt.startedAt)
})

test.for(['23:49', '0:21', '12:00', '24:00', '1:60', 'now', ''])('%s is no end of it', (text) => {
  expect(endFrom(text, attempt)).toBeNull()
})
