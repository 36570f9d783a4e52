/** Times for people. */

/** `850 ms`, `12.3 s`, `4 min 05 s`, `1 h 02 min`. */
export function duration(ms: number): string {
  const size = Math.abs(ms)
  const sign = ms < 0 ? '-' : ''
  if (size < 1_000) return `${sign}${Math.round(size)} ms`
  if (size < 59_950) return `${sign}${(size / 1_000).toFixed(1)} s`
  const seconds = Math.round(size / 1_000)
  if (seconds < 3_600) return `${sign}${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`
  const minutes = Math.round(seconds / 60)
  return `${sign}${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`
}

/** Signed: `+1.2 s`. */
export function delta(ms: number): string {
  return `${ms < 0 ? '' : '+'}${duration(ms)}`
}

/** Local time of day, `02:14:09`. */
export function clockTime(wallMs: number): string {
  const date = new Date(wallMs)
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
}

const two = (value: number): string => String(value).padStart(2, '0')
