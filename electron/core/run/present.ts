/** The steps that stand before the people now: of the strand that is walked, and whatever still has a program running. */
import type { CompiledMachine } from '../machine/compile.ts'
import { contextOf, endOf } from '../machine/judge.ts'
import type { Place } from '../machine/layout.ts'
import { isRunning, STATUS } from '../machine/status.ts'
import type { RunState } from './state.ts'

export function presentPlaces(compiled: CompiledMachine, state: RunState): Place[] {
  if (endOf(state.snapshot) !== null) return []
  const { status, plan } = contextOf(state.snapshot)
  return compiled.layout.places.filter(({ index, branch }) => {
    const code = status[index]
    if (isRunning(code)) return true
    return (branch?.id ?? null) === plan && (code === STATUS.ready || code === STATUS.backoff || code === STATUS.failed)
  })
}
