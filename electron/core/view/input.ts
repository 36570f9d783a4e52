/** What the view shows a run from. */
import type { RunId, StepId } from '../ports.ts'
import type { RollbackForecast } from '../forecast/rollback.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import type { RunState } from '../run/state.ts'
import { overlap } from '../run/time.ts'
import type { Signs } from './signs.ts'

/** What a step took before, ms of active time; null where nobody knows. */
export interface Comparison {
  readonly plannedMs: number | null
  readonly medianMs: number | null
  readonly bestMs: number | null
  readonly lastMs: number | null
  readonly p90Ms: number | null
}

export type ComparisonName = 'plan' | 'median' | 'best' | 'last' | 'p90'
export const COMPARISONS: readonly ComparisonName[] = ['plan', 'median', 'best', 'last', 'p90']

/** When the run ends (where nothing unknown lies before that), and each step: ms of run time from the run's start. */
export interface Forecast {
  readonly p10Ms?: number
  readonly p50Ms?: number
  readonly p90Ms?: number
  readonly stepEnds?: ReadonlyMap<StepId, number>
  /** From where the run stands. */
  readonly rollback?: RollbackOutlook | null
}

export interface RollbackOutlook {
  readonly evidence: RollbackForecast['evidence']
  /** Run time; negative: it never fits. Null where it was never timed, or without a window. */
  readonly latestSafeMs: number | null
  readonly branch: string | null
}

export interface ViewInput {
  readonly run: RunId
  readonly compiled: CompiledMachine
  readonly state: RunState
  /** Present run time, ms. */
  readonly now: number
  readonly comparison: ComparisonName
  comparisonOf(step: StepId): Comparison
  readonly forecast: Forecast | null
  signs(step: StepId, attempt: number): Signs
}

/** The duration of a step under the chosen comparison, ms. */
export function compared(input: ViewInput, step: StepId): number | null {
  const of = input.comparisonOf(step)
  // Asked for thousands of times with each event.
  switch (input.comparison) {
    case 'plan':
      return of.plannedMs
    case 'median':
      return of.medianMs
    case 'best':
      return of.bestMs
    case 'last':
      return of.lastMs
    case 'p90':
      return of.p90Ms
  }
}

/** Wall ms at a run time. */
export function wallAt({ state }: ViewInput, runMs: number): number {
  return state.stamp.at + (runMs - state.now)
}

/** Time of the sequence at a run time: holds and outages are left out. */
export function sequenceMs({ state, now }: ViewInput, runMs: number): number {
  const pauses = [...state.holds, ...state.gaps.filter((gap) => gap.as === 'outage')]
  return runMs - overlap(pauses, 0, runMs, now)
}

