/** Durations, deltas and clock times as they stand on the screen: tabular, signed, in the local zone. */

/** `0:07`, `12:34`, `1:02:03`; whole seconds, rounded down as a clock does. `ms` ≥ 0. */
export function formatClock(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000)
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** `−0:42` early, `+1:07` late, `±0:00` where there is less than a second between. */
export function formatDelta(ms: number): string {
  if (Math.abs(ms) < 1000) return '±0:00'
  return `${ms < 0 ? '−' : '+'}${formatClock(Math.abs(ms))}`
}

/** As a clock, but `0.3` below ten seconds; what has no tenths is filled up, so that the seconds stand below each other. */
export function formatSplit(ms: number): string {
  return ms < 10_000 ? (Math.floor(Math.max(0, ms) / 100) / 10).toFixed(1) : `${formatClock(ms)}  `
}

/** The same, signed; `±0` where it would be no tenth. */
export function formatSplitDelta(ms: number): string {
  return Math.abs(ms) < 100 ? '±0  ' : `${ms < 0 ? '−' : '+'}${formatSplit(Math.abs(ms))}`
}

/** `1 h 08`, `43 min`, `20 s`. */
export function formatGap(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return `${Math.floor(ms / 1000)} s`
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`
}

/** `02:14:05` in the local zone. */
export function formatTime(wallMs: number): string {
  const at = new Date(wallMs)
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':')
}

/** `02:14` in the local zone. */
export function formatMinute(wallMs: number): string {
  return formatTime(wallMs).slice(0, 5)
}

/** `12,345`; up to one digit after the point below 10. */
export function formatCount(value: number): string {
  const rounded = Math.abs(value) < 10 ? Math.round(value * 10) / 10 : Math.round(value)
  return String(rounded).replace(/\B(?=(\d{3})+$)/g, ',')
}
