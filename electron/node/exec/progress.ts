/** How far a migration is: from its output, or from a probe's; and how fast. */
import { RE2JS } from 're2js'
import type { Clock } from '../../core/ports.ts'

export interface Progress {
  readonly done?: number
  readonly total?: number
}

/** Patterns see so much of a line: an RE2 match is linear, but lines may be 64 KiB. */
const LINE_CHARACTERS = 4_096
const RATE_WINDOW_MS = 10_000
const RATE_AFTER_MS = 200
// oxlint-disable-next-line no-control-regex
const COLOURS = /\x1b\[[0-9;:]*m/g

export interface LineProgress {
  /** What the newest matching line says; what it leaves out is as before. */
  read(text: string): Progress | undefined
  /** The last line, if it had no newline. */
  end(): Progress | undefined
}

/** Throws where RE2 does not take the pattern (a checked runbook has none of these). */
export function createLineProgress(pattern: string): LineProgress {
  const compiled = RE2JS.compile(pattern)
  const groups = Object.keys(compiled.namedGroups())
  let rest = ''
  let known: Progress | undefined

  return {
    read(text) {
      const lines = (rest + text).split('\n')
      rest = (lines.pop() ?? '').slice(0, LINE_CHARACTERS)
      for (const line of lines) look(line)
      return known
    },
    end() {
      look(rest)
      rest = ''
      return known
    },
  }

  function look(line: string): void {
    const matcher = compiled.matcher(line.slice(0, LINE_CHARACTERS).replaceAll(COLOURS, ''))
    if (!matcher.find()) return
    const group = (name: string): number | undefined => (groups.includes(name) ? toNumber(matcher.group(name)) : undefined)
    const percent = group('percent')
    const done = group('done') ?? percent
    const total = group('total') ?? (percent === undefined ? undefined : 100)
    known = { ...known, ...(done === undefined ? {} : { done }), ...(total === undefined ? {} : { total }) }
  }
}

/** True where the pattern counts percent: no amount of data then. */
export function countsPercent(pattern: string): boolean {
  const groups = RE2JS.compile(pattern).namedGroups()
  return 'percent' in groups && !('done' in groups)
}

/** A probe says `done total` (or `done/total`, or `done`, or JSON with these two) in its last line. */
export function probeProgress(text: string): Progress | undefined {
  const line = text.replaceAll(COLOURS, '').split('\n').findLast((candidate) => candidate.trim() !== '')
  if (line === undefined) return undefined
  const [done, total] = numbersOf(text) ?? (line.match(/\d[\d_,]*(?:\.\d+)?/g) ?? []).map(toNumber)
  if (done === undefined) return undefined
  return total === undefined ? { done } : { done, total }
}

/** Units/s over the last ten seconds; undefined until there is something to go by. */
export function createRate(clock: Clock): (done: number) => number | undefined {
  const samples: { at: number; done: number }[] = []
  return (done) => {
    const at = clock.monoMs()
    samples.push({ at, done })
    while (samples.length > 2 && (samples[1]?.at ?? at) < at - RATE_WINDOW_MS) samples.shift()
    const first = samples[0]
    if (first === undefined || at - first.at < RATE_AFTER_MS) return undefined
    return ((done - first.done) * 1_000) / (at - first.at)
  }
}

function numbersOf(text: string): (number | undefined)[] | undefined {
  try {
    const { done, total } = JSON.parse(text) as { done?: unknown; total?: unknown }
    return typeof done === 'number' ? [done, typeof total === 'number' ? total : undefined] : undefined
  } catch {
    return undefined
  }
}

/** `1,234` and `1_234` are 1234. */
function toNumber(text: string | null): number | undefined {
  const value = Number((text ?? '').replaceAll(/[,_\s]/g, '') || Number.NaN)
  return Number.isFinite(value) ? value : undefined
}
