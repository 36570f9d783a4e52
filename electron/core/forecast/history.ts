/**
 * What past runs say about each step: the times it took, how often it failed, and which rollbacks were walked to their end.
 * Rehearsals and live runs count; tabletops (nothing executes), simulations and runs that were excluded never do.
 */
import type { StepId } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import type { Layout } from '../machine/layout.ts'

/** One attempt of a past run. A `Split` of run/timeline.ts is one. */
export interface PastSplit {
  readonly step: string
  readonly branch: string | null
  readonly outcome: string | null
  readonly activeMs: number
  readonly volume: number | null
  readonly content: string | null
  /** The tool answered for a person: its time says nothing of how long people take. */
  readonly answered?: boolean
  /** Something says that it tells nothing of the step: an inject made it end so, or it did not really run. */
  readonly discounted?: string | null
}

export interface PastRun {
  /** `rehearsal` and `live` count. */
  readonly mode: string
  /** Null while it is open. */
  readonly outcome: string | null
  /** A person took it out of history. */
  readonly excluded: boolean
  /** In the order of their start. */
  readonly splits: readonly PastSplit[]
}

/** A time that a step took: the last of a run in which it was done. */
export interface PastTime {
  readonly activeMs: number
  /** Which of the runs that count, 0 the oldest. */
  readonly runIndex: number
  readonly outcome: string
  readonly content?: string
  readonly volume?: number
}

export interface StepHistory {
  readonly step: StepId
  /** Newest last. */
  readonly times: readonly PastTime[]
  /** Attempts that came to an end of their own, and how many of them failed or timed out. */
  readonly attempts: number
  readonly failures: number
}

/** A rollback that was walked to `rolled-back`. */
export interface PastRollback {
  /** Key of the entry that it took. */
  readonly entry: string
  /** Active ms of each step of the branch that was done, all its attempts together. */
  readonly walked: ReadonlyMap<StepId, number>
}

export interface History {
  /** Runs that count and timed at least one step. */
  readonly runs: number
  /** Steps of this runbook that were attempted, by their present id. */
  readonly steps: ReadonlyMap<StepId, StepHistory>
  readonly rollbacks: readonly PastRollback[]
}

export const NO_HISTORY: History = { runs: 0, steps: new Map(), rollbacks: [] }

const TIMED: ReadonlySet<string> = new Set(['done', 'undone'])
const FAILED: ReadonlySet<string> = new Set(['failed', 'timed-out', 'degraded'])

export function counts(run: Pick<PastRun, 'mode' | 'excluded'>): boolean {
  return !run.excluded && (run.mode === 'rehearsal' || run.mode === 'live')
}

/** `runs`: of this runbook, oldest first, without the one under way. */
export function buildHistory(compiled: CompiledMachine, runs: readonly PastRun[]): History {
  const present = presentIds(compiled.layout)
  const steps = new Map<StepId, { step: StepId; times: PastTime[]; attempts: number; failures: number }>()
  const rollbacks: PastRollback[] = []
  let timedRuns = 0
  runs.filter(counts).forEach((run, runIndex) => {
    const latest = new Map<StepId, PastTime>()
    for (const split of run.splits) {
      const step = present.get(split.step)
      if (step === undefined || split.outcome === null || split.discounted) continue
      const timed = TIMED.has(split.outcome)
      const failed = FAILED.has(split.outcome)
      if (!timed && !failed) continue
      const history = steps.get(step) ?? { step, times: [], attempts: 0, failures: 0 }
      steps.set(step, history)
      history.attempts += 1
      if (failed) history.failures += 1
      if (timed && !split.answered) latest.set(step, timeOf(split, runIndex))
    }
    for (const [step, time] of latest) steps.get(step)?.times.push(time)
    if (latest.size > 0) timedRuns += 1
    const rollback = run.outcome === 'rolled-back' ? rollbackOf(compiled, run, present) : undefined
    if (rollback) rollbacks.push(rollback)
  })
  return { runs: timedRuns, steps, rollbacks }
}

function timeOf(split: PastSplit, runIndex: number): PastTime {
  return {
    activeMs: split.activeMs,
    runIndex,
    outcome: split.outcome ?? '',
    ...(split.content === null ? {} : { content: split.content }),
    ...(split.volume === null ? {} : { volume: split.volume }),
  }
}

/** Every id that a step has or had (`was`) → its present one. A present id wins over a former one. */
export function presentIds(layout: Layout): ReadonlyMap<string, StepId> {
  const ids = new Map<string, StepId>()
  for (const { step } of layout.places) for (const former of step.was) ids.set(former, step.id)
  for (const { step } of layout.places) ids.set(step.id, step.id)
  return ids
}

/** The entry that was taken: the latest one of the branch at or before the first step walked (what has nothing to undo is passed over). */
function rollbackOf(compiled: CompiledMachine, run: PastRun, present: ReadonlyMap<string, StepId>): PastRollback | undefined {
  const branch = run.splits.findLast((split) => split.branch !== null)?.branch
  const walked = new Map<StepId, number>()
  const done = new Set<StepId>()
  for (const split of run.splits) {
    const step = present.get(split.step)
    if (step === undefined || split.branch !== branch || split.outcome === null || split.discounted) continue
    walked.set(step, (walked.get(step) ?? 0) + split.activeMs)
    if (TIMED.has(split.outcome)) done.add(step)
  }
  for (const step of walked.keys()) if (!done.has(step)) walked.delete(step)
  const position = (step: StepId): number => compiled.layout.place(step).position
  const first = Math.min(...[...walked.keys()].map(position))
  const taken = compiled.entries.all
    .filter((entry) => entry.branch === branch && position(entry.enter) <= first)
    .sort((a, b) => position(b.enter) - position(a.enter))[0]
  return taken && walked.size > 0 ? { entry: taken.key, walked } : undefined
}
