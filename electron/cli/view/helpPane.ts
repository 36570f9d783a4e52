/** The sheet of keys and of glyphs. */
import type { Binding } from './binding.ts'
import { EMPTY, padLine, span, text, type Line } from './line.ts'
import { MARKS } from './marks.ts'

export function helpLines(found: readonly Binding[], width: number, height: number): Line[] {
  const keys = [
    ...found.map(({ key, about }) => [key, about] as const),
    ['–', 'the rollback card, for support: `runthrough serve --share` prints its link'] as const,
    ['^C', 'leave; programs run on, and `runthrough resume` comes back'] as const,
  ].map(([key, about]): Line => [span(`  ${key.padEnd(4)}`, 'plain', { bold: true }), span(about)])
  const marks = Object.values(MARKS).map(({ glyph, word, tone }): Line => [span(`  ${glyph} `, tone, { bold: true }), span(word)])
  const bar: Line[] = [
    [span('  █ ', 'fine'), span('done   '), span('▓▶ ', 'now'), span('now   '), span('═╪═ ', 'fine'), span('expected end: P10, P50, P90')],
    [span('  ╱ ', 'quiet'), span('safety floor   '), span('┃ ', 'plain', { bold: true }), span('end of the window   '), span('‖ ', 'quiet'), span('held   '), span('⚑ ', 'rolling', { bold: true }), span('rollback fits until here')],
    [span('  ┄//┄ ', 'plain'), span('the scale changes: so much is left out')],
  ]
  const columns = Math.max(1, Math.floor(width / 24))
  const markRows = Array.from({ length: Math.ceil(marks.length / columns) }, (_, row) => marks.slice(row * columns, (row + 1) * columns).flatMap((mark) => padLine(mark, 24)))
  const all = [text('KEYS THAT MEAN SOMETHING NOW', 'quiet', { bold: true }), ...keys, EMPTY, text('STATES', 'quiet', { bold: true }), ...markRows, EMPTY, text('WINDOW BAR', 'quiet', { bold: true }), ...bar]
  const tight = all.length > height - 1 ? all.filter((line) => line.length > 0) : all
  return [...tight.slice(0, height - 1), text('Any key closes this sheet.', 'quiet')]
}
