/** Splits as rows: a projection of a run's events, replaced as a whole, read per step over the runs of one runbook. */
import type { BranchId, PhaseId, RunId, Sha256, StepId } from '../../core/ports.ts'
import type { ReadableDatabase } from './connection.ts'
import type { Store } from './database.ts'
import { orDiskFull } from './reserve.ts'

/** One attempt of one step. Times of day are wall ms, durations ms. */
export interface SplitRow {
  readonly step: StepId
  /** Absent in a branch. */
  readonly phase?: PhaseId
  readonly lane?: string
  readonly branch?: BranchId
  readonly attempt: number
  readonly outcome: string
  readonly startedAt: number
  readonly activeMs: number
  readonly wallMs: number
  readonly plannedMs?: number
  readonly volume?: number
  readonly exitCode?: number
  /** The tool answered for a person: no evidence of how long people take. */
  readonly answered?: boolean
  /** Why it says nothing of how the step does by itself. */
  readonly discounted?: string
  /** Hash of what the step said then: a changed step's old times count for less. */
  readonly contentSha?: Sha256
  /** The event that ended the attempt. */
  readonly seq: number
}

export interface HistoricSplit extends SplitRow {
  readonly run: RunId
  readonly mode: string
  readonly environment: string
  readonly excluded: boolean
}

export interface HistoryQuery {
  readonly runbookId: string
  /** The step's id and those it had before (`was`). */
  readonly ids: readonly StepId[]
  /** At most so many, the newest. */
  readonly last: number
  readonly withExcluded?: boolean
}

const VALUES = 'run, runbook_id, step, phase, lane, branch, attempt, outcome, started_at, active_ms, wall_ms, planned_ms, volume, exit_code, answered, content_sha, discounted, seq'

/** All splits of a run at once, in place of those it had. Throws `disk-full`. */
export function replaceSplits(store: Store, run: RunId, runbookId: string, splits: readonly SplitRow[]): void {
  const { db } = store
  const remove = db.prepare('DELETE FROM split WHERE run = ?')
  const insert = db.prepare(`INSERT INTO split (${VALUES}) VALUES (${VALUES.split(',').map(() => '?').join(', ')})`)
  const replace = db.transaction(() => {
    remove.run(run)
    for (const s of splits) {
      const optional = [s.plannedMs, s.volume, s.exitCode, Number(s.answered ?? false), s.contentSha, s.discounted].map((value) => value ?? null)
      insert.run(run, runbookId, s.step, s.phase ?? null, s.lane ?? null, s.branch ?? null, s.attempt, s.outcome, s.startedAt, s.activeMs, s.wallMs, ...optional, s.seq)
    }
  })
  orDiskFull(store, () => replace.immediate())
}

/** A run's splits in the order they ended. */
export function splitsOfRun(db: ReadableDatabase, run: RunId): readonly HistoricSplit[] {
  return db.prepare<unknown[], Row>(`${SELECT} WHERE split.run = ? ORDER BY split.seq, split.id`).all(run).map(toSplit)
}

/**
 * The newest splits of a step, newest first. One walk over one index for each id, so ask step by step: a window function over all
 * steps was measured 70 times slower.
 */
export function stepHistory(db: ReadableDatabase, { runbookId, ids, last, withExcluded = false }: HistoryQuery): readonly HistoricSplit[] {
  const which = withExcluded ? '' : 'AND run.excluded = 0'
  const newest = db.prepare<unknown[], Row>(`${SELECT} WHERE split.runbook_id = ? AND split.step = ? ${which} ORDER BY split.started_at DESC LIMIT ?`)
  const rows = [...new Set(ids)].flatMap((id) => newest.all(runbookId, id, last))
  return rows.sort((a, b) => b.started_at - a.started_at).slice(0, last).map(toSplit)
}

// CROSS JOIN fixes the order: splits first, by their index.
const SELECT = 'SELECT split.*, run.mode, run.environment, run.excluded FROM split CROSS JOIN run ON run.id = split.run'

interface Row {
  readonly run: string
  readonly step: string
  readonly phase: string | null
  readonly lane: string | null
  readonly branch: string | null
  readonly attempt: number
  readonly outcome: string
  readonly started_at: number
  readonly active_ms: number
  readonly wall_ms: number
  readonly planned_ms: number | null
  readonly volume: number | null
  readonly exit_code: number | null
  readonly answered: number
  readonly content_sha: string | null
  readonly discounted: string | null
  readonly seq: number
  readonly mode: string
  readonly environment: string
  readonly excluded: number
}

function toSplit(row: Row): HistoricSplit {
  return {
    run: row.run as RunId,
    step: row.step as StepId,
    ...(row.phase === null ? {} : { phase: row.phase as PhaseId }),
    ...(row.lane === null ? {} : { lane: row.lane }),
    ...(row.branch === null ? {} : { branch: row.branch as BranchId }),
    attempt: row.attempt,
    outcome: row.outcome,
    startedAt: row.started_at,
    activeMs: row.active_ms,
    wallMs: row.wall_ms,
    ...(row.planned_ms === null ? {} : { plannedMs: row.planned_ms }),
    ...(row.volume === null ? {} : { volume: row.volume }),
    ...(row.exit_code === null ? {} : { exitCode: row.exit_code }),
    ...(row.answered === 1 ? { answered: true } : {}),
    ...(row.content_sha === null ? {} : { contentSha: row.content_sha as Sha256 }),
    ...(row.discounted === null ? {} : { discounted: row.discounted }),
    seq: row.seq,
    mode: row.mode,
    environment: row.environment,
    excluded: row.excluded === 1,
  }
}
