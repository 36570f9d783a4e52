/** Until when the way back fits, from where the run stands: which of the forecast's entries says so, and what it says in words. */
import type { StepForecast } from '../../core/forecast/forecast.ts'
import { contextOf, endOf } from '../../core/machine/judge.ts'
import type { CompiledMachine } from '../../core/machine/compile.ts'
import { presentPlaces } from '../../core/run/options.ts'
import type { RunState } from '../../core/run/state.ts'
import { wallAt, type RollbackOutlook, type ViewInput } from './input.ts'
import { formatMinute, formatTime } from './format.ts'
import { span, type Line } from './line.ts'

const GRAVEST = ['forward-only', 'none', 'never', 'low', 'timed'] as const

/** Of several present steps the one with the least hope speaks; null off the main path, where no rollback is chosen any more. */
export function rollbackNow(compiled: CompiledMachine, state: RunState, steps: readonly StepForecast[]): RollbackOutlook | null {
  if (endOf(state.snapshot) !== null || contextOf(state.snapshot).plan !== null || contextOf(state.snapshot).pending !== null) return null
  const present = new Set(presentPlaces(compiled, state).map(({ step }) => step.id))
  const found = steps
    .filter(({ step }) => present.has(step))
    .map(({ rollback: { evidence, latestSafeMs = null, branch } }) => ({ evidence, latestSafeMs, branch }))
    .sort((a, b) => GRAVEST.indexOf(a.evidence) - GRAVEST.indexOf(b.evidence) || (a.latestSafeMs ?? Infinity) - (b.latestSafeMs ?? Infinity))
  return found[0] ?? null
}

export interface WayBack {
  readonly evidence: RollbackOutlook['evidence']
  /** Wall ms; null where nobody timed it, or without a window. */
  readonly safe: number | null
  readonly startsAt: number
}

export function wayBackOf(input: ViewInput): WayBack | null {
  const found = input.forecast?.rollback
  if (!found || endOf(input.state.snapshot) !== null) return null
  return { evidence: found.evidence, safe: found.latestSafeMs === null ? null : wallAt(input, found.latestSafeMs), startsAt: wallAt(input, 0) }
}

/** Within this, seconds count. */
const NEAR_MS = 10 * 60_000

/** In words, then shorter and shorter; none where there is nothing to say. */
export function wayBackLines({ evidence, safe, startsAt }: WayBack, now: number): readonly Line[] {
  if (evidence === 'forward-only') return [[span('▲ forward only', 'plain', { bold: true })], [span('▲ forward', 'plain', { bold: true })]]
  if (evidence === 'none') return [[span('no rollback', 'quiet')]]
  if (evidence === 'never') return [[span('⚑ ', 'late', { bold: true }), span('rollback never rehearsed', 'late')], [span('⚑ ', 'late', { bold: true }), span('unrehearsed', 'late')], [span('⚑ ?', 'late', { bold: true })]]
  if (safe === null) return []
  const low = evidence === 'low' ? ' (few rehearsals)' : ''
  const mark = evidence === 'low' ? '~' : ''
  if (safe < startsAt) return [[span('⚑ rollback never fits the window', 'failed', { bold: true })], [span('⚑ never', 'failed', { bold: true })]]
  const at = (safe - now < NEAR_MS ? formatTime : formatMinute)(safe)
  if (safe < now) return [[span(`⚑ rollback fitted until ${mark}${at}`, 'failed', { bold: true }), span(low, 'quiet')], [span(`⚑ was ${mark}${at}`, 'failed', { bold: true })]]
  const flag = span('⚑ ', 'rolling', { bold: true })
  return [[flag, span('rollback fits until '), span(`${mark}${at}`, 'plain', { bold: true }), span(low, 'late')], [flag, span(`${mark}${at}`, 'plain', { bold: true })]]
}
