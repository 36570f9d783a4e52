/** The foot of the screen: what came of the last key, the question that is open, or the keys that mean something now. */
import type { Binding } from './binding.ts'
import { join, lineWidth, span, text, type Line, type Tone } from './line.ts'
import type { Menu } from './menu.ts'
import { optionsLeft, type Option, type PromptState } from './prompt.ts'
import { cut, plain, widthOf, wrap } from './width.ts'

/** What came of the last action. */
export interface Message {
  readonly text: string
  readonly hint?: string
  readonly tone: Tone
  /** Wall ms at which it was said. */
  readonly at: number
}

/** Good news need not stand long; a refusal stands until the next key. */
const GOOD_NEWS_MS = 6000

export function messageLines(message: Message | null, now: number, width: number): Line[] {
  if (!message || (message.tone === 'fine' && now - message.at > GOOD_NEWS_MS)) return []
  const glyph = message.tone === 'failed' ? '✗' : message.tone === 'late' ? '!' : '✓'
  if (message.tone === 'fine') return [text(cut(`${glyph} ${plain(message.text)}`, width), 'fine')]
  const said = wrap(`${glyph} ${message.text}`, width).map((line) => text(line, message.tone, { bold: true }))
  return [...said, ...(message.hint === undefined ? [] : wrap(`  ${message.hint}`, width - 2).map((line): Line => [span('  '), span(line)]))]
}

/** As many keys as fit in two lines; `?` and Ctrl-C are always among them. */
export function keyLines(found: readonly Binding[], width: number): Line[] {
  const item = (key: string, label: string): Line => [span(key, 'plain', { bold: true }), span(` ${label}`, 'quiet')]
  const items = [...found.map(({ key, label }) => item(key, label)), item('^C', 'leave')]
  const lines: Line[] = []
  let line: Line = []
  for (const next of items) {
    const longer = join([line, next], '  ')
    if (line.length > 0 && lineWidth(longer) > width) {
      lines.push(line)
      line = next
    } else line = longer
  }
  return [...lines, line]
}

const MOST_OPTIONS = 6

export function promptLines(state: PromptState, width: number): Line[] {
  const { prompt, at, answers, problem } = state
  const { glyph, title, tone, notes, asks } = prompt
  const lines: Line[] = wrap(`${glyph} ${title}`, width).map((line) => text(line, tone, { bold: true }))
  for (const note of notes) lines.push(...wrap(note, width - 2).map((line) => text(`  ${line}`)))
  for (const ask of asks.slice(0, at)) if (ask.kind === 'text' || ask.kind === 'choice') lines.push([span(`  ${plain(ask.label)}: `, 'quiet'), span(answers[ask.id] ?? '')])
  const ask = asks[at]
  if (ask?.kind === 'choice') lines.push(...(ask.search ? [entryLine(ask.label, state, width - 10)] : []), ...choiceLines(optionsLeft(ask, state.text), state.choice, ask.label, ask.search === true))
  else if (ask?.kind === 'confirm') lines.push(text(`  ${ask.label}`, 'plain', { bold: true }))
  else if (ask) lines.push(entryLine(ask.kind === 'word' ? `Type ${ask.word}` : plain(ask.label), state, width))
  if (problem !== null) lines.push(...wrap(`! ${problem}`, width).map((line) => text(line, 'late', { bold: true })))
  lines.push(join([[span('Enter', 'plain', { bold: true }), span(at + 1 < asks.length ? ' next' : ask?.kind === 'confirm' ? ' starts it' : ' does it', 'quiet')], ...(at > 0 ? [[span('Shift-Tab', 'plain', { bold: true }), span(' back', 'quiet')]] : []), [span('Esc', 'plain', { bold: true }), span(' lets it be', 'quiet')]]))
  return lines
}

function choiceLines(options: readonly Option[], chosen: number, label: string, search: boolean): Line[] {
  const first = Math.max(0, Math.min(options.length - MOST_OPTIONS, chosen - 2))
  const shown = options.slice(first, first + MOST_OPTIONS)
  const count = options.length > MOST_OPTIONS ? `${chosen + 1} of ${options.length}` : ''
  return [
    ...(search ? [text(`  ${count === '' ? '' : `${count}; `}typing narrows them, ↑ ↓ choose`, 'quiet')] : [text(`  ${label}${count === '' ? '' : ` (${count})`}:`, 'quiet')]),
    ...shown.map(({ value, note }, index): Line => {
      const is = first + index === chosen
      return [span(is ? '  ▸ ' : '    ', 'now'), span(`${search ? '' : `${first + index + 1} `}${plain(value)}`, is ? 'now' : 'plain', { bold: is }), span(note === undefined ? '' : `  ${plain(note)}`, 'quiet')]
    }),
  ]
}

export function menuLines({ items, at, note }: Menu, width: number): Line[] {
  const rows = items.map(({ key, label, about }, index): Line => {
    const is = index === at
    return [span(is ? '  ▸ ' : '    ', 'now'), span(key, 'plain', { bold: true }), span(` ${label.padEnd(8)}`, is ? 'now' : 'plain', { bold: is }), span(` ${about}`, 'quiet')]
  })
  return [text('MORE', 'quiet', { bold: true }), ...rows, ...(note === null ? [] : wrap(`No recycle now. ${note}`, width - 4).map((line) => text(`    ${line}`, 'quiet'))), join([[span('Enter', 'plain', { bold: true }), span(' or its key', 'quiet')], [span('Esc', 'plain', { bold: true }), span(' lets it be', 'quiet')]])]
}

/** The end of a long text stays in sight, with the cursor as an inverse cell. */
function entryLine(label: string, { text: typed, cursor }: PromptState, width: number): Line {
  const room = Math.max(8, width - widthOf(label) - 5)
  let from = 0
  while (widthOf(typed.slice(from, cursor).join('')) > room - 1) from += 1
  const before = typed.slice(from, cursor).join('')
  const under = typed[cursor] ?? ' '
  let after = ''
  for (const cluster of typed.slice(cursor + 1)) if (widthOf(before + under + after + cluster) <= room) after += cluster
  return [span(`  ${label}: `, 'quiet'), span(before), span(under, 'plain', { inverse: true }), span(after)]
}
