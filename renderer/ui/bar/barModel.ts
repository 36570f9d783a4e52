/** The window bar as data: one line from the window's start to its end, of a run or of a plan. */
import type { Evidence } from '../../../electron/contract/shapes/scalars.ts'

/** What is over: solid. */
export interface BarPart {
  readonly from: number
  readonly to: number
  readonly tone: 'fine' | 'failed' | 'rolling'
}

/** What is planned, or expected. */
export interface BarStep {
  readonly from: number
  readonly to: number
  readonly hold: boolean
  readonly pointOfNoReturn: boolean
}

export interface BarModel {
  /** Times are wall ms, or ms from the start of a run that has not begun. */
  readonly axis: 'wall' | 'elapsed'
  readonly startsAt: number
  /** Of the run itself: the window may have begun before it. */
  readonly runFrom: number
  /** Null: there is no change window; then the bar ends with the run. */
  readonly endsAt: number | null
  readonly safetyFloorMs: number
  /** The present time moves by itself; else it stands at `standsAt`. */
  readonly moves: boolean
  /** Of a run that is over: its end. Null in a plan. */
  readonly standsAt: number | null
  /** Since when the oldest of what runs has run; null where nothing does. */
  readonly presentFrom: number | null
  readonly rolling: boolean
  readonly done: readonly BarPart[]
  readonly ahead: readonly BarStep[]
  readonly phases: readonly { readonly title: string; readonly from: number; readonly to: number }[]
  readonly holds: readonly { readonly from: number; readonly to: number | null }[]
  readonly eta: { readonly p50: number; readonly band: { readonly p10: number; readonly p90: number } | null } | null
  readonly wayBack: { readonly evidence: Evidence; readonly safeAt: number | null } | null
}

/** The present on the bar; null in a plan. */
export function presentOf({ axis, moves, standsAt }: BarModel, now: number): number | null {
  return axis === 'elapsed' ? null : moves ? now : standsAt
}
