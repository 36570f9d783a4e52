/**
 * What a failed check's tier asks of people. Critical: the run holds, and its rollback is proposed. Important: a decision (retry, skip, go on degraded,
 * roll back) within a time, else the run holds. Nice-to-have: the run goes on degraded, and nobody is asked. Who goes on in spite of one says why.
 */
import type { JournalRecord, StepId } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { contextOf, endOf } from '../machine/judge.ts'
import type { Place } from '../machine/layout.ts'
import { tierActing } from '../machine/policies.ts'
import { STATUS } from '../machine/status.ts'
import type { Runbook, Tier } from '../runbook/model.ts'
import { eventOf, latestSplit, outages, type Override, type RunState, type SplitState } from './state.ts'
import { overlap } from './time.ts'

/** Where `policy.decide-within` says nothing. */
const DECIDE_WITHIN_MS = 10 * 60_000

export function decideWithinMs({ policy }: Runbook): number {
  return policy.decideWithinMs ?? DECIDE_WITHIN_MS
}

/** Of a check that has failed and waits for a person: the tier that acted. In a rollback there is nothing to go back to, and none acts. */
export function tierStanding({ layout }: CompiledMachine, state: RunState, { step, index, branch }: Place): Tier | undefined {
  if (contextOf(state.snapshot).status[index] !== STATUS.failed || branch?.kind === 'rollback') return undefined
  const outcome = latestSplit(state, step.id)?.outcome
  // Lost is not failed: what a crash brings is a person's to judge.
  return outcome === 'failed' || outcome === 'timed-out' ? tierActing(layout, step, outcome === 'failed' ? 'failure' : 'timeout') : undefined
}

export interface DecisionDue {
  readonly split: SplitState
  /** Run time, ms. */
  readonly at: number
  readonly lengthMs: number
}

/** Until when somebody has to decide on a failed check of an important component; null where nobody has to. The clock stands in a hold. `now`: run time. */
export function decisionDue(compiled: CompiledMachine, state: RunState, place: Place, now: number): DecisionDue | null {
  // In a tabletop nothing happens by itself; an unattended run stands still at once.
  if (state.facts.mode === 'tabletop' || state.auto || state.held || tierStanding(compiled, state, place) !== 'important') return null
  const split = latestSplit(state, place.step.id)
  if (split?.to === undefined || split.undecided) return null
  const lengthMs = decideWithinMs(compiled.layout.runbook)
  return { split, lengthMs, at: split.to + lengthMs + overlap([...state.holds, ...outages(state)], split.to, now, now) }
}

/** Failed checks that a release of the hold would pass over. */
export function passedOver(compiled: CompiledMachine, state: RunState): StepId[] {
  if (!state.held || endOf(state.snapshot) !== null) return []
  return compiled.layout.places.flatMap((place) => {
    const tier = tierStanding(compiled, state, place)
    const holds = tier === 'critical' || (tier === 'important' && latestSplit(state, place.step.id)?.undecided === true)
    return holds ? [place.step.id] : []
  })
}

export function trackOverrides(before: readonly Override[], record: JournalRecord): readonly Override[] {
  const event = eventOf(record)
  if (event.type !== 'run.released' || event.over === undefined) return before
  return [...before, ...event.over.map((step) => ({ step, reason: event.reason ?? '', by: record.actor.name, at: record.at }))]
}
