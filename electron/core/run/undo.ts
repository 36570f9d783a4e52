/**
 * Undo of the last human outcome (rule 11): the run as if it had not happened. What came later is folded again on the state
 * before it; a start that only the outcome made possible falls away, if nothing executes because of it, else undo is refused. So do
 * the release of a hold that the outcome brought, and an inject that was drawn at a step which has not started then.
 */
import type { JournalRecord } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { hasRunner } from './start.ts'
import { eventOf, type RunState } from './state.ts'

type Evolve = (compiled: CompiledMachine, state: RunState | undefined, record: JournalRecord) => RunState

export interface Undone {
  readonly seq: number
  /** Later records that fall away with it. */
  readonly dropped: readonly number[]
  readonly state: RunState
}

/** Undefined where there is nothing to undo, or where something was done because of it. */
export function refold(compiled: CompiledMachine, state: RunState, evolve: Evolve): Undone | undefined {
  const point = state.undo.at(-1)
  if (!point) return undefined
  let folded: RunState = point.before
  const dropped: number[] = []
  for (const record of state.tail) {
    if (record.seq <= point.seq) continue
    try {
      folded = evolve(compiled, folded, record)
    } catch (error) {
      const event = eventOf(record)
      const struck = event.type === 'inject.drawn' || (event.type === 'step.ended' && event.inject !== undefined)
      const harmless = struck || event.type === 'run.released' || (event.type === 'step.started' && !hasRunner(compiled.layout.place(event.step).step, state.facts.mode))
      if (!(error instanceof Error) || !harmless) return undefined
      dropped.push(record.seq)
    }
  }
  return { seq: point.seq, dropped, state: folded }
}
