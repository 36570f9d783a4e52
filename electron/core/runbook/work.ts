/** What a step runner is asked to do, and what it says while it does it. */
import type { RunId, StepId } from '../ports.ts'
import type { Step } from './model.ts'

/** One attempt at one step of one run. */
export interface StepWork {
  readonly run: RunId
  readonly step: Step
  /** 1, 2, 3 … per step. */
  readonly attempt: number
  /** Wall time of the attempt's start, ms since 1970. */
  readonly startedAt: number
}

/** What a running attempt shows: never part of the journal, lost without harm. Texts are clean and redacted. */
export type StepSignal = { readonly step: StepId; readonly attempt: number } & (
  | { readonly type: 'output'; readonly text: string }
  /** `done` and `total` in the step's volume unit; `rate` in units/s over the last seconds. */
  | { readonly type: 'progress'; readonly done?: number; readonly total?: number; readonly rate?: number }
  /** `sent`: an audience got it; else it was only shown here. */
  | { readonly type: 'announcement'; readonly audience: string; readonly text: string; readonly sent: boolean }
)
