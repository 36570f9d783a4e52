/** A clock time that somebody typed, as the wall time inside an attempt that it means. */

const CLOCK = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/
const DAY_MS = 86_400_000

/** Wall ms; null where it is no time, or lies in no day between the attempt's start and its end. Seconds that are left out may be any. */
export function endFrom(text: string, { startedAt, endedAt }: { readonly startedAt: number; readonly endedAt: number }): number | null {
  const found = CLOCK.exec(text.trim())
  if (!found) return null
  const [, hours, minutes, seconds] = found
  for (let day = new Date(startedAt).setHours(0, 0, 0, 0); day <= endedAt; day = new Date(day + DAY_MS + DAY_MS / 2).setHours(0, 0, 0, 0)) {
    const at = new Date(day).setHours(Number(hours), Number(minutes), Number(seconds ?? 0), 0)
    // A minute without seconds begins before an attempt that began in it.
    const meant = seconds === undefined && at < startedAt && at + 60_000 > startedAt ? startedAt : at
    if (meant >= startedAt && meant <= endedAt) return meant
  }
  return null
}
