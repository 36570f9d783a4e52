/** A run as `--json` gives it (docs/json.md), from its events. */
import type { CompiledMachine } from '../core/machine/compile.ts'
import type { Doubt, RunState } from '../core/run/state.ts'
import { summarize, type Split } from '../core/run/timeline.ts'
import { endOf } from '../core/machine/judge.ts'
import { hypercareShapes, injectShapes, type HypercareShape, type InjectShape } from './aftermathShape.ts'
import type { Host } from './host.ts'
import { readRun } from './projection.ts'
import type { RunSummary } from './store/runs.ts'

export interface RunShape {
  readonly run: string
  readonly runbook: string
  readonly sha256: string
  readonly mode: string
  readonly environment: string | null
  readonly started_at: string
  readonly ended_at: string | null
  readonly outcome: string | null
  readonly branch?: string
  readonly active_ms: number
  readonly wall_ms: number
  readonly splits: readonly SplitShape[]
  readonly injects: readonly InjectShape[]
  readonly hypercare: readonly HypercareShape[]
  readonly event_count: number
  readonly chain_head: string
}

export interface SplitShape {
  readonly step: string
  readonly phase: string | null
  readonly lane?: string
  readonly branch?: string
  readonly attempt: number
  readonly outcome: string | null
  readonly started_at: string
  readonly active_ms: number
  readonly wall_ms: number
  readonly planned_ms?: number
  readonly volume?: number
  readonly exit_code?: number
  readonly discounted?: string
  readonly doubt?: { readonly fastest_ms: number; readonly ran?: boolean; readonly reason?: string }
}

/** `now`: run time in ms; counts only while the run is open. */
export function runShape(compiled: CompiledMachine, state: RunState, run: Pick<RunSummary, 'id' | 'startedAt'>, now = state.now): RunShape {
  const summary = summarize(compiled, state, now)
  const { facts } = state
  return {
    run: run.id,
    runbook: facts.runbook,
    sha256: facts.sha256,
    mode: facts.mode,
    environment: facts.environment,
    started_at: iso(run.startedAt),
    ended_at: endedAt(state),
    outcome: summary.outcome,
    ...(summary.branch === null ? {} : { branch: summary.branch }),
    active_ms: summary.activeMs,
    wall_ms: summary.wallMs,
    splits: summary.splits.map(splitShape),
    injects: injectShapes(compiled, state, now),
    hypercare: hypercareShapes(compiled, state),
    event_count: state.seq,
    chain_head: state.head,
  }
}

/** The run as it stands in its journal. @throws where the journal has no beginning */
export function readRunShape(host: Host, run: RunSummary): RunShape {
  const { compiled, state } = readRun(host, run)
  return runShape(compiled, state, run)
}

export function iso(wallMs: number): string {
  return new Date(wallMs).toISOString()
}

/** Notes may come later: the end is as far before the last record as run time says. Null while it can go on, so where it stopped too. */
function endedAt(state: RunState): string | null {
  if (endOf(state.snapshot) === null) return null
  return iso(state.stamp.at - (state.now - (state.endedAt ?? state.now)))
}

function splitShape(split: Split): SplitShape {
  return {
    step: split.step,
    phase: split.phase,
    ...(split.lane === null ? {} : { lane: split.lane }),
    ...(split.branch === null ? {} : { branch: split.branch }),
    attempt: split.attempt,
    outcome: split.outcome,
    started_at: iso(split.startedAt),
    active_ms: split.activeMs,
    wall_ms: split.wallMs,
    ...(split.plannedMs === null ? {} : { planned_ms: split.plannedMs }),
    ...(split.volume === null ? {} : { volume: split.volume }),
    ...(split.exitCode === null ? {} : { exit_code: split.exitCode }),
    ...(split.discounted === null ? {} : { discounted: split.discounted }),
    ...(split.doubt === null ? {} : { doubt: doubtShape(split.doubt) }),
  }
}

function doubtShape({ fastestMs, ran, reason }: Doubt): NonNullable<SplitShape['doubt']> {
  return { fastest_ms: fastestMs, ...(ran === undefined ? {} : { ran }), ...(reason === undefined ? {} : { reason }) }
}
