/** Until when the way back fits, from where the run stands: which of the forecast's entries says so. */
import type { StepForecast } from '../forecast/forecast.ts'
import { contextOf, endOf } from '../machine/judge.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { presentPlaces } from '../run/options.ts'
import type { RunState } from '../run/state.ts'
import { wallAt, type RollbackOutlook, type ViewInput } from './input.ts'

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
