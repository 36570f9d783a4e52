/** How far a migration is, and what a program says besides. */
import { compilePattern } from '../../core/runbook/pattern.ts'
import { formatClock, formatCount } from './format.ts'
import { span, text, type Line } from './line.ts'
import { MARKS } from './marks.ts'
import type { Present } from '../../core/view/present.ts'
import { cut, plain } from './width.ts'

export function progressLines({ step, signs, mark }: Present, width: number): Line[] {
  const { progress } = signs
  if (step.kind !== 'migration' || !progress || progress.done === undefined) return []
  const { done, total, rate } = progress
  const unit = step.volume?.unit ?? ''
  const share = total === undefined || total <= 0 ? null : Math.min(1, done / total)
  const left = total !== undefined && rate !== undefined && rate > 0 && mark === 'running' ? ` · ${formatClock(((total - done) / rate) * 1000)} left` : ''
  const words = `${share === null ? '' : `${Math.floor(share * 100)} %  `}${formatCount(done)}${total === undefined ? '' : ` of ${formatCount(total)}`} ${unit}${rate === undefined ? '' : ` · ${formatCount(rate)}/s`}${left}`
  if (share === null) return [text(cut(words, width))]
  const full = Math.round(share * width)
  return [[span('█'.repeat(full), MARKS[mark].tone), span('░'.repeat(width - full), 'quiet')], text(cut(words, width))]
}

export function outputLines(present: Present, width: number): Line[] {
  const { signs, step } = present
  const lines = signs.lines.at(-1) === '' ? signs.lines.slice(0, -1) : signs.lines
  // What the bar shows is not told twice.
  const pattern = step.kind === 'migration' && step.progress && 'pattern' in step.progress ? matcher(step.progress.pattern) : null
  return lines.filter((line) => !pattern?.(line)).map((line) => [span('┆ ', 'quiet'), span(cut(plain(line), width - 2), 'quiet')])
}

const matchers = new Map<string, (text: string) => boolean>()

function matcher(pattern: string): (text: string) => boolean {
  const known = matchers.get(pattern)
  if (known) return known
  const compiled = compilePattern(pattern)
  const matches = compiled.ok ? compiled.matches : () => false
  matchers.set(pattern, matches)
  return matches
}
