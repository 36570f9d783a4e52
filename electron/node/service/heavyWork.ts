/** Work that takes long enough to be noticed: it is done elsewhere, so that output and clocks never stutter. */
import type { Cancellation } from '../../contract/wire.ts'
import type { Forecast } from '../../core/forecast/forecast.ts'
import type { RunId } from '../../core/ports.ts'
import type { Simulation } from '../../core/rehearsal/simulate.ts'

export interface HeavyWork {
  /** `run`: as it stands now; else a run that has not begun. */
  forecast(what: { readonly file: string; readonly bytes: Uint8Array; readonly runbookId: string; readonly run?: RunId }, signal?: Cancellation): Promise<Forecast>
  simulate(what: { readonly file: string; readonly bytes: Uint8Array; readonly runs: number; readonly seed: number }, signal?: Cancellation): Promise<Simulation>
}
