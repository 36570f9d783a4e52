/**
 * What is to be kept an eye on once the run is over: all that was left behind on the way, and what the runbook itself wants watched. Derived from
 * the run alone, at any time of it.
 */
import type { StepId } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { contextOf } from '../machine/judge.ts'
import { STATUS } from '../machine/status.ts'
import type { Tier } from '../runbook/model.ts'
import { latestSplit, type RunState, type SplitState } from './state.ts'

export type HypercareKind = 'degraded' | 'skipped' | 'override' | 'accepted-risk' | 'did-not-run' | 'doubted' | 'note'

export interface HypercareItem {
  readonly kind: HypercareKind
  readonly step: StepId
  /** What a person said, or what the file says. */
  readonly text: string
  readonly tier: Tier | null
  /** Wall ms. */
  readonly at: number
}

/** The earliest first. */
export function hypercareOf({ layout }: CompiledMachine, state: RunState): HypercareItem[] {
  const { status } = contextOf(state.snapshot)
  const items: HypercareItem[] = []
  for (const { step, index } of layout.places) {
    const split = latestSplit(state, step.id)
    if (!split) continue
    const tier = step.component === undefined ? null : (layout.runbook.components[step.component]?.tier ?? null)
    const add = (kind: HypercareKind, text: string, at = endOf(state, split)): void => void items.push({ kind, step: step.id, text, tier, at })
    if (status[index] === STATUS.degraded) add('degraded', split.message ?? '')
    if (status[index] === STATUS.skipped) add('skipped', split.message ?? '')
    for (const ballot of Object.values(split.ballots ?? {})) if (ballot.vote === 'go-with-risk') add('accepted-risk', ballot.reason ?? '', ballot.at)
    if (split.doubt && split.doubt.ran === undefined) add('doubted', '')
    if (split.doubt?.ran === false) add('did-not-run', split.doubt.reason ?? '')
    // Passed over, it was never reached: nothing of it is left to be watched.
    if (step.hypercare !== undefined && split.outcome !== 'passed-over' && status[index] !== STATUS.skipped) add('note', step.hypercare, split.startedAt)
  }
  for (const { step, reason, at } of state.overrides) items.push({ kind: 'override', step, text: reason, tier: tierOfStep(layout, step), at })
  return items.sort((a, b) => a.at - b.at)
}

function tierOfStep({ runbook, place }: CompiledMachine['layout'], step: StepId): Tier | null {
  const { component } = place(step).step
  return component === undefined ? null : (runbook.components[component]?.tier ?? null)
}

function endOf({ stamp, now }: RunState, { startedAt, from, to }: SplitState): number {
  return to === undefined ? startedAt : Math.max(startedAt, stamp.at - (now - Math.max(from, to)))
}
