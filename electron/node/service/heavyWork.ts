/** Simulations, and ways through a large machine, take long enough to be noticed: they are done elsewhere. */
import type { Cancellation } from '../../contract/wire.ts'
import type { Goal, Lead } from '../../core/rehearsal/leadTo.ts'
import type { Simulation } from '../../core/rehearsal/simulate.ts'

export interface HeavyWork {
  simulate(what: { readonly file: string; readonly bytes: Uint8Array; readonly runs: number; readonly seed: number }, signal?: Cancellation): Promise<Simulation>
  /** Null where nothing leads there. */
  lead(what: { readonly file: string; readonly bytes: Uint8Array; readonly goal: Goal }, signal?: Cancellation): Promise<Lead | null>
}
