/** A run's journal on disk: what `append` returned from is synced, once, in order, and written by whoever holds the lease. */
import type Database from 'better-sqlite3'
import { RunthroughError } from '../../core/errors.ts'
import type { Journal, JournalRecord, RunId } from '../../core/ports.ts'
import type { WritableDatabase } from './connection.ts'
import type { Store } from './database.ts'
import { openHead, readHead, type Head } from './heads.ts'
import type { Writer } from './lease.ts'
import { recordInserter } from './records.ts'
import { orDiskFull } from './reserve.ts'

export interface RunJournal extends Journal {
  close(): void
}

export interface JournalOptions {
  /** Go on although the head file says that events are missing at the end. Their loss is then only known from what the caller journals. */
  readonly acceptLostTail?: boolean
}

/**
 * Throws `chain-broken` where the end of the run was lost. `append` throws `leased` (somebody else drives the run), `chain-broken`
 * (the records do not follow the last one) or `disk-full`; none of its records are then journalled, unless they already were, and the
 * same call may be made again.
 */
export function openJournal(store: Store, run: RunId, writer: Writer, options: JournalOptions = {}): RunJournal {
  const { db, files } = store
  if (options.acceptLostTail !== true) refuseLostTail(store, run)
  const headFile = openHead(files.heads, run)
  const write = appender(db, run, writer)
  return {
    append(records) {
      if (records.length === 0) return
      orDiskFull(store, () => headFile.write(write.immediate(records)))
    },
    close: () => headFile.close(),
  }
}

/** How many events are missing at the end of the run, as far as its head file knows. */
export function lostTail(store: Pick<Store, 'db' | 'files'>, run: RunId): number {
  // The head first: it is written after the commit, so read in this order it cannot seem ahead of a writer at work.
  const head = readHead(store.files.heads, run)
  const lastSeq = store.db.prepare<unknown[], number>('SELECT last_seq FROM run WHERE id = ?').pluck().get(run) ?? 0
  return typeof head === 'object' ? Math.max(0, head.seq - lastSeq) : 0
}

/** The transaction that both a new run and an open journal append with; returns the head that then stands. */
export function appender(db: WritableDatabase, run: RunId, writer: Writer): Database.Transaction<(records: readonly JournalRecord[]) => Head> {
  const lease = db.prepare<unknown[], { session: string; epoch: number; pid: number; host: string }>('SELECT session, epoch, pid, host FROM lease WHERE run = ?')
  const runHead = db.prepare<unknown[], { seq: number; hash: Head['hash'] | '' }>('SELECT last_seq AS seq, head AS hash FROM run WHERE id = ?')
  const hashOf = db.prepare<unknown[], string>('SELECT hash FROM event WHERE run = ? AND seq = ?').pluck()
  const setHead = db.prepare('UPDATE run SET last_seq = ?, head = ? WHERE id = ?')
  const insert = recordInserter(db)

  return db.transaction((records: readonly JournalRecord[]): Head => {
    const held = lease.get(run)
    if (held?.session !== writer.session || held.epoch !== writer.epoch) throw notOurs(run, held)
    let head: { seq: number; hash: Head['hash'] | '' } = runHead.get(run) ?? { seq: 0, hash: '' }
    for (const record of records) {
      // A commit may be durable although its caller never heard so; saying it again is no second event.
      const isKnown = record.seq <= head.seq && hashOf.get(run, record.seq) === record.hash
      if (isKnown) continue
      if (record.run !== run || record.seq !== head.seq + 1 || record.prev !== head.hash) throw doesNotFollow(run, record, head.seq)
      insert(record)
      head = { seq: record.seq, hash: record.hash }
    }
    setHead.run(head.seq, head.hash, run)
    return head as Head
  })
}

function refuseLostTail(store: Store, run: RunId): void {
  const missing = lostTail(store, run)
  if (missing > 0) throw lostTailOf(run, missing)
}

export function lostTailOf(run: RunId, missing: number): RunthroughError {
  return new RunthroughError(
    'chain-broken',
    `Run ${run} lost its last ${missing} ${missing === 1 ? 'event' : 'events'}: they were on disk once and the database no longer has them.`,
    'Look at the systems themselves: the run was further than its journal says. Then go on with `runthrough resume --accept-lost-tail`, or `runthrough abandon`.',
    { run, missing },
  )
}

function notOurs(run: RunId, held: { readonly session: string; readonly pid: number; readonly host: string } | undefined): RunthroughError {
  const who = held === undefined ? 'nobody' : `process ${held.pid} on ${held.host}`
  return new RunthroughError('leased', `Run ${run} is no longer driven from here: ${who} has its lease.`, 'Go on there. From here `runthrough rollback` and `runthrough abandon` still reach it.', held)
}

function doesNotFollow(run: RunId, record: JournalRecord, lastSeq: number): RunthroughError {
  const what = record.run === run ? `Event ${record.seq} does not follow event ${lastSeq} of run ${run}` : `An event of run ${record.run} was given to run ${run}`
  return new RunthroughError('chain-broken', `${what}.`, 'Run `runthrough verify`.', { run, seq: record.seq, lastSeq })
}
