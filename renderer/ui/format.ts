/** Durations, deltas, clock times and shares as they stand on every screen: tabular, signed with a real minus, in the reader's locale and zone. */

/** `0:07`, `4:07`, `1:02:33`; whole seconds, rounded down as a clock does. Below nought it is nought. */
export function formatClock(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000)
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** What something took: as a clock, with tenths below ten seconds (`0:07.3`) where `tenths` is wanted; `–` where nobody knows. */
export function formatDuration(ms: number | null, { tenths = false }: { readonly tenths?: boolean } = {}): string {
  if (ms === null) return '–'
  if (!tenths || ms >= 10_000) return formatClock(ms)
  return `${formatClock(ms)}.${Math.floor(Math.max(0, ms) / 100) % 10}`
}

/** `−0:42` early, `+1:07` late, `±0:00` where there is less than a second between; with tenths below ten seconds where they are wanted. */
export function formatDelta(ms: number, { tenths = false }: { readonly tenths?: boolean } = {}): string {
  const size = Math.abs(ms)
  if (size < (tenths ? 100 : 1000)) return '±0:00'
  return `${ms < 0 ? '−' : '+'}${formatDuration(size, { tenths })}`
}

/** In prose, rounded: `8 s`, `43 min`, `1 h 08`, `2 d 4 h`. */
export function formatSpan(ms: number): string {
  const seconds = Math.round(Math.max(0, ms) / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${two(minutes % 60)}`
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}

export interface TimeFormat {
  readonly seconds?: boolean | undefined
  /** IANA; the reader's own unless said. */
  readonly zone?: string | undefined
  /** BCP 47; the reader's own unless said. */
  readonly locale?: string | undefined
}

/** `02:14` or `02:14:05` in the reader's locale and zone; always 24 hours: 02:14 must never be read as the afternoon. */
export function formatTime(at: number, { seconds = false, zone, locale }: TimeFormat = {}): string {
  return formatter(locale, { hour: '2-digit', minute: '2-digit', ...(seconds ? { second: '2-digit' } : {}), hourCycle: 'h23', ...(zone ? { timeZone: zone } : {}) }).format(at)
}

/** `Sat, 25 Oct` in the reader's locale; the year where it is not this one. */
export function formatDay(at: number, { zone, locale, now = Date.now() }: TimeFormat & { readonly now?: number } = {}): string {
  const year = new Date(at).getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' as const }
  return formatter(locale, { weekday: 'short', day: 'numeric', month: 'short', ...year, ...(zone ? { timeZone: zone } : {}) }).format(at)
}

/** The whole of it, for a tooltip: `Sat 25 Oct 2026, 02:14:05 GMT+2 · 00:14:05 UTC`. */
export function formatExact(at: number, { zone, locale }: TimeFormat = {}): string {
  const local = formatter(locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'short', ...(zone ? { timeZone: zone } : {}) }).format(at)
  return `${local} · ${formatTime(at, { seconds: true, zone: 'UTC', locale })} UTC`
}

/** `just now`, `12 min ago`, `3 h ago`, `yesterday`, then the day. */
export function formatAgo(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`
  const days = Math.floor(minutes / (24 * 60))
  if (days === 1) return 'yesterday'
  return days < 30 ? `${days} days ago` : formatDay(at, { now })
}

/** `97 %`; never a round nought or hundred for what is neither. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.01) return '< 1 %'
  if (share < 1 && share > 0.99) return '> 99 %'
  return `${Math.round(share * 100)} %`
}

/** `12,345`; one digit after the point below ten. */
export function formatCount(value: number): string {
  const rounded = Math.abs(value) < 10 ? Math.round(value * 10) / 10 : Math.round(value)
  return String(rounded).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1 step`, `3 steps`. */
export function formatNumberOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** Making a formatter takes a hundred times as long as using one. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(locale: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale ?? ''}${JSON.stringify(options)}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, options)
  formatters.set(key, made)
  return made
}
