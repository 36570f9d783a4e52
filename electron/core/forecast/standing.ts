/** Where each step of a run stands, as a forecast needs it. Without a run everything lies ahead. */
import type { CompiledMachine } from '../machine/compile.ts'
import { ABANDON } from '../machine/context.ts'
import type { Place } from '../machine/layout.ts'
import { contextOf, endOf } from '../machine/judge.ts'
import { isRunning, isSettled, STATUS } from '../machine/status.ts'
import type { Branch } from '../runbook/model.ts'
import { latestIndex, latestSplit, type RunState } from '../run/state.ts'
import { splitsOf } from '../run/timeline.ts'

/** Times are ms of run time. */
export type Standing =
  | { readonly is: 'ahead'; readonly notBefore: number }
  | { readonly is: 'running'; readonly from: number; readonly elapsedMs: number }
  | { readonly is: 'settled'; readonly from: number; readonly to: number }
  /** Settled without an attempt: it costs nothing. */
  | { readonly is: 'passed' }

export interface Stand {
  readonly now: number
  /** Nothing more will happen. */
  readonly over: boolean
  /** The branch that is being entered or walked. */
  readonly branch: Branch | undefined
  of(place: Place): Standing
  /** True where it was started and not undone since. */
  started(place: Place): boolean
  /** Crossed points of no return. */
  readonly crossed: readonly Place[]
}

const AHEAD: Standing = { is: 'ahead', notBefore: 0 }
const PASSED: Standing = { is: 'passed' }

export const BEFORE_START: Stand = { now: 0, over: false, branch: undefined, of: () => AHEAD, started: () => false, crossed: [] }

/** `now`: present run time, ms. */
export function standOf(compiled: CompiledMachine, state: RunState, now: number): Stand {
  const { layout } = compiled
  const context = contextOf(state.snapshot)
  const branch = context.plan === null || context.plan === ABANDON ? undefined : layout.runbook.branches.find(({ id }) => id === context.plan)
  const entering = branch ? compiled.entries.all.find(({ key }) => key === context.pending) : undefined
  const active = splitsOf(compiled, state, now)
  const resumes = branch && 'resume' in branch.ends ? layout.place(branch.ends.resume) : undefined
  /** What coming back to the main path will have done to a step: see machine/moves.ts. */
  const moved = (place: Place): 'passed' | 'again' | undefined => {
    if (!resumes || place.branch) return undefined
    if (place.phaseIndex !== resumes.phaseIndex) return place.phaseIndex < resumes.phaseIndex ? 'passed' : 'again'
    if (place.lane !== resumes.lane) return undefined
    return place.position < resumes.position ? 'passed' : 'again'
  }
  return {
    now,
    over: endOf(state.snapshot) !== null || context.plan === ABANDON || context.pending === ABANDON,
    branch,
    of(place) {
      const code = context.status[place.index]
      const split = latestSplit(state, place.step.id)
      const ahead: Standing = { is: 'ahead', notBefore: Math.max(now, code === STATUS.backoff ? state.dueAt[place.step.id] ?? 0 : 0) }
      if (entering && place.branch?.id === entering.branch && !isRunning(code)) return place.position < layout.place(entering.enter).position ? PASSED : nothingToUndo(place) ? PASSED : ahead
      if (isSettled(code) && moved(place) !== 'again') return split?.to === undefined ? PASSED : { is: 'settled', from: split.from, to: split.to }
      if (isRunning(code) && split) return { is: 'running', from: split.from, elapsedMs: active[latestIndex(state, place.step.id)]?.activeMs ?? 0 }
      if (moved(place) === 'passed') return PASSED
      return place.branch && nothingToUndo(place) ? PASSED : ahead
    },
    started: (place) => context.started[place.index] === 1,
    crossed: context.crossed.flatMap((index) => layout.places[index] ?? []),
  }
  function nothingToUndo({ step }: Place): boolean {
    return step.undoes.length > 0 && step.undoes.every((id) => context.started[layout.place(id).index] !== 1)
  }
}
