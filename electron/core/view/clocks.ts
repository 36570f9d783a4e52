/**
 * All that ticks, told as clocks: where one stood, when, and whether it goes on from there. So nothing needs to be said while nothing
 * happens, and whoever shows a clock ticks it alone.
 */
import type { CompiledMachine } from '../machine/compile.ts'
import { contextOf, endOf } from '../machine/judge.ts'
import { hasRunner } from '../run/start.ts'
import { outages, type RunState, type SplitState } from '../run/state.ts'
import { overlap } from '../run/time.ts'

/** It stood at `ms` at the wall time `at`, and goes on from there if it `runs`. */
export interface Ticking {
  readonly ms: number
  readonly at: number
  readonly runs: boolean
}

/** Where the clock stands at a wall time, ms. */
export function tick({ ms, at, runs }: Ticking, wallMs: number): number {
  return runs ? ms + Math.max(0, wallMs - at) : ms
}

/** Wall ms at a run time. */
export function wallOf(state: RunState, runMs: number): number {
  return state.stamp.at + (runMs - state.now)
}

/** Of the whole run, holds and all. */
export function wallClock(state: RunState): Ticking {
  const [ms, runs] = [standsAt(state) ?? state.now, standsAt(state) === null]
  return { ms: Math.round(ms), at: wallOf(state, ms), runs }
}

/** Of the sequence: stops in a hold, and leaves out what was called an outage. */
export function sequenceClock(state: RunState): Ticking {
  const until = standsAt(state) ?? state.now
  const ms = until - overlap([...state.holds, ...outages(state)], 0, until, until)
  return { ms: Math.round(ms), at: wallOf(state, until), runs: standsAt(state) === null && !contextOf(state.snapshot).held }
}

/** Active time of an attempt that has begun. Anchored where it says the same after every record: a row that only ticks on has not changed. */
export function attemptClock({ layout }: CompiledMachine, state: RunState, split: SplitState): Ticking {
  const people = !hasRunner(layout.place(split.step).step, state.facts.mode)
  const pauses = [...(people ? state.holds : []), ...(split.outlived ? [] : outages(state))]
  const until = split.to ?? state.now
  const ms = Math.max(0, until - split.from - overlap(pauses, split.from, until, state.now))
  const hold = state.holds.at(-1)
  const paused = split.to !== undefined ? split.to : people && hold && hold.to === undefined ? Math.max(hold.from, split.from) : standsAt(state)
  return paused === null ? { ms: 0, at: wallOf(state, state.now - ms), runs: true } : { ms: Math.round(ms), at: wallOf(state, paused), runs: false }
}

/** Run time at which all clocks stand, ms; null while they go. */
function standsAt(state: RunState): number | null {
  return endOf(state.snapshot) === null && state.stopped === null ? null : (state.endedAt ?? state.now)
}
