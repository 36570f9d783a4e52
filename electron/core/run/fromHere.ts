/** The rollback that a person would start from where a run stands: by which entry, and how the machine stands once it is started. */
import { RunthroughError } from '../errors.ts'
import type { Actor } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { entryOfPhase, entryOfStep, type DeclaredEntry } from '../machine/entries.ts'
import { contextOf, endOf, judge, type Snapshot } from '../machine/judge.ts'
import { activePhase } from '../machine/moves.ts'
import { isSettled } from '../machine/status.ts'
import { machineEvent } from './alphabet.ts'
import { decide } from './decide.ts'
import type { RunEvent } from './events.ts'
import type { RunState } from './state.ts'

export type FromHere =
  | { readonly entry: DeclaredEntry; readonly after: Snapshot }
  /** None can be started, and why; null once the run is over. */
  | { readonly entry: null; readonly why: RunthroughError | null }

const NOBODY: Actor = { name: 'nobody', via: 'auto' }

export function fromHere(compiled: CompiledMachine, state: RunState): FromHere {
  if (endOf(state.snapshot) !== null) return { entry: null, why: null }
  try {
    const [event] = decide(compiled, state, { do: 'rollback', reason: 'is it possible?' }, NOBODY)
    const asked = event && machineEvent(event)
    const after = asked && judge(compiled, state.snapshot, asked)
    const entry = event && entryOf(compiled, state, event)
    if (after && entry) return { entry, after }
    throw new Error('the machine takes a rollback that has no entry')
  } catch (error) {
    if (error instanceof RunthroughError) return { entry: null, why: error }
    throw error
  }
}

/** Rule 5: in a sequence the present step's entry, in a laned phase the phase's, inside a fix-forward that of the step it came from. */
function entryOf({ layout, entries }: CompiledMachine, { snapshot }: RunState, event: RunEvent): DeclaredEntry | undefined {
  if (event.type === 'rollback.accepted') return entryOfStep(layout, layout.place(event.step))
  const context = contextOf(snapshot)
  if (context.plan !== null) return entries.byFromKey.get(context.from ?? '')
  const at = activePhase(layout, context)
  const phase = layout.runbook.phases[at]
  if (!phase) return undefined
  if (phase.laned) return entryOfPhase(layout, phase, at)
  const open = layout.places.find((place) => place.phase === phase && !isSettled(context.status[place.index]))
  return open ? entryOfStep(layout, open) : entryOfPhase(layout, phase, at)
}
