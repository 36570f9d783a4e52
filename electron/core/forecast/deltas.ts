/** What a split is measured against while it runs and once it is over: the plan, and earlier runs. */
import type { Step } from '../runbook/model.ts'
import type { History } from './history.ts'
import { figuresOf } from './stats.ts'

/** Ms; null where unknown. */
export interface Comparisons {
  readonly plannedMs: number | null
  readonly medianMs: number | null
  readonly bestMs: number | null
  readonly lastMs: number | null
  readonly p90Ms: number | null
}

export function comparisons(history: History, step: Step): Comparisons {
  const { medianMs, bestMs, lastMs, p90Ms } = figuresOf(step.id, history.steps.get(step.id))
  return { plannedMs: step.plannedMs ?? null, medianMs, bestMs, lastMs, p90Ms }
}

/** Ms more (positive: slower) than each comparison; null where there is none. */
export function deltas(activeMs: number, against: Comparisons): Comparisons {
  const delta = (ms: number | null): number | null => (ms === null ? null : activeMs - ms)
  return { plannedMs: delta(against.plannedMs), medianMs: delta(against.medianMs), bestMs: delta(against.bestMs), lastMs: delta(against.lastMs), p90Ms: delta(against.p90Ms) }
}
