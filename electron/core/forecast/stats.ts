/** What history says about each step in single numbers, as `history --json` gives them. All in ms of active time. */
import type { StepId } from '../ports.ts'
import type { Layout } from '../machine/layout.ts'
import type { History, StepHistory } from './history.ts'
import { quantile, sorted } from './order.ts'

export interface StepFigures {
  readonly step: StepId
  /** Runs in which it was done. The rest is null where there is none. */
  readonly n: number
  readonly lastMs: number | null
  readonly medianMs: number | null
  readonly bestMs: number | null
  readonly p90Ms: number | null
}

/** The plain median: every run weighs the same. (The forecast's weighs recent runs more.) */
export function figuresOf(step: StepId, history: StepHistory | undefined): StepFigures {
  const times = history?.times.map(({ activeMs }) => activeMs) ?? []
  const last = times.at(-1)
  if (last === undefined) return { step, n: 0, lastMs: null, medianMs: null, bestMs: null, p90Ms: null }
  const ascending = sorted(times)
  return {
    step,
    n: times.length,
    lastMs: Math.round(last),
    medianMs: Math.round(quantile(ascending, 0.5)),
    bestMs: Math.round(ascending[0] ?? last),
    p90Ms: Math.round(quantile(ascending, 0.9)),
  }
}

/** Every step of the runbook, in the order of the file. */
export function stepFigures(layout: Layout, history: History): StepFigures[] {
  return layout.places.map(({ step }) => figuresOf(step.id, history.steps.get(step.id)))
}
