/**
 * Where on the bar a time stands, 0…1. A run of minutes in a window of hours would be a blot at the left edge: then the scale breaks, the
 * run takes two thirds of the bar, and what is left of the window stands behind a marked gap. The terminal's bar follows the same rule.
 */
import { presentOf, type BarModel } from './barModel.ts'

export interface BarScale {
  readonly from: number
  readonly to: number
  /** The gap: its edges on the bar, and how much time is left out. */
  readonly gap: { readonly left: number; readonly right: number; readonly from: number; readonly to: number } | null
  /** Times outside the bar stand at its ends. */
  x(at: number): number
}

/** The run is magnified while all of it lies in this part of the window. */
const SMALL = 1 / 3
const RUN_SHARE = 0.64
/** Narrower than this the bar has one scale: there is no room for a gap. */
const LEAST_PX = 280
/** What is left of the bar for the window behind the gap. */
const LEAST_REST = 0.06
/** Ends of the magnified part, so that it does not breathe with every forecast. */
const STEPS_MS = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 900, 1200, 1800, 2700, 3600, 7200].map((seconds) => seconds * 1000)
const PARTS = 8

/** `gapPx`: as wide as a gap is drawn, where there is one. */
export function scaleOf(bar: BarModel, now: number, widthPx: number, gapPx: number): BarScale {
  const present = presentOf(bar, now)
  const lastAhead = Math.max(0, ...bar.ahead.map(({ to }) => to))
  const runTo = Math.max(bar.runFrom, present ?? 0, bar.eta?.band?.p90 ?? bar.eta?.p50 ?? 0, lastAhead, ...bar.done.map(({ to }) => to))
  // Without a window the bar ends a little behind the run.
  const end = bar.endsAt ?? bar.runFrom + roundedUp(runTo - bar.runFrom)
  const last = Math.max(end, runTo)
  const whole = (): BarScale => straight(bar.startsAt, last > end ? last + (last - bar.startsAt) * 0.02 : end)
  const windowMs = end - bar.startsAt
  const runMs = runTo - bar.runFrom
  const known = bar.eta !== null || bar.standsAt !== null || bar.axis === 'elapsed'
  if (bar.endsAt === null || !known || widthPx < LEAST_PX || gapPx / widthPx > 1 - RUN_SHARE - LEAST_REST || runMs > windowMs * SMALL) return whole()

  const to = bar.runFrom + roundedUp(runMs)
  const flag = bar.wayBack?.safeAt ?? null
  // The flag stands before the floor by as long as the way back takes: both are seen.
  const shown = flag !== null && flag >= to && flag < end ? flag : end
  const restFrom = Math.max(Math.min(to + 1000, shown), Math.min(end - bar.safetyFloorMs * 1.15, end - windowMs / 12, shown - (end - shown) * 0.15))
  if (restFrom <= to) return whole()
  return broken({ from: bar.runFrom, to, restFrom, end, gap: gapPx / widthPx })
}

function straight(from: number, to: number): BarScale {
  return { from, to, gap: null, x: (at) => between((at - from) / Math.max(1, to - from)) }
}

function broken({ from, to, restFrom, end, gap }: { readonly from: number; readonly to: number; readonly restFrom: number; readonly end: number; readonly gap: number }): BarScale {
  const left = RUN_SHARE
  const right = RUN_SHARE + gap
  return {
    from,
    to: end,
    gap: { left, right, from: to, to: restFrom },
    x(at) {
      if (at <= to) return between((at - from) / (to - from)) * left
      if (at >= restFrom) return right + between((at - restFrom) / (end - restFrom)) * (1 - right)
      return left + ((at - to) / (restFrom - to)) * gap
    },
  }
}

/** With a little room behind the end. */
function roundedUp(ms: number): number {
  const wanted = Math.max(1000, ms * 1.04)
  const step = STEPS_MS.findLast((size) => size <= wanted / PARTS) ?? 500
  return Math.ceil(wanted / step) * step
}

function between(share: number): number {
  return Math.min(1, Math.max(0, share))
}
