/** What runs walked, as rows: one a run, and one for each runbook's bytes. Both are made from what is kept anyway, and made again where they are missing. */
import type { RunId, Sha256 } from '../../core/ports.ts'
import type { BookFacts } from '../../core/rehearsal/bookFacts.ts'
import type { Walk, WalkedEdge } from '../../core/rehearsal/walk.ts'
import type { ReadableDatabase } from './connection.ts'
import type { Store } from './database.ts'
import { orDiskFull } from './reserve.ts'

/** Raised when what is derived from the events changes: older rows are then made again. */
const VERSION = 1

/** A run that counts: over or stopped, not taken out of history, and no simulation. */
export interface WalkRow {
  readonly run: RunId
  readonly sha256: Sha256
  readonly mode: string
  readonly environment: string
  readonly lastSeq: number
  /** Undefined where the row is missing. */
  readonly walk?: Walk
}

type EdgeTuple = readonly [from: string, to: string, event: string, kind: WalkedEdge['kind'], at: number, by: string | null, answered: 0 | 1]
interface KeptWalk extends Omit<Walk, 'edges'> {
  readonly edges: readonly EdgeTuple[]
}

/** Throws `disk-full`. */
export function saveWalk(store: Store, run: RunId, { edges, ...walk }: Walk): void {
  const kept: KeptWalk = { ...walk, edges: edges.map(({ from, to, event, kind, at, by, answered }) => [from, to, event, kind, at, by, answered ? 1 : 0]) }
  const save = 'INSERT INTO walk (run, version, facts) VALUES (?, ?, ?) ON CONFLICT (run) DO UPDATE SET version = excluded.version, facts = excluded.facts'
  orDiskFull(store, () => store.db.prepare(save).run(run, VERSION, JSON.stringify(kept)))
}

/** Newest first. */
export function walksOf(db: ReadableDatabase, runbookId: string): WalkRow[] {
  const rows = db
    .prepare<unknown[], Row>(
      `SELECT run.id, run.sha256, run.mode, run.environment, run.last_seq, walk.facts FROM run LEFT JOIN walk ON walk.run = run.id AND walk.version = ${VERSION}
       WHERE run.runbook_id = ? AND run.excluded = 0 AND run.mode <> 'simulation' AND (run.ended_at IS NOT NULL OR run.stopped = 1) ORDER BY run.started_at DESC, run.id DESC`,
    )
    .all(runbookId)
  return rows.map(({ id, sha256, mode, environment, last_seq: lastSeq, facts }) => ({ run: id as RunId, sha256: sha256 as Sha256, mode, environment, lastSeq, ...(facts === null ? {} : { walk: walkFrom(JSON.parse(facts) as KeptWalk) }) }))
}

function walkFrom({ edges, ...walk }: KeptWalk): Walk {
  return { ...walk, edges: edges.map(([from, to, event, kind, at, by, answered]) => ({ from, to, event, kind, at, by, answered: answered === 1 })) }
}

export function hasBookFacts(db: ReadableDatabase, sha256: Sha256): boolean {
  return db.prepare<unknown[], number>(`SELECT 1 FROM runbook_facts WHERE sha256 = ? AND version = ${VERSION}`).pluck().get(sha256) !== undefined
}

/** Of bytes that the history holds. Throws `disk-full`. */
export function saveBookFacts(store: Store, sha256: Sha256, facts: BookFacts): void {
  const save = 'INSERT INTO runbook_facts (sha256, version, facts) VALUES (?, ?, ?) ON CONFLICT (sha256) DO UPDATE SET version = excluded.version, facts = excluded.facts'
  orDiskFull(store, () => store.db.prepare(save).run(sha256, VERSION, JSON.stringify(facts)))
}

/** Undefined where the row is missing. */
export function bookFactsOf(db: ReadableDatabase, sha256: Sha256): BookFacts | undefined {
  const facts = db.prepare<unknown[], string>(`SELECT facts FROM runbook_facts WHERE sha256 = ? AND version = ${VERSION}`).pluck().get(sha256)
  return facts === undefined ? undefined : (JSON.parse(facts) as BookFacts)
}

interface Row {
  readonly id: string
  readonly sha256: string
  readonly mode: string
  readonly environment: string
  readonly last_seq: number
  readonly facts: string | null
}
