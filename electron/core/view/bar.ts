/** The window bar as data: one line from the window's start to its end, cell by cell. Everything in wall ms. */
import { contextOf, endOf } from '../machine/judge.ts'
import { isRunning } from '../machine/status.ts'
import { latestSplit } from '../run/state.ts'
import { wallAt, type ViewInput } from './input.ts'

export interface WindowBar {
  readonly startsAt: number
  /** Of the run itself: the window may have begun before it. */
  readonly runFrom: number
  readonly endsAt: number
  readonly safetyFloorMs: number
  readonly now: number
  /** Until when the way back fits; null where that is not known. */
  readonly safe: number | null
  /** Since when the oldest of what runs has run. */
  readonly presentFrom: number
  readonly rolling: boolean
  readonly over: boolean
  readonly done: readonly { readonly from: number; readonly to: number; readonly bad: boolean; readonly rolling: boolean }[]
  readonly holds: readonly { readonly from: number; readonly to: number }[]
  readonly eta: { readonly p10: number; readonly p50: number; readonly p90: number } | null
}

export function windowBar(input: ViewInput, eta: WindowBar['eta'], safe: number | null = null): WindowBar | null {
  const { compiled, state } = input
  const { window } = state.facts
  if (!window) return null
  const { status, plan } = contextOf(state.snapshot)
  const over = endOf(state.snapshot) !== null || state.stopped !== null
  const now = over ? (state.endedAt ?? state.now) : input.now
  const running = compiled.layout.places.filter(({ index }) => isRunning(status[index])).map(({ step }) => latestSplit(state, step.id)?.from ?? now)
  return {
    ...window,
    runFrom: wallAt(input, 0),
    now: wallAt(input, now),
    safe: over ? null : safe,
    presentFrom: wallAt(input, Math.min(now, ...running)),
    rolling: compiled.layout.runbook.branches.find(({ id }) => id === plan)?.kind === 'rollback',
    over,
    done: state.splits.flatMap(({ step, from, to, outcome }) =>
      to === undefined || from === to
        ? []
        : [{ from: wallAt(input, from), to: wallAt(input, to), bad: outcome === 'failed' || outcome === 'timed-out' || outcome === 'lost', rolling: compiled.layout.place(step).branch?.kind === 'rollback' }],
    ),
    holds: state.holds.map(({ from, to }) => ({ from: wallAt(input, from), to: wallAt(input, to ?? now) })),
    eta: over ? null : eta,
  }
}
