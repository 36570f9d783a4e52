/** What steps took in earlier runs, as the contract says it. */
import type { Step } from '../../core/runbook/model.ts'
import { stepRow } from '../insight.ts'
import type { ReadableDatabase } from '../store/connection.ts'
import type { Times } from './stepFacts.ts'

/** Planned from the file, the rest from history. */
export function pastTimes(db: ReadableDatabase, runbookId: string, step: Step): Times {
  const { n, median_ms, best_ms, last_ms, p90_ms } = stepRow(db, runbookId, step)
  return { comparisons: { plan: step.plannedMs ?? null, median: median_ms, best: best_ms, last: last_ms, p90: p90_ms }, n }
}
