/** The window bar, drawn: solid what is done (cut by steps), what runs, the cone of the ETA, the flag of the way back, the hatched floor, the window's end. */
import type { WindowBar } from '../../core/view/bar.ts'
import { scaleOf, type Stretch } from '../../core/view/barScale.ts'
import { formatGap, formatMinute } from './format.ts'
import { span, type Line, type Span } from './line.ts'

/** ` +1 h 08 ` between two rips. */
const BREAK = 14

export function barLine(bar: WindowBar, width: number): Line {
  const to = ` ${formatMinute(bar.endsAt)}`
  const cells = Math.max(8, width - 2 * to.length)
  const { run, rest } = scaleOf(bar, cells, BREAK)
  const from = `${formatMinute(run.from)} `
  const drawn = rest
    ? [...stretch(bar, run, run.cells, false), ...gap(rest.gapMs), ...stretch(bar, rest, rest.cells, true)]
    : stretch(bar, run, cells, true)
  return [span(from, 'quiet'), ...merge(drawn), span(to, 'quiet')]
}

function stretch(bar: WindowBar, { cells, from, to }: Stretch, drawn: number, hasEnd: boolean): Span[] {
  const size = (to - from) / cells
  return Array.from({ length: drawn }, (_, index) => cell(bar, from + index * size, from + (index + 1) * size, hasEnd && index === drawn - 1))
}

function gap(ms: number): Span[] {
  const label = ` +${formatGap(ms)} `
  const dashes = Math.max(0, BREAK - 4 - label.length)
  return [span('┄//┄', 'plain'), span(label, 'quiet'), span('┄'.repeat(dashes), 'quiet')]
}

/** The cell from `from` to `to`, wall ms; each holds its start, not its end. */
function cell(bar: WindowBar, from: number, to: number, isLast: boolean): Span {
  const has = (at: number): boolean => at >= from && at < to
  const overlaps = (part: { from: number; to: number }): boolean => part.from < to && part.to > from
  if (has(bar.now)) return bar.over ? span('■', 'plain', { bold: true }) : bar.rolling ? span('◀', 'rolling', { bold: true }) : span('▶', 'now', { bold: true })
  if (has(bar.endsAt) || (isLast && to <= bar.endsAt + 1)) return span('┃', bar.now > bar.endsAt ? 'failed' : 'plain', { bold: true })
  if (bar.safe !== null && has(bar.safe)) return span('⚑', bar.now > bar.safe ? 'late' : 'rolling', { bold: true })
  if (from < bar.now) {
    const parts = bar.done.filter(overlaps)
    if (to > bar.presentFrom && !bar.over) return span('▓', bar.rolling ? 'rolling' : 'now')
    if (parts.length > 0) {
      const glyph = parts.some((part) => part.to > from && part.to <= to) ? '▊' : '█'
      if (parts.some((part) => part.bad)) return span(glyph === '█' ? '▚' : '✗', 'failed')
      return span(glyph, parts.some((part) => part.rolling) ? 'rolling' : 'fine')
    }
    return bar.holds.some(overlaps) ? span('‖', 'quiet') : span('▁', 'quiet')
  }
  const floor = to > bar.endsAt - bar.safetyFloorMs && from < bar.endsAt
  const late = from >= bar.endsAt - bar.safetyFloorMs
  if (bar.eta) {
    const tone = from >= bar.endsAt ? 'failed' : late ? 'late' : 'fine'
    if (has(bar.eta.p50)) return span('╪', tone, { bold: true })
    if (overlaps({ from: bar.eta.p10, to: bar.eta.p90 })) return span(floor ? '╳' : '═', tone)
  }
  return floor ? span('╱', 'quiet') : span(from >= bar.endsAt ? '╌' : '─', 'quiet')
}

function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const next of spans) {
    const before = merged.at(-1)
    if (before && before.tone === next.tone && before.bold === next.bold) merged[merged.length - 1] = { ...before, text: before.text + next.text }
    else merged.push(next)
  }
  return merged
}
