/**
 * Where on the window bar a time stands. A run of seconds in a window of hours would be one glyph at the left edge: then the scale
 * breaks, the run takes two thirds of the bar, and what is left of the window stands behind a marked gap.
 */
import type { WindowBar } from './bar.ts'

/** Cells of one scale, wall ms. */
export interface Stretch {
  readonly cells: number
  readonly from: number
  readonly to: number
}

export interface Scale {
  readonly run: Stretch
  /** Behind the break; null where the bar has one scale. */
  readonly rest: (Stretch & { readonly gapMs: number; readonly breakCells: number }) | null
}

/** The run is magnified while all of it lies in this part of the window. */
const SMALL = 1 / 3
const RUN_SHARE = 2 / 3
const LEAST_CELLS = 40
/** The flag, the floor and the end are told apart. */
const LEAST_REST = 7
/** Ends of the magnified part, so that it does not breathe with every forecast. */
const STEPS_MS = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 900, 1200, 1800, 2700, 3600, 7200].map((seconds) => seconds * 1000)
const PARTS = 8

export function scaleOf(bar: WindowBar, cells: number, breakCells: number): Scale {
  const last = Math.max(bar.endsAt, bar.now, bar.eta?.p90 ?? 0)
  const whole: Scale = { run: { cells: last > bar.endsAt ? cells - 1 : cells, from: bar.startsAt, to: last }, rest: null }
  const from = Math.min(bar.runFrom, bar.now)
  const length = Math.max(bar.now, bar.eta?.p90 ?? 0) - from
  if (cells < LEAST_CELLS || (!bar.eta && !bar.over) || length > (bar.endsAt - bar.startsAt) * SMALL) return whole
  const to = from + roundedUp(length)
  const floorAt = bar.endsAt - bar.safetyFloorMs
  // The flag stands before the floor by as long as the way back takes: both are seen.
  const flag = bar.safe !== null && bar.safe >= to ? bar.safe : bar.endsAt
  const restFrom = Math.max(Math.min(to + 1000, flag), Math.min(floorAt, bar.endsAt - (bar.endsAt - bar.startsAt) / 12, flag - (bar.endsAt - flag) * 0.15))
  if (restFrom <= to) return whole
  const runCells = Math.min(Math.floor(cells * RUN_SHARE), cells - breakCells - LEAST_REST)
  return { run: { cells: runCells, from, to }, rest: { cells: cells - runCells - breakCells, from: restFrom, to: bar.endsAt, gapMs: restFrom - to, breakCells } }
}

/** With a little room behind the end. */
function roundedUp(ms: number): number {
  const wanted = Math.max(1000, ms * 1.04)
  const step = STEPS_MS.findLast((size) => size <= wanted / PARTS) ?? 500
  return Math.ceil(wanted / step) * step
}
