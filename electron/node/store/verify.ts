/** Is the history what it was? The pages, each run's hash chain, and each run's end against its head file. */
import { existsSync, readdirSync } from 'node:fs'
import { brokenAt } from '../../core/chain.ts'
import type { Hash, JournalRecord, RunId } from '../../core/ports.ts'
import { verifyBoards, type VerifiedBoard } from './boardEntries.ts'
import { quickCheck, type ReadableDatabase } from './connection.ts'
import type { DataFiles } from './files.ts'
import { readHead, type Head } from './heads.ts'
import { readRecords } from './records.ts'
import { findRun, getRun, listRuns, type RunSummary } from './runs.ts'

export interface VerifiedRun {
  readonly run: RunId
  readonly events: number
  readonly ok: boolean
  /** The first event that does not continue the chain. */
  readonly brokenAtSeq?: number
  /** How many events are known to have been there after the last one. */
  readonly lostTail?: number
  /** The head file itself cannot be read, so a lost tail could not be seen. */
  readonly headUnreadable?: true
}

export interface Verified {
  readonly ok: boolean
  readonly runs: readonly VerifiedRun[]
  /** Go/no-go boards; none where one run was asked about. */
  readonly boards: readonly VerifiedBoard[]
  readonly database: { readonly ok: boolean; readonly detail: string }
}

/** All runs, or one. Reads everything, changes nothing. Throws `unknown-run`. */
export function verify({ db, files, hash }: { readonly db: ReadableDatabase; readonly files: DataFiles; readonly hash: Hash }, run?: RunId): Verified {
  const detail = checkPages(db)
  const database = { ok: detail === 'ok', detail }
  const names = run === undefined ? allRuns(db, files) : [getRun(db, run).id]
  const runs = names.map((name) => verifyRun(db, files, hash, name))
  const boards = run === undefined ? checkBoards(db, hash) : []
  return { ok: database.ok && [...runs, ...boards].every(({ ok }) => ok), runs, boards, database }
}

function verifyRun(db: ReadableDatabase, files: DataFiles, hash: Hash, run: RunId): VerifiedRun {
  // The head first, then the row, then the events: what is read later is at least as new, so a run that goes on meanwhile never looks cut.
  const head = readHead(files.heads, run)
  const row = findRun(db, run)
  const seen = row === undefined ? { events: 0, lastSeq: 0, broken: undefined } : walk(db, hash, row, head)
  const known = Math.max(row?.lastSeq ?? 0, typeof head === 'object' ? head.seq : 0)
  const lost = Math.max(0, known - seen.lastSeq)
  return {
    run,
    events: seen.events,
    ok: seen.broken === undefined && lost === 0 && head !== 'unreadable',
    ...(seen.broken === undefined ? {} : { brokenAtSeq: seen.broken }),
    ...(lost === 0 ? {} : { lostTail: lost }),
    ...(head === 'unreadable' ? { headUnreadable: true as const } : {}),
  }
}

/** Those that only a head file still knows of were lost as a whole. */
function allRuns(db: ReadableDatabase, files: DataFiles): readonly RunId[] {
  const withHead = existsSync(files.heads) ? readdirSync(files.heads).sort().reverse() : []
  return [...new Set([...listRuns(db).map(({ id }) => id), ...(withHead as RunId[])])]
}

interface Walked {
  readonly events: number
  readonly lastSeq: number
  readonly broken: number | undefined
}

/** The chain alone cannot tell a journal that was rewritten from its first event on; the witnesses outside it can. */
function walk(db: ReadableDatabase, hash: Hash, row: RunSummary, head: Head | 'missing' | 'unreadable'): Walked {
  let events = 0
  let lastSeq = 0
  let contradicted: number | undefined
  function* watched(): Generator<JournalRecord> {
    for (const record of readRecords(db, row.id)) {
      events += 1
      lastSeq = record.seq
      const lies = (record.seq === row.lastSeq && record.hash !== row.head) || (typeof head === 'object' && record.seq === head.seq && record.hash !== head.hash)
      if (lies) contradicted ??= record.seq
      yield record
    }
  }
  try {
    const broken = brokenAt(hash, watched())
    if (broken === undefined) return { events, lastSeq, broken: contradicted }
    return { ...extent(db, row.id), broken }
  } catch {
    // A row that is no longer JSON, or a page that cannot be read.
    return { events, lastSeq: Math.max(lastSeq, row.lastSeq), broken: lastSeq + 1 }
  }
}

/** The walk stops at the break; how much lies behind it is asked apart. */
function extent(db: ReadableDatabase, run: RunId): { events: number; lastSeq: number } {
  const found = db.prepare<unknown[], { events: number; lastSeq: number | null }>('SELECT count(*) AS events, max(seq) AS lastSeq FROM event WHERE run = ?').get(run)
  return { events: found?.events ?? 0, lastSeq: found?.lastSeq ?? 0 }
}

/** A database of before there were boards has none; one whose pages can't be read is told by its pages. */
function checkBoards(db: ReadableDatabase, hash: Hash): readonly VerifiedBoard[] {
  const isThere = db.prepare<unknown[], number>(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'board_entry'`).pluck().get()
  return isThere === undefined ? [] : verifyBoards(db, hash)
}

function checkPages(db: ReadableDatabase): string {
  try {
    return quickCheck(db)
  } catch (error) {
    return (error as Error).message
  }
}
