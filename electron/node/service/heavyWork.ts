/** Simulations take long enough to be noticed: they are done elsewhere. */
import type { Cancellation } from '../../contract/wire.ts'
import type { Simulation } from '../../core/rehearsal/simulate.ts'

export interface HeavyWork {
  simulate(what: { readonly file: string; readonly bytes: Uint8Array; readonly runs: number; readonly seed: number }, signal?: Cancellation): Promise<Simulation>
}
