/** Runs as rows: made together with their first event, listed, summed up at their end. */
import { RunthroughError } from '../../core/errors.ts'
import type { Clock, JournalRecord, RunId, Sha256 } from '../../core/ports.ts'
import { sha256Bytes } from '../hash.ts'
import type { ReadableDatabase } from './connection.ts'
import type { Store } from './database.ts'
import { openHead } from './heads.ts'
import { appender } from './journal.ts'
import { putLease, type Holder, type Writer } from './lease.ts'
import { orDiskFull } from './reserve.ts'

export interface NewRun {
  readonly id: RunId
  readonly runbookId: string
  /** The runbook's exact bytes; the journal keeps them and a resume uses them. */
  readonly bytes: Uint8Array
  readonly mode: string
  readonly environment: string
  /** Wall time, ms. */
  readonly startedAt: number
  /** At least the first event, from seq 1. */
  readonly records: readonly JournalRecord[]
}

export interface RunSummary {
  readonly id: RunId
  readonly runbookId: string
  readonly sha256: Sha256
  readonly mode: string
  readonly environment: string
  readonly startedAt: number
  readonly endedAt: number | null
  /** Null while it is open. */
  readonly activeMs: number | null
  readonly wallMs: number | null
  readonly outcome: string | null
  /** An automatic run that gave up where it stood. */
  readonly stopped: boolean
  /** Not counted in history and forecasts. */
  readonly excluded: boolean
  readonly epoch: number
  readonly lastSeq: number
  readonly head: Sha256 | ''
}

/** Stores the runbook, the run, its lease and its first records in one transaction. Throws `disk-full`; then there is no run. */
export function createRun(store: Store, run: NewRun, holder: Holder, clock: Clock): Writer {
  const { db, files } = store
  const writer = { session: holder.session, epoch: 1 }
  const sha256 = sha256Bytes(run.bytes)
  const insert = db.transaction(() => {
    db.prepare('INSERT INTO runbook (sha256, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING').run(sha256, Buffer.from(run.bytes))
    db.prepare('INSERT INTO run (id, runbook_id, sha256, mode, environment, started_at) VALUES (?, ?, ?, ?, ?, ?)').run(run.id, run.runbookId, sha256, run.mode, run.environment, run.startedAt)
    putLease(store, run.id, holder, clock.wallMs(), writer.epoch)
    return appender(db, run.id, writer)(run.records)
  })
  orDiskFull(store, () => {
    const headFile = openHead(files.heads, run.id)
    try {
      headFile.write(insert.immediate())
    } finally {
      headFile.close()
    }
  })
  return writer
}

/** Throws `unknown-run`. */
export function getRun(db: ReadableDatabase, id: RunId): RunSummary {
  const found = findRun(db, id)
  if (found === undefined) throw new RunthroughError('unknown-run', `There is no run ${id}.`, 'See `runthrough history FILE`.')
  return found
}

export function findRun(db: ReadableDatabase, id: RunId): RunSummary | undefined {
  return select(db, 'WHERE id = ?', id)[0]
}

/** Newest first; all of them, or those of one runbook. */
export function listRuns(db: ReadableDatabase, runbookId?: string): readonly RunSummary[] {
  const newestFirst = 'ORDER BY started_at DESC, id DESC'
  return runbookId === undefined ? select(db, newestFirst) : select(db, `WHERE runbook_id = ? ${newestFirst}`, runbookId)
}

/** Runs without an end, newest first. */
export function openRuns(db: ReadableDatabase): readonly RunSummary[] {
  return select(db, 'WHERE ended_at IS NULL ORDER BY started_at DESC, id DESC')
}

/** The latest that have ended, newest first. */
export function endedRuns(db: ReadableDatabase, limit: number): readonly RunSummary[] {
  return select(db, 'WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, id DESC LIMIT ?', limit)
}

export function lastOpenRun(db: ReadableDatabase): RunSummary | undefined {
  return select(db, 'WHERE ended_at IS NULL ORDER BY started_at DESC, id DESC LIMIT 1')[0]
}

/** The row's summary of how the run ended (its events are the truth); nulls open it again. Throws `disk-full`. */
export function setRunEnd(store: Store, id: RunId, end: { readonly endedAt: number | null; readonly outcome: string | null; readonly activeMs?: number; readonly wallMs?: number; readonly stopped?: boolean }): void {
  const update = 'UPDATE run SET ended_at = ?, outcome = ?, active_ms = ?, wall_ms = ?, stopped = ? WHERE id = ?'
  orDiskFull(store, () => store.db.prepare(update).run(end.endedAt, end.outcome, end.activeMs ?? null, end.wallMs ?? null, end.stopped === true ? 1 : 0, id))
}

export function setExcluded(store: Store, id: RunId, excluded: boolean): void {
  orDiskFull(store, () => store.db.prepare('UPDATE run SET excluded = ? WHERE id = ?').run(excluded ? 1 : 0, id))
}

/** The runbook's bytes as they were when a run used them. Throws `damaged-database` where they no longer have their hash. */
export function runbookBytes(db: ReadableDatabase, sha256: Sha256): Uint8Array {
  const bytes = db.prepare<unknown[], Buffer>('SELECT bytes FROM runbook WHERE sha256 = ?').pluck().get(sha256)
  if (bytes !== undefined && sha256Bytes(bytes) === sha256) return bytes
  throw new RunthroughError('damaged-database', `The history no longer has the runbook ${sha256.slice(0, 12)}… as it was run.`, 'The events of its runs can still be read; a resume is not possible.')
}

interface Row {
  readonly id: string
  readonly runbook_id: string
  readonly sha256: string
  readonly mode: string
  readonly environment: string
  readonly started_at: number
  readonly ended_at: number | null
  readonly active_ms: number | null
  readonly wall_ms: number | null
  readonly outcome: string | null
  readonly stopped: number
  readonly excluded: number
  readonly epoch: number
  readonly last_seq: number
  readonly head: string
}

function select(db: ReadableDatabase, rest: string, ...values: readonly unknown[]): readonly RunSummary[] {
  return db.prepare<unknown[], Row>(`SELECT * FROM run ${rest}`).all(...values).map(toSummary)
}

function toSummary(row: Row): RunSummary {
  return {
    id: row.id as RunId,
    runbookId: row.runbook_id,
    sha256: row.sha256 as Sha256,
    mode: row.mode,
    environment: row.environment,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    activeMs: row.active_ms,
    wallMs: row.wall_ms,
    outcome: row.outcome,
    stopped: row.stopped === 1,
    excluded: row.excluded === 1,
    epoch: row.epoch,
    lastSeq: row.last_seq,
    head: row.head as Sha256 | '',
  }
}
