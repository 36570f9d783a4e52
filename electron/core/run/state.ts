/** Where a run stands after its events. Immutable. */
import type { Actor, Sha256, StepId } from '../ports.ts'
import type { Snapshot } from '../machine/judge.ts'
import type { Layout } from '../machine/layout.ts'
import type { DeadlineTold } from './deadline.ts'
import type { GapKind, RunEvent, RunFacts, Vote } from './events.ts'
import type { DrawnInject } from './reaction.ts'
import type { Interval, Stamp } from './time.ts'
import type { Trail } from './trail.ts'
import type { Verdicts } from './verdict.ts'
import type { JournalRecord } from '../ports.ts'

export type SplitOutcome = 'done' | 'failed' | 'timed-out' | 'skipped' | 'undone' | 'stopped' | 'lost' | 'degraded' | 'passed-over'

/** One attempt at one step (attempt 0: settled without one). Times are run time, ms. */
export interface SplitState {
  readonly step: StepId
  readonly attempt: number
  readonly from: number
  /** Undefined while it runs. */
  readonly to?: number
  /** Undefined while it runs. */
  readonly outcome?: SplitOutcome
  readonly startedAt: number
  readonly volume?: number
  readonly exitCode?: number
  readonly message?: string
  readonly output?: { readonly file: string; readonly sha256: Sha256; readonly bytes: number }
  readonly fields?: Readonly<Record<string, unknown>>
  /** Its program went on while the host was gone: an outage is no part of its pause. */
  readonly outlived?: boolean
  /** The tool answered for a person. */
  readonly answered?: boolean
  /** The inject that was drawn at it: its end says nothing of how the step does by itself. */
  readonly inject?: string
  /** Nobody decided in time what follows from its failure. */
  readonly undecided?: boolean
  /** Faster than half of its fastest time before: whether it really ran, once somebody has said so. */
  readonly doubt?: Doubt
  /** Of a gate: the votes that count. */
  readonly votes?: Readonly<Record<string, Vote>>
  /** Of a gate: the last vote of each role, whether it still counts or not. */
  readonly ballots?: Readonly<Record<string, Ballot>>
  /** Of a gate: why a role is asked again. */
  readonly reopened?: Readonly<Record<string, Reopened>>
  /** How often votes were reopened. */
  readonly reopenings?: number
}

export interface Doubt {
  readonly fastestMs: number
  /** Undefined until somebody answers. */
  readonly ran?: boolean
  readonly reason?: string
}

/** The run went on in spite of a failed check that its tier held it for. `at`: wall ms. */
export interface Override {
  readonly step: StepId
  readonly reason: string
  readonly by: string
  readonly at: number
}

/** A role's vote as it was given. Times are wall ms. */
export interface Ballot {
  readonly vote: Vote
  readonly by: Actor
  readonly at: number
  readonly reason?: string
  readonly until?: number
  readonly rests?: Verdicts
}

export interface Reopened {
  readonly at: number
  readonly why: string
}

export interface Gap extends Interval {
  readonly seq: number
  readonly as?: GapKind
}

/** Why the run is on hold. */
export interface Held {
  readonly reason: string
  /** Who said so; where a rollback is proposed, the tool itself. */
  readonly by: string
  /** The failed step whose rollback is proposed, or the decision. */
  readonly step?: StepId
}

export interface UndoPoint {
  readonly seq: number
  readonly step: StepId
  readonly before: RunState
}

export interface RunState {
  readonly facts: RunFacts
  readonly snapshot: Snapshot
  readonly seq: number
  readonly head: Sha256 | ''
  /** Of the last record. */
  readonly stamp: Stamp
  /** Run time of the last record, ms. */
  readonly now: number
  /** Run time at which it ended; notes may come later. */
  readonly endedAt?: number
  /** In order of their start. */
  readonly splits: readonly SplitState[]
  /** Where the steps stand; never changes. */
  readonly layout: Layout
  /** Index in `splits` of each step's latest, by the step's index; −1 where it has none. An array, for it is copied at each start. */
  readonly latest: Int32Array
  readonly holds: readonly Interval[]
  /** Null while it is not on hold. */
  readonly held: Held | null
  readonly gaps: readonly Gap[]
  /** Run time at which a retry is due. */
  readonly dueAt: Readonly<Record<string, number>>
  /** Steps that start without being asked again: retries, and lost attempts that are safe to run again. */
  readonly go: ReadonlySet<StepId>
  /** Answers to "did it take effect?", by step and attempt. */
  readonly crossings: Readonly<Record<string, 'yes' | 'no' | 'unknown'>>
  /** Injects that have been drawn. */
  readonly drawn: readonly string[]
  /** Injects that a facilitator chose, drawn by now or not. */
  readonly laid: readonly string[]
  /** How those that were drawn are dealt with, in the order of their drawing. */
  readonly injects: readonly DrawnInject[]
  readonly overrides: readonly Override[]
  readonly auto: boolean
  /** Of the latest safe rollback time. */
  readonly deadline: DeadlineTold
  /** An unattended run that can't go on by itself. */
  readonly stopped: string | null
  readonly undo: readonly UndoPoint[]
  /** What it has walked, for coverage. */
  readonly trail: Trail
  /** Records since the oldest undo point. */
  readonly tail: readonly JournalRecord[]
}

export const eventOf = (record: JournalRecord): RunEvent => record.body as unknown as RunEvent

/** Index in `splits` of a step's latest, −1 where it has none. */
export function latestIndex({ latest, layout }: Pick<RunState, 'latest' | 'layout'>, step: StepId): number {
  return latest[layout.place(step).index] ?? -1
}

/** The latest split of a step, undefined where it was never attempted or settled. */
export function latestSplit(state: RunState, step: StepId): SplitState | undefined {
  const index = latestIndex(state, step)
  return state.splits[index]
}

export function attemptsOf(state: RunState, step: StepId): number {
  return latestSplit(state, step)?.attempt ?? 0
}

/** The outage part of a run's gaps: only those that the captain called so. */
export function outages(state: RunState): Gap[] {
  return state.gaps.filter((gap) => gap.as === 'outage')
}
