/** Events as rows and back; read in pages, so that a half-read run never keeps the connection busy. */
import type { Actor, JournalRecord, RunId, SessionId, Sha256 } from '../../core/ports.ts'
import type { ReadableDatabase, WritableDatabase } from './connection.ts'

const PAGE = 500

export interface EventRow {
  readonly run: string
  readonly seq: number
  readonly at: number
  readonly mono: number
  readonly session: string
  readonly actor: string
  readonly body: string
  readonly prev: string
  readonly hash: string
}

export const EVENT_COLUMNS = 'run, seq, at, mono, session, actor, body, prev, hash'

/** The run's records from `fromSeq` on, in order. Throws where actor or body is no JSON: then somebody changed the file. */
export function* readRecords(db: ReadableDatabase, run: RunId, fromSeq = 1): Generator<JournalRecord, void, undefined> {
  const page = db.prepare<unknown[], EventRow>(`SELECT ${EVENT_COLUMNS} FROM event WHERE run = ? AND seq >= ? ORDER BY seq LIMIT ${PAGE}`)
  for (let next = fromSeq; ; ) {
    const rows = page.all(run, next)
    for (const row of rows) yield toRecord(row)
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    next = last.seq + 1
  }
}

export function toRecord(row: EventRow): JournalRecord {
  return {
    run: row.run as RunId,
    seq: row.seq,
    at: row.at,
    mono: row.mono,
    session: row.session as SessionId,
    actor: JSON.parse(row.actor) as Actor,
    body: JSON.parse(row.body) as JournalRecord['body'],
    prev: row.prev as Sha256 | '',
    hash: row.hash as Sha256,
  }
}

/** A prepared insert of one record; the caller holds the transaction and has checked the chain. */
export function recordInserter(db: WritableDatabase): (record: JournalRecord) => void {
  const insert = db.prepare(`INSERT INTO event (${EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  return ({ run, seq, at, mono, session, actor, body, prev, hash }) => {
    insert.run(run, seq, at, mono, session, JSON.stringify(actor), JSON.stringify(body), prev, hash)
  }
}
