/** Runs side by side, step by step. Any run may be compared: also tabletops, simulations, and excluded ones. */
import type { StepId } from '../ports.ts'
import type { Layout } from '../machine/layout.ts'
import { presentIds, type PastSplit } from './history.ts'

export interface ComparedStep {
  readonly step: StepId
  /** One a run: of the last attempt that was done, ms; null where there is none. */
  readonly activeMs: readonly (number | null)[]
}

/** The steps that at least one of the runs did, in the order of the file. */
export function compareRuns(layout: Layout, runs: readonly (readonly PastSplit[])[]): ComparedStep[] {
  const present = presentIds(layout)
  const times = runs.map((splits) => {
    const done = new Map<StepId, number>()
    for (const split of splits) {
      const step = present.get(split.step)
      if (step !== undefined && (split.outcome === 'done' || split.outcome === 'undone')) done.set(step, Math.round(split.activeMs))
    }
    return done
  })
  return layout.places.map(({ step }) => ({ step: step.id, activeMs: times.map((done) => done.get(step.id) ?? null) })).filter(({ activeMs }) => activeMs.some((ms) => ms !== null))
}
