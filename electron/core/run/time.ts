/**
 * Run time: ms since the run's first record, along its records. Within a session it follows the monotonic clock, across
 * sessions the wall clock; it never goes back. Every duration of a run is a difference of two run times.
 */
import type { SessionId } from '../ports.ts'

export interface Stamp {
  readonly at: number
  readonly mono: number
  readonly session: SessionId
}

/** Real ms from one stamp to a later one. */
export function between(from: Stamp, to: Stamp): number {
  return Math.max(0, from.session === to.session ? to.mono - from.mono : to.at - from.at)
}

/** A stretch of run time; open while `to` is undefined. */
export interface Interval {
  readonly from: number
  readonly to?: number
}

/** How much of [from, to] the intervals cover, in ms, each moment once. `now` closes an open one. */
export function overlap(intervals: readonly Interval[], from: number, to: number, now: number): number {
  let total = 0
  let covered = from
  for (const interval of intervals.toSorted((a, b) => a.from - b.from)) {
    const until = Math.min(to, interval.to ?? now)
    total += Math.max(0, until - Math.max(covered, interval.from))
    covered = Math.max(covered, until)
  }
  return total
}
