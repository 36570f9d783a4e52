/** Where a watched run comes from: driven by this process, or followed as its journal grows. */
import type { RunNow } from '../../contract/shapes/run.ts'
import type { CompiledMachine } from '../../core/machine/compile.ts'
import type { Actor } from '../../core/ports.ts'
import type { PersonCommand } from '../../core/run/commands.ts'
import type { RunState } from '../../core/run/state.ts'
import type { StepSignal } from '../../core/runbook/work.ts'
import type { SignalLog } from './signalLog.ts'

export interface RunSource {
  readonly compiled: CompiledMachine
  readonly state: RunState
  /** Present run time, ms. */
  now(): number
  driver(): RunNow['driver']
  readonly signals: SignalLog
  /** Answers the seq of what it led to. @throws RunthroughError where whoever drives it refuses, or nobody does */
  submit(command: PersonCommand, actor: Actor): Promise<number>
  /** While somebody looks, changes are noticed within 250 ms; else perhaps only at the next look. */
  look(isWatched: boolean): void
  /** The state, or who drives it, is other than it was. Returns what ends it, as the next one does. */
  onChange(listener: () => void): () => void
  onSignal(listener: (signal: StepSignal) => void): () => void
  close(): void
}

/** Adds it until the returned function is called. */
export function adding<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
