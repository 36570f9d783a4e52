/** Clock times of a runbook file (`02:30`, `02:30+02:00`, `2026-10-25T02:30+01:00`) as wall ms. Without an offset they are UTC. */

const DAY_MS = 86_400_000
const TIME = /^(?:(\d{4})-(\d{2})-(\d{2})[T ])?(\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?$/

/** Days since 1970-01-01 of a Gregorian date (Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil). */
function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** Wall ms of the time; without a date the first such time at or after `afterMs`. Throws on what is no clock time (the parser refuses it). */
export function clockTimeMs(text: string, afterMs: number): number {
  const match = TIME.exec(text)
  if (!match) throw new Error(`no clock time: ${text}`)
  const [, year, month, day, hours, minutes, seconds, zone] = match
  const sign = zone?.startsWith('-') ? -1 : 1
  const offsetMs = zone === undefined || zone === 'Z' ? 0 : sign * (Number(zone.slice(1, 3)) * 3_600_000 + Number(zone.slice(4, 6)) * 60_000)
  const inDay = Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds ?? 0) * 1000 - offsetMs
  if (year !== undefined) return daysSince1970(Number(year), Number(month), Number(day)) * DAY_MS + inDay
  const today = Math.floor(afterMs / DAY_MS) * DAY_MS + inDay
  return today + Math.ceil((afterMs - today) / DAY_MS) * DAY_MS
}
