/** What goes between the host and its threads. */
import type { Forecast } from '../../core/forecast/forecast.ts'
import type { ErrorCode } from '../../core/errors.ts'
import type { RunId } from '../../core/ports.ts'
import type { Goal, Lead } from '../../core/rehearsal/leadTo.ts'
import type { Simulation } from '../../core/rehearsal/simulate.ts'

export type Work =
  | { readonly do: 'forecast'; readonly file: string; readonly bytes: Uint8Array; readonly run?: RunId; readonly nowMs?: number }
  | { readonly do: 'simulate'; readonly file: string; readonly bytes: Uint8Array; readonly runs: number; readonly seed: number }
  | { readonly do: 'lead'; readonly file: string; readonly bytes: Uint8Array; readonly goal: Goal }

export interface Asked {
  readonly id: number
  readonly work: Work
}

export type Told = { readonly id: number } & (
  | { readonly answer: Forecast | Simulation | Lead | null }
  /** A "no" in words. */
  | { readonly refused: { readonly code: ErrorCode; readonly message: string; readonly hint: string } }
  /** A bug of ours, with its stack. */
  | { readonly fault: string }
)
