/** The split list, in the manner of a speedrun timer: the present step stays at a third of the height. */
import { formatSplit, formatSplitDelta, formatTime } from './format.ts'
import { laneLabel, laneWidth } from './lanes.ts'
import { EMPTY, lineWidth, padLine, span, type Line, type Tone } from './line.ts'
import { MARKS } from './marks.ts'
import type { ViewModel } from '../../core/view/model.ts'
import type { SplitRow } from '../../core/view/rows.ts'
import { cut, fit, plain, widthOf } from './width.ts'

const END = 8
/** Every column is as narrow as what stands in it, within these: what is saved goes to the titles. */
const TIME = { least: 6, most: 7 }
const DELTA = { least: 7, most: 8 }
const OWNER = { least: 5, most: 10 }

interface Columns {
  readonly width: number
  readonly time: number
  readonly delta: number
  /** 0: no room for it. */
  readonly owner: number
  readonly lanes: number
}

function columnsOf({ rows, comparison }: ViewModel, width: number): Columns {
  const widest = ({ least, most }: { least: number; most: number }, texts: readonly string[]): number => Math.min(most, Math.max(least, ...texts.map(widthOf)))
  return {
    width,
    time: widest(TIME, rows.flatMap(({ timeMs }) => (timeMs === null ? [] : [formatSplit(timeMs)]))),
    delta: widest(DELTA, [`vs ${comparison}`, ...rows.flatMap(({ deltaMs }) => (deltaMs === null ? [] : [formatSplitDelta(deltaMs)]))]),
    owner: width < 64 ? 0 : widest(OWNER, rows.map(({ owner }) => plain(owner ?? ''))),
    lanes: laneWidth(rows),
  }
}

/** The words are said where the glyph alone could leave a doubt. */
const WORDLESS: ReadonlySet<SplitRow['mark']> = new Set<SplitRow['mark']>(['done', 'ahead', 'running', 'rolling'])

export function splitLines(model: ViewModel, selected: string | undefined, width: number, height: number): Line[] {
  if (height <= 0) return []
  const columns = columnsOf(model, width)
  const head = height >= 5 ? [headings(model, columns)] : []
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
  const shown = items.slice(first, first + room).map((item) => (typeof item === 'string' ? padRule(item, width) : rowLine(item, several && item.present && item.step === selected, columns)))
  return [...head, ...shown, ...Array.from({ length: room - shown.length }, () => EMPTY)]
}

function padRule(title: string, width: number): Line {
  const name = cut(plain(title), width - 6)
  return [span(`── ${name} ${'─'.repeat(Math.max(0, width - widthOf(name) - 4))}`, 'quiet')]
}

function headings(model: ViewModel, { width, time, delta, owner }: Columns): Line {
  const right = ` ${fit('time', time, 'right')} ${fit(`vs ${model.comparison}`, delta, 'right')}${owner === 0 ? '' : ` ${fit('owner', owner)}`} ${fit('ends', END, 'right')}`
  return [span(fit('  step', width - widthOf(right), 'left') + right, 'quiet')]
}

function rowLine(row: SplitRow, selected: boolean, columns: Columns): Line {
  const { width, lanes } = columns
  const mark = MARKS[row.mark]
  const bold = row.present
  const tone: Tone = row.present ? mark.tone : row.mark === 'ahead' ? 'quiet' : 'plain'
  const numbers = row.timeMs === null ? [] : numberSpans(row.timeMs, row.deltaMs, columns, tone, bold)
  // Ahead there are no numbers yet: titles have their room.
  const rightWidth = lineWidth(numbers) + (columns.owner === 0 ? 0 : columns.owner + 1) + 1 + END
  const suffix = [row.attempt > 1 ? `×${row.attempt}` : '', WORDLESS.has(row.mark) ? '' : mark.word].filter((part) => part !== '').join(' ')
  const lane = laneLabel(row.lane, lanes)
  const room = width - rightWidth - 2
  const title = cut(plain(row.title), Math.max(8, room - widthOf(lane) - (suffix === '' ? 0 : widthOf(suffix) + 1)))
  const left = padLine([span(`${mark.glyph}${selected ? '▸' : ' '}`, mark.tone, { bold }), span(lane, 'quiet'), span(title, tone, { bold }), span(suffix === '' ? '' : ` ${suffix}`, mark.tone)], width - rightWidth)
  return [
    ...left,
    ...numbers,
    ...(columns.owner === 0 ? [] : [span(` ${fit(plain(row.owner ?? ''), columns.owner)}`, 'quiet')]),
    span(` ${fit(row.endsAt === null ? '' : formatTime(row.endsAt), END, 'right')}`, row.present ? 'plain' : 'quiet'),
  ]
}

function numberSpans(timeMs: number, deltaMs: number | null, columns: Columns, tone: Tone, bold: boolean): Line {
  const delta = deltaMs === null ? '' : formatSplitDelta(deltaMs)
  const deltaTone: Tone = deltaMs === null || Math.abs(deltaMs) < 100 ? 'quiet' : deltaMs >= 1000 ? 'late' : deltaMs > 0 ? 'plain' : 'fine'
  return [span(` ${number(formatSplit(timeMs), columns.time)}`, tone, { bold }), span(` ${number(delta, columns.delta)}`, deltaTone)]
}

/** Hours have no room for the empty tenths. */
const number = (value: string, width: number): string => fit(widthOf(value) > width ? value.trimEnd() : value, width, 'right')
