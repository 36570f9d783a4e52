/** What the store knows about a runbook: its history as the forecast takes it, its runs and its steps' times. */
import { RunthroughError } from '../core/errors.ts'
import { quantile, sorted } from '../core/forecast/order.ts'
import { buildHistory, counts, type History, type PastRun } from '../core/forecast/history.ts'
import type { CompiledMachine } from '../core/machine/compile.ts'
import type { RunId, StepId } from '../core/ports.ts'
import type { Step } from '../core/runbook/model.ts'
import type { FastestOf } from '../core/run/doubt.ts'
import type { RunFacts } from '../core/run/events.ts'
import { summarize } from '../core/run/timeline.ts'
import { sha256Bytes } from './hash.ts'
import type { Host } from './host.ts'
import { readRun } from './projection.ts'
import { iso } from './report.ts'
import type { ReadableDatabase } from './store/connection.ts'
import { getRun, listRuns, type RunSummary } from './store/runs.ts'
import { splitsOfRun, stepHistory, type HistoricSplit } from './store/splits.ts'

/** The same input gives the same forecast, whoever asks. */
export const FORECAST_SEED = 1
/** Older times of a step are not asked for. */
const LAST = 50

export interface RunRow {
  readonly run: string
  readonly mode: string
  readonly environment: string | null
  readonly started_at: string
  readonly ended_at: string | null
  readonly outcome: string | null
  readonly active_ms: number | null
  readonly wall_ms: number | null
  readonly sha256: string
  readonly excluded?: true
}

export interface StepRow {
  readonly step: string
  /** How many times it was done. */
  readonly n: number
  readonly last_ms: number | null
  readonly median_ms: number | null
  readonly best_ms: number | null
  readonly p90_ms: number | null
}

/** What the forecast learns from; `without` is the run under way. */
export function historyFor(db: ReadableDatabase, compiled: CompiledMachine, without?: RunId): History {
  const { runbook, places } = compiled.layout
  const splits = new Map<RunId, HistoricSplit[]>()
  for (const { step } of places)
    for (const split of timesOf(db, runbook.id, step)) {
      if (split.run === without) continue
      const others = splits.get(split.run)
      if (others) others.push(split)
      else splits.set(split.run, [split])
    }
  const runs = listRuns(db, runbook.id)
    .filter(({ id }) => splits.has(id))
    .toReversed()
    .map((run) => pastRun(run, splits.get(run.id) ?? []))
  return buildHistory(compiled, runs)
}

function timesOf(db: ReadableDatabase, runbookId: string, step: Step): readonly HistoricSplit[] {
  return stepHistory(db, { runbookId, ids: [step.id, ...step.was], last: LAST })
}

function pastRun(run: RunSummary, splits: readonly HistoricSplit[]): PastRun {
  return {
    mode: run.mode,
    outcome: run.outcome,
    excluded: run.excluded,
    splits: splits
      .toSorted((a, b) => a.startedAt - b.startedAt || a.attempt - b.attempt)
      .map((split) => ({ step: split.step, branch: split.branch ?? null, outcome: split.outcome, activeMs: split.activeMs, volume: split.volume ?? null, content: split.contentSha ?? null, answered: split.answered ?? false, discounted: split.discounted ?? null })),
  }
}

/** Newest run first; steps in the order of the file. Without a host there is no history. */
export function historyShape(host: Host | undefined, compiled: CompiledMachine): { readonly runbook: string; readonly runs: readonly RunRow[]; readonly steps: readonly StepRow[] } {
  const { runbook, places } = compiled.layout
  return {
    runbook: runbook.id,
    runs: host ? listRuns(host.store.db, runbook.id).map((run) => runRow(host, run)) : [],
    steps: places.map(({ step }) => (host ? stepRow(host.store.db, runbook.id, step) : rowOf(step.id, []))),
  }
}

/** What a step took, in rehearsals and live runs that are not excluded, where it was done. */
export function stepRow(db: ReadableDatabase, runbookId: string, step: Step): StepRow {
  return rowOf(step.id, stepTimes(db, runbookId, step))
}

/** The same one by one: active ms, the newest first, at most 50. */
export function stepTimes(db: ReadableDatabase, runbookId: string, step: Step): readonly number[] {
  const done = timesOf(db, runbookId, step).filter((split) => split.outcome === 'done' && !split.answered && split.discounted === undefined && counts(split))
  return done.map(({ activeMs }) => activeMs)
}

/**
 * The fastest of them that a run can be held against: of what the step says today, in the same environment; a live run that has no such time, against
 * all rehearsals. `run`: the one under way.
 */
export function fastestFor(db: ReadableDatabase, compiled: CompiledMachine, { mode, environment }: Pick<RunFacts, 'mode' | 'environment'>, run: RunId): FastestOf {
  const { layout } = compiled
  return (id) => {
    const { step } = layout.place(id)
    const contentSha = sha256Bytes(step.content)
    const timed = timesOf(db, layout.runbook.id, step).filter((split) => split.run !== run && split.outcome === 'done' && !split.answered && split.discounted === undefined && counts(split) && split.contentSha === contentSha)
    const here = timed.filter((split) => split.environment === (environment ?? ''))
    const [fastest] = (here.length === 0 && mode === 'live' ? timed : here).toSorted((a, b) => a.activeMs - b.activeMs)
    return fastest && { ms: fastest.activeMs, ...(fastest.volume === undefined ? {} : { volume: fastest.volume }) }
  }
}

/** `times` newest first. */
function rowOf(step: StepId, times: readonly number[]): StepRow {
  const ascending = sorted(times)
  const at = (share: number): number | null => (times.length === 0 ? null : Math.round(quantile(ascending, share)))
  return { step, n: times.length, last_ms: times[0] ?? null, median_ms: at(0.5), best_ms: at(0), p90_ms: at(0.9) }
}

/** An open run's times come from its events; one that can't be read any more has none. */
function runRow(host: Host, run: RunSummary): RunRow {
  const times = run.wallMs === null ? timesOfRun(host, run) : run
  return {
    run: run.id,
    mode: run.mode,
    environment: run.environment === '' ? null : run.environment,
    started_at: iso(run.startedAt),
    ended_at: run.endedAt === null ? null : iso(run.endedAt),
    outcome: run.outcome,
    active_ms: times?.activeMs ?? null,
    wall_ms: times?.wallMs ?? null,
    sha256: run.sha256,
    ...(run.excluded ? { excluded: true as const } : {}),
  }
}

function timesOfRun(host: Host, run: RunSummary): { readonly activeMs: number; readonly wallMs: number } | undefined {
  try {
    const { compiled, state } = readRun(host, run)
    return summarize(compiled, state)
  } catch (error) {
    host.log.warn('a run can not be read', { run: run.id, error: String(error) })
    return undefined
  }
}

export interface Comparison {
  readonly runs: readonly RunRow[]
  /** One time for each run, in their order: its last attempt that was done; null where there is none. */
  readonly steps: readonly { readonly step: string; readonly active_ms: readonly (number | null)[] }[]
}

/** @throws RunthroughError `unknown-run`, `bad-input` where the runs are of different runbooks */
export function compareShape(host: Host, ids: readonly string[]): Comparison {
  const { db } = host.store
  const runs = ids.map((id) => getRun(db, id as RunId))
  const [first] = runs
  const other = runs.find((run) => run.runbookId !== first?.runbookId)
  if (first && other) throw new RunthroughError('bad-input', `${first.id} is a run of ${first.runbookId}, ${other.id} one of ${other.runbookId}.`, 'Compare runs of one runbook: runthrough history FILE lists them.')
  const times = runs.map((run) => {
    const done = splitsOfRun(db, run.id).filter((split) => split.outcome === 'done')
    return new Map(done.toSorted((a, b) => a.startedAt - b.startedAt || a.attempt - b.attempt).map((split) => [split.step, split.activeMs]))
  })
  const steps = [...new Set(times.flatMap((each) => [...each.keys()]))]
  return { runs: runs.map((run) => runRow(host, run)), steps: steps.map((step) => ({ step, active_ms: times.map((each) => each.get(step) ?? null) })) }
}
