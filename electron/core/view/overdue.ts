/** From when on a step takes longer than it should. It only warns: nothing ends because of it. */
import type { Step } from '../runbook/model.ts'
import type { Ticking } from './clocks.ts'

const SLACK = 1.5

/**
 * How long it may take, ms of active time: what its author says, else the forecast's P90, else half as long again as planned. Null where
 * nobody knows, or where it ends by itself.
 */
export function patienceMs(step: Step, p90Ms: number | null): number | null {
  if (step.kind === 'hold' || (step.kind === 'wait' && !('check' in step.until))) return null
  return step.overdueAfterMs ?? p90Ms ?? (step.plannedMs === undefined ? null : step.plannedMs * SLACK)
}

/** Wall ms; null while its clock stands before that. */
export function overdueAt({ ms, at, runs }: Ticking, patience: number): number | null {
  const from = at + (patience - ms)
  return runs || from <= at ? from : null
}
