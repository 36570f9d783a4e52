/** The one judge of what is legal: XState's pure transition() on the compiled machine. */
import { initialTransition, transition, type AnyMachineSnapshot } from 'xstate'
import type { CompiledMachine } from './compile.ts'
import type { RunContext } from './context.ts'
import type { MachineEvent } from './event.ts'

export type Snapshot = AnyMachineSnapshot

export function initial(compiled: CompiledMachine): Snapshot {
  return initialTransition(compiled.machine)[0] as Snapshot
}

/** The snapshot after the event, or undefined where the machine does not take it (then it returns the very same snapshot). */
export function judge(compiled: CompiledMachine, snapshot: Snapshot, event: MachineEvent): Snapshot | undefined {
  if (snapshot.status !== 'active') return undefined
  const [next] = transition(compiled.machine, snapshot, event)
  return next === snapshot ? undefined : (next as Snapshot)
}

export function contextOf(snapshot: Snapshot): RunContext {
  return snapshot.context as RunContext
}

export type EndName = 'completed' | 'completed-degraded' | 'rolled-back' | 'abandoned'

/** The final state that was reached, or null while the run goes on. */
export function endOf(snapshot: Snapshot): EndName | null {
  return snapshot.status === 'done' ? (snapshot.value as EndName) : null
}
