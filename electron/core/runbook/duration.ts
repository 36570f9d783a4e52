/** Durations as people write them: `500ms`, `90s`, `12m`, `1h30m`, `2d`. */
import { RunthroughError } from '../errors.ts'

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const

/** Largest unit first, each at most once. Digits are capped so that sums stay exact. The lookahead refuses the empty text. Also the pattern in the JSON Schema. */
export const DURATION = /^(?=\d)(?:\d{1,5}d)?(?:\d{1,9}h)?(?:\d{1,9}m)?(?:\d{1,9}s)?(?:\d{1,9}ms)?$/
/** The same, and longer than nothing. */
export const POSITIVE_DURATION = /^(?=.*[1-9])(?:\d{1,5}d)?(?:\d{1,9}h)?(?:\d{1,9}m)?(?:\d{1,9}s)?(?:\d{1,9}ms)?$/

export const DURATION_HINT = 'write it like 90s, 12m, 1h30m, 500ms or 2d'

/** The duration in ms (≥ 0, a whole number), or undefined where the text is none. */
export function parseDuration(text: string): number | undefined {
  if (!DURATION.test(text)) return undefined
  let ms = 0
  for (const [, amount, unit] of text.matchAll(/(\d+)(ms|[dhms])/g))
    ms += Number(amount) * UNITS.find(([name]) => name === unit)![1]
  return ms
}

/** The duration in ms. Throws RunthroughError `bad-input` where the text is none. */
export function durationMs(text: string): number {
  const ms = parseDuration(text)
  if (ms === undefined) throw new RunthroughError('bad-input', `"${text}" is not a duration`, DURATION_HINT)
  return ms
}

/** The shortest text that parses back to exactly `ms` (≥ 0; parts of a ms are rounded away): 5_400_000 → `1h30m`. */
export function formatDuration(ms: number): string {
  let rest = Math.max(0, Math.round(ms))
  let text = ''
  for (const [unit, size] of UNITS) {
    const amount = Math.floor(rest / size)
    rest -= amount * size
    if (amount > 0) text += `${amount}${unit}`
  }
  return text === '' ? '0s' : text
}
