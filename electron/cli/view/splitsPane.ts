/** The split list, in the manner of a speedrun timer: the present step stays at a third of the height. */
import { formatSplit, formatSplitDelta, formatTime } from './format.ts'
import { laneLabel, laneWidth } from './lanes.ts'
import { EMPTY, padLine, span, type Line, type Tone } from './line.ts'
import { MARKS } from './marks.ts'
import type { ViewModel } from './model.ts'
import type { SplitRow } from './rows.ts'
import { cut, fit, plain, widthOf } from './width.ts'

const TIME = 7
const END = 8
const OWNER = 10
/** Room for the two columns that are empty in what is ahead: there, titles have it. */
const NUMBERS = 1 + TIME + 1 + TIME + 1
/** The words are said where the glyph alone could leave a doubt. */
const WORDLESS: ReadonlySet<SplitRow['mark']> = new Set<SplitRow['mark']>(['done', 'ahead', 'running', 'rolling'])

export function splitLines(model: ViewModel, selected: string | undefined, width: number, height: number): Line[] {
  if (height <= 0) return []
  const withOwner = width >= 64
  const head = height >= 5 ? [headings(model, width, withOwner)] : []
  const items: (SplitRow | string)[] = []
  let group: string | undefined
  for (const row of model.rows) {
    if (row.group !== group) items.push((group = row.group))
    items.push(row)
  }
  const present = items.findIndex((item) => typeof item !== 'string' && item.present)
  const anchor = present >= 0 ? present : model.end === null ? 0 : items.length
  const room = height - head.length
  const first = Math.max(0, Math.min(items.length - room, anchor - Math.floor(room / 3)))
  const several = model.present.length > 1
  const lanes = laneWidth(model.rows)
  const shown = items.slice(first, first + room).map((item) => (typeof item === 'string' ? padRule(item, width) : rowLine(item, several && item.present && item.step === selected, width, withOwner, lanes)))
  return [...head, ...shown, ...Array.from({ length: room - shown.length }, () => EMPTY)]
}

function padRule(title: string, width: number): Line {
  const name = cut(plain(title), width - 6)
  return [span(`── ${name} ${'─'.repeat(Math.max(0, width - widthOf(name) - 4))}`, 'quiet')]
}

function headings(model: ViewModel, width: number, withOwner: boolean): Line {
  const right = columns(withOwner ? 'owner' : null, 'time', `vs ${model.comparison}`, 'ends')
  return [span(fit('  step', width - widthOf(right), 'left') + right, 'quiet')]
}

const columns = (owner: string | null, time: string, delta: string, ends: string): string => ` ${fit(time, TIME, 'right')} ${fit(delta, TIME + 1, 'right')}${owner === null ? '' : ` ${fit(owner, OWNER)}`} ${fit(ends, END, 'right')}`

function rowLine(row: SplitRow, selected: boolean, width: number, withOwner: boolean, lanes: number): Line {
  const mark = MARKS[row.mark]
  const bold = row.present
  const tone: Tone = row.present ? mark.tone : row.mark === 'ahead' ? 'quiet' : 'plain'
  const numbers = row.timeMs === null ? [] : numberSpans(row.timeMs, row.deltaMs, tone, bold)
  const rightWidth = (numbers.length === 0 ? 0 : NUMBERS) + (withOwner ? OWNER + 1 : 0) + 1 + END
  const suffix = [row.attempt > 1 ? `×${row.attempt}` : '', WORDLESS.has(row.mark) ? '' : mark.word].filter((part) => part !== '').join(' ')
  const lane = laneLabel(row.lane, lanes)
  const room = width - rightWidth - 2
  const title = cut(plain(row.title), Math.max(8, room - widthOf(lane) - (suffix === '' ? 0 : widthOf(suffix) + 1)))
  const left = padLine([span(`${mark.glyph}${selected ? '▸' : ' '}`, mark.tone, { bold }), span(lane, 'quiet'), span(title, tone, { bold }), span(suffix === '' ? '' : ` ${suffix}`, mark.tone)], width - rightWidth)
  return [
    ...left,
    ...numbers,
    ...(withOwner ? [span(` ${fit(plain(row.owner ?? ''), OWNER)}`, 'quiet')] : []),
    span(` ${fit(row.endsAt === null ? '' : formatTime(row.endsAt), END, 'right')}`, row.present ? 'plain' : 'quiet'),
  ]
}

function numberSpans(timeMs: number, deltaMs: number | null, tone: Tone, bold: boolean): Line {
  const delta = deltaMs === null ? '' : formatSplitDelta(deltaMs)
  const deltaTone: Tone = deltaMs === null || Math.abs(deltaMs) < 100 ? 'quiet' : deltaMs >= 1000 ? 'late' : deltaMs > 0 ? 'plain' : 'fine'
  return [span(` ${number(formatSplit(timeMs), TIME)}`, tone, { bold }), span(` ${number(delta, TIME + 1)}`, deltaTone)]
}

/** Hours have no room for the empty tenths. */
const number = (value: string, width: number): string => fit(widthOf(value) > width ? value.trimEnd() : value, width, 'right')
