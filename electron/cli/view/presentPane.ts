/** The present step, large as a terminal allows: what it is, what to do, how far it is, what it says, why it failed. */
import { factsLine } from './factsLine.ts'
import { formatClock, formatDelta, formatTime } from './format.ts'
import { laneLabel, laneWidth } from './lanes.ts'
import { EMPTY, ends, join, lineWidth, span, text, type Line } from './line.ts'
import { MARKS } from './marks.ts'
import type { ViewModel } from '../../core/view/model.ts'
import type { Present } from '../../core/view/present.ts'
import { outputLines, progressLines } from './progressPane.ts'
import type { SplitRow } from '../../core/view/rows.ts'
import { cut, plain, widthOf, wrap } from './width.ts'

/** What must be seen stands first; output takes the lines that are left, three at least where there are any. */
export function presentLines(model: ViewModel, selected: Present | undefined, width: number, height: number): Line[] {
  if (!selected) return [text(model.end === null ? 'Nothing is present.' : 'The run has ended.', 'quiet')]
  const head = [...titleLines(model, selected, width), ...troubleLines(selected, width), ...progressLines(selected, width)]
  const body = bodyLines(selected, width)
  const output = outputLines(selected, width)
  const forOutput = Math.min(output.length, 3)
  const also = alsoLines(model, selected, width)
  const room = Math.max(0, height - head.length - forOutput)
  const shown = body.length <= room ? body : [...body.slice(0, Math.max(0, room - 1)), ...(room > 0 ? [text('… more on a taller screen', 'quiet')] : [])]
  const free = height - head.length - shown.length - forOutput
  const others = also.length > 0 && free > also.length ? [EMPTY, ...also] : []
  const left = height - head.length - shown.length - others.length
  return [...head, ...shown, ...(left > 0 ? output.slice(-left) : []), ...others].slice(0, height)
}

function titleLines(model: ViewModel, present: Present, width: number): Line[] {
  const { step, mark, elapsedMs, comparedMs } = present
  const { glyph, word, tone } = MARKS[mark]
  const time: Line = elapsedMs === null ? [] : [span(formatClock(elapsedMs), tone, { bold: true })]
  const over = elapsedMs !== null && comparedMs !== null && elapsedMs > comparedMs ? elapsedMs - comparedMs : null
  const against: Line = comparedMs === null ? [] : [span(` of ${formatClock(comparedMs)}`, 'quiet'), ...(over !== null && over >= 1000 ? [span(` ${formatDelta(over)}`, 'late')] : [])]
  const name = `${glyph} ${word.toUpperCase()}  `
  const right = [...time, ...against]
  const [first = '', ...rest] = wrap(step.title, Math.max(12, width - widthOf(name) - lineWidth(right) - 1))
  const second = rest.length === 0 ? [] : [text(' '.repeat(widthOf(name)) + cut(rest.join(' '), width - widthOf(name)), 'plain', { bold: true })]
  return [
    ends([span(name, tone, { bold: true }), span(first, 'plain', { bold: true })], right, width),
    ...second,
    factsLine(model, present, width),
  ]
}

function troubleLines({ step, symptoms, why, outputFile, proposed, mark, options }: Present, width: number): Line[] {
  const block = (glyph: string, word: string, value: string, tone: 'late' | 'failed', bold: boolean): Line[] => wrap(`${glyph} ${word} ${value}`, width).map((line) => text(line, tone, { bold }))
  const before = mark === 'armed'
  return [
    ...(step.pointOfNoReturn ? block('▲', 'POINT OF NO RETURN.', before ? 'Once it starts, no rollback that is declared before it can be taken.' : 'It has been started.', 'failed', true) : []),
    ...(step.warning === undefined ? [] : block('▲', 'WARNING', step.warning, 'failed', before)),
    ...(step.caution === undefined ? [] : block('△', 'CAUTION', step.caution, 'late', false)),
    ...symptoms.flatMap((symptom) => block('✦', 'INJECT', symptom, 'late', true)),
    ...(why === null ? [] : block(MARKS[mark].glyph, '', why, mark === 'backoff' || mark === 'ending' ? 'late' : 'failed', true).map((line) => line)),
    ...(proposed ? [text('◀ A rollback is proposed: y accepts it.', 'rolling', { bold: true })] : []),
    ...(options.can.includes('crossing') ? [text('? Did it take effect? e answers, with two names.', 'late', { bold: true })] : []),
    ...(why !== null && outputFile !== null ? [text(cut(`Output: ${outputFile}`, width), 'quiet')] : []),
  ]
}

function bodyLines({ step, votes, options, signs }: Present, width: number): Line[] {
  const lines: Line[] = []
  if (step.instructions !== undefined) lines.push(...wrap(step.instructions.trimEnd(), width).map((line) => text(line)))
  if (step.kind === 'manual') {
    for (const item of step.checklist) lines.push(...hang('□ ', item, width))
    if (step.fields.length > 0) lines.push(text(cut(`Asks for: ${step.fields.map(({ title }) => plain(title)).join(', ')}`, width), 'quiet'))
  }
  if (votes.length > 0) lines.push(join(votes.map(({ role, vote }) => [span(vote === null ? '○' : vote === 'no-go' ? '✗' : '✓', vote === null ? 'quiet' : vote === 'no-go' ? 'failed' : 'fine'), span(` ${role} ${vote ?? 'has not voted'}`)])))
  if (step.kind === 'decision') lines.push(text(cut(`Outcomes: ${(options.outcomes ?? Object.keys(step.outcomes)).join(', ')}`, width), 'quiet'))
  if (step.kind === 'announce') lines.push(...wrap(`To ${step.audience}: ${(signs.announcement?.text ?? step.template).trimEnd()}`, width).map((line) => text(line, 'quiet')))
  return lines
}

function hang(bullet: string, item: string, width: number): Line[] {
  return wrap(item, width - bullet.length).map((line, index) => text(`${index === 0 ? bullet : ' '.repeat(bullet.length)}${line}`))
}

/** The other lanes, and what comes next with who owns it: where there is room. */
function alsoLines(model: ViewModel, selected: Present, width: number): Line[] {
  const others = model.rows.filter((row) => row.present && row.step !== selected.step.id)
  const next = model.rows.find((row) => row.mark === 'ahead')
  const lanes = laneWidth([...others, ...(next ? [next] : [])])
  const line = (word: string, row: SplitRow, at: string): Line => {
    const { glyph, tone } = MARKS[row.mark]
    return ends([span(`${word.padEnd(5)}`, 'quiet'), span(`${glyph} `, tone), span(`${laneLabel(row.lane, lanes)}${plain(row.title)}`), span(row.owner === null ? '' : ` · ${plain(row.owner)}`, 'quiet')], text(at, 'quiet'), width)
  }
  return [...others.map((row) => line('also', row, row.timeMs === null ? MARKS[row.mark].word : formatClock(row.timeMs))), ...(next ? [line('next', next, next.endsAt === null ? '' : `by ${formatTime(next.endsAt)}`)] : [])]
}
