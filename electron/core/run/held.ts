/** Since when the run is on hold, and why: it must be told also to those who come back to it later. */
import { contextOf, endOf, type Snapshot } from '../machine/judge.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import type { JournalRecord, StepId } from '../ports.ts'
import { eventOf, type Held, type RunState } from './state.ts'

type Holding = Pick<RunState, 'holds' | 'held'>

/** A hold lasts from the event that made the machine hold (a person's, or a proposal) to the one that ended it. */
export function trackHolds(compiled: CompiledMachine, state: RunState, snapshot: Snapshot, record: JournalRecord, now: number): Holding {
  const { held: is, proposed } = contextOf(snapshot)
  const { held: was, proposed: before } = contextOf(state.snapshot)
  if (!is || endOf(snapshot) !== null) return { held: null, holds: was ? state.holds.map((hold) => (hold.to === undefined ? { ...hold, to: now } : hold)) : state.holds }
  const fresh = proposed.find((index) => !before.includes(index))
  const held = was && fresh === undefined ? state.held : because(compiled, record, fresh)
  return { held, holds: was ? state.holds : [...state.holds, { from: now }] }
}

const titleOf = (compiled: CompiledMachine, step: StepId): string => compiled.layout.place(step).step.title

/** `proposed`: index of the failed step whose rollback is proposed by this record. */
function because(compiled: CompiledMachine, record: JournalRecord, proposed: number | undefined): Held {
  const event = eventOf(record)
  const by = record.actor.name
  const step = proposed === undefined ? undefined : compiled.layout.places[proposed]?.step
  if (step) return { reason: `${step.title} failed: its rollback is proposed.`, by, step: step.id }
  if (event.type === 'step.undecided') return { reason: `${titleOf(compiled, event.step)} failed, and nobody decided in time what follows.`, by, step: event.step }
  // It is critical, and no way back is open that could be proposed.
  if (event.type === 'step.ended' || event.type === 'step.gone') return { reason: `${titleOf(compiled, event.step)} failed, and it is critical: no way back is open.`, by, step: event.step }
  if (event.type === 'run.held') return { reason: event.reason, by }
  if (event.type === 'decision.made') return { reason: `${compiled.layout.place(event.step).step.title}: ${event.outcome}`, by, step: event.step }
  return { reason: '', by }
}
