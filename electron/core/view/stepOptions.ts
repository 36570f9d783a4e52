/** What may be done with each present step, asked of the machine only where something has changed that its answer rests on. */
import type { StepId } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { contextOf, endOf } from '../machine/judge.ts'
import type { Place } from '../machine/layout.ts'
import { optionsAt, type StepOptions } from '../run/options.ts'
import { latestSplit, type RunState } from '../run/state.ts'

export type AskOptions = (state: RunState, place: Place) => StepOptions

/** One question costs a millisecond in a runbook of many lanes, and 20 lanes have 20 present steps. */
export function rememberOptions(compiled: CompiledMachine): AskOptions {
  const known = new Map<StepId, { readonly ground: string; readonly options: StepOptions }>()
  return (state, place) => {
    const ground = groundOf(state, place)
    const found = known.get(place.step.id)
    if (found?.ground === ground) return found.options
    const options = optionsAt(compiled, state, place)
    known.set(place.step.id, { ground, options })
    return options
  }
}

/** All that the guards of a step's own events look at (machine/guards.ts), and what `decide` asks besides. */
function groundOf(state: RunState, { index, step }: Place): string {
  const { status, held, plan, pending, from, crossed, proposed } = contextOf(state.snapshot)
  const split = latestSplit(state, step.id)
  return JSON.stringify([status[index], held, plan, pending, from, crossed, proposed.includes(index), endOf(state.snapshot), split?.attempt, split?.votes])
}
