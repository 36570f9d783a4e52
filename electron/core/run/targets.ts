/**
 * Where a person could send the run, and what could be amended: candidates by the rules of moves (rule 11), so that the machine
 * need not be asked about each of thousands of steps. What holds for one target of a kind holds for all of them.
 */
import type { StepId } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { contextOf } from '../machine/judge.ts'
import type { Place } from '../machine/layout.ts'
import { gotoReaches } from '../machine/moves.ts'
import { isSettled, STATUS } from '../machine/status.ts'
import { latestSplit, type RunState } from './state.ts'

/** Out of a failed step: what follows it first, then what is before it. */
export function gotoTargets(compiled: CompiledMachine, state: RunState, from: Place): Place[] {
  if (contextOf(state.snapshot).status[from.index] !== STATUS.failed) return []
  const reached = compiled.layout.places.filter((place) => place !== from && gotoReaches(from, place))
  return [...reached.filter(({ index }) => index > from.index), ...reached.filter(({ index }) => index < from.index)]
}

/** What is settled on the strand that is walked, the latest first. */
export function recycleTargets(compiled: CompiledMachine, state: RunState): Place[] {
  const { status, plan } = contextOf(state.snapshot)
  const settledAt = ({ step }: Place): number => latestSplit(state, step.id)?.to ?? 0
  return compiled.layout.places
    .filter(({ index, branch }) => (branch?.id ?? null) === plan && isSettled(status[index]))
    .sort((a, b) => settledAt(b) - settledAt(a) || b.index - a.index)
}

export interface EndedAttempt {
  readonly step: StepId
  readonly attempt: number
  /** Wall ms. */
  readonly startedAt: number
  /** Wall ms, as it stands in the run. */
  readonly endedAt: number
}

/** Each step's latest attempt, where it has ended, the last one first. */
export function amendable(state: RunState): EndedAttempt[] {
  return Object.values(state.latest)
    .sort((a, b) => b - a)
    .flatMap((index) => state.splits[index] ?? [])
    .flatMap(({ step, attempt, startedAt, from, to, outcome }) => {
      const attempted = to !== undefined && outcome !== 'passed-over' && (outcome !== 'skipped' || to > from)
      return attempted ? [{ step, attempt, startedAt, endedAt: state.stamp.at + (to - state.now) }] : []
    })
    .sort((a, b) => b.endedAt - a.endedAt)
}
