/** Brings over what can be read of a damaged database: each run continues from what the target has, record by record, while the chain holds. */
import { existsSync, readdirSync } from 'node:fs'
import { recordHash } from '../../core/chain.ts'
import type { Hash, JournalRecord, RunId, Sha256 } from '../../core/ports.ts'
import { sha256Bytes } from '../hash.ts'
import { openReadable, type ReadableDatabase, type WritableDatabase } from './connection.ts'
import { bringBoards } from './boardEntries.ts'
import { readHead } from './heads.ts'
import { EVENT_COLUMNS, recordInserter, toRecord, type EventRow } from './records.ts'

export interface Salvaged {
  readonly whole: readonly RunId[]
  readonly cut: readonly { readonly run: RunId; readonly upTo: number; readonly of: number }[]
  readonly unreadable: readonly RunId[]
  readonly rebuild: readonly RunId[]
}

interface Job {
  /** Path of the damaged database; only read. */
  readonly from: string
  readonly into: WritableDatabase
  readonly heads: string
  readonly hash: Hash
}

const RUN_COLUMNS = 'id, runbook_id, sha256, mode, environment, started_at, ended_at, outcome, stopped, excluded, epoch'
type RunRow = Readonly<Record<string, string | number | null>> & { readonly sha256: string; readonly last_seq: number }

export function salvage({ from, into, heads, hash }: Job): Salvaged {
  const damaged = attempt(() => openReadable(from))
  try {
    copyTrust(damaged, into)
    // A board whose table is not there yet, or not readable, has nothing to bring.
    if (damaged) attempt(() => bringBoards(damaged, into, hash))
    const found = runNames(damaged, into, heads).map((run) => ({ run, ...bringRun(damaged, into, run, hash), known: knownLength(damaged, heads, run) }))
    return {
      whole: found.filter(({ kept, known }) => kept >= known && kept > 0).map(({ run }) => run),
      cut: found.filter(({ kept, known }) => kept < known && kept > 0).map(({ run, kept, known }) => ({ run, upTo: kept, of: known })),
      unreadable: found.filter(({ kept }) => kept === 0).map(({ run }) => run),
      rebuild: found.filter(({ added }) => added > 0).map(({ run }) => run),
    }
  } finally {
    damaged?.close()
  }
}

/** One transaction a run: a run that fails to come over does not take others with it. */
function bringRun(damaged: ReadableDatabase | undefined, into: WritableDatabase, run: RunId, hash: Hash): { kept: number; added: number } {
  return into
    .transaction(() => {
      const row = attempt(() => damaged?.prepare<unknown[], RunRow>('SELECT * FROM run WHERE id = ?').get(run))
      if (row !== undefined) bringRunRow(damaged, into, row)
      const head = into.prepare<unknown[], { last_seq: number; head: string }>('SELECT last_seq, head FROM run WHERE id = ?').get(run)
      if (head === undefined) return { kept: 0, added: 0 }
      const insert = recordInserter(into)
      let last: { readonly seq: number; readonly hash: Sha256 | '' } = { seq: head.last_seq, hash: head.head as Sha256 | '' }
      for (let next = follower(damaged, run, last, hash); next !== undefined; next = follower(damaged, run, next, hash)) {
        insert(next)
        last = next
      }
      into.prepare('UPDATE run SET last_seq = ?, head = ? WHERE id = ?').run(last.seq, last.hash, run)
      if (row !== undefined && last.seq >= row.last_seq) {
        into.prepare('UPDATE run SET ended_at = ?, outcome = ?, stopped = ?, excluded = ? WHERE id = ?').run(row['ended_at'], row['outcome'], row['stopped'], row['excluded'], run)
      }
      return { kept: last.seq, added: last.seq - head.last_seq }
    })
    .immediate()
}

/** The record after `last`, if it can be read and continues the chain. */
function follower(damaged: ReadableDatabase | undefined, run: RunId, last: { readonly seq: number; readonly hash: string }, hash: Hash): JournalRecord | undefined {
  return attempt(() => {
    const row = damaged?.prepare<unknown[], EventRow>(`SELECT ${EVENT_COLUMNS} FROM event WHERE run = ? AND seq = ?`).get(run, last.seq + 1)
    if (row === undefined) return undefined
    const record = toRecord(row)
    const { hash: stored, ...rest } = record
    return record.prev === last.hash && recordHash(hash, rest) === stored ? record : undefined
  })
}

function bringRunRow(damaged: ReadableDatabase | undefined, into: WritableDatabase, row: RunRow): void {
  const bytes = attempt(() => damaged?.prepare<unknown[], Buffer>('SELECT bytes FROM runbook WHERE sha256 = ?').pluck().get(row.sha256))
  // Events are evidence even where the runbook is lost; its reader compares the hash and says so.
  const sound = bytes !== undefined && sha256Bytes(bytes) === row.sha256 ? bytes : Buffer.alloc(0)
  into.prepare('INSERT INTO runbook (sha256, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING').run(row.sha256, sound)
  const names = RUN_COLUMNS.split(', ')
  into.prepare(`INSERT INTO run (${RUN_COLUMNS}) VALUES (${names.map(() => '?').join(', ')}) ON CONFLICT DO NOTHING`).run(...openAgain(names, row))
}

/** A run counts as ended only once all of its events are there. */
function openAgain(names: readonly string[], row: RunRow): readonly (string | number | null | undefined)[] {
  return names.map((name) => (name === 'ended_at' || name === 'outcome' ? null : row[name]))
}

/** Rows carry a MAC, so one that the damage changed approves nothing. */
function copyTrust(damaged: ReadableDatabase | undefined, into: WritableDatabase): void {
  const put = into.prepare('INSERT OR REPLACE INTO trust (path, trust_sha256, mac, approved_at, "by") VALUES (?, ?, ?, ?, ?)')
  for (const row of readable(damaged, 'SELECT path, trust_sha256, mac, approved_at, "by" FROM trust')) attempt(() => put.run(...row))
}

/** From every place that may know of a run. */
function runNames(damaged: ReadableDatabase | undefined, into: ReadableDatabase, heads: string): readonly RunId[] {
  const names = [
    ...readable(damaged, 'SELECT id FROM run ORDER BY started_at'),
    ...readable(damaged, 'SELECT DISTINCT run FROM event'),
    ...readable(into, 'SELECT id FROM run'),
  ].map(([name]) => String(name))
  return [...new Set([...names, ...(existsSync(heads) ? readdirSync(heads) : [])])] as RunId[]
}

/** How many events the run had, as the most optimistic witness says. */
function knownLength(damaged: ReadableDatabase | undefined, heads: string, run: RunId): number {
  const inRow = attempt(() => damaged?.prepare<unknown[], number>('SELECT last_seq FROM run WHERE id = ?').pluck().get(run)) ?? 0
  const head = attempt(() => readHead(heads, run))
  return Math.max(inRow, typeof head === 'object' ? head.seq : 0)
}

/** The rows up to the first that cannot be read. */
function readable(db: ReadableDatabase | undefined, sql: string): readonly unknown[][] {
  const rows: unknown[][] = []
  attempt(() => {
    for (const row of db?.prepare<unknown[], unknown[]>(sql).raw().iterate() ?? []) rows.push(row)
  })
  return rows
}

/** In a damaged database anything may throw anywhere; what cannot be read is missing. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
