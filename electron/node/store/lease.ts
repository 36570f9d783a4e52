/**
 * One writer a run. A lease row says who, and lives by its heartbeat; whoever takes over raises the run's epoch, and an older epoch
 * can no longer append (a fencing token), so even a writer that was only asleep does no harm when it wakes.
 */
import { hostname } from 'node:os'
import { RunthroughError } from '../../core/errors.ts'
import type { Clock, RunId, SessionId } from '../../core/ports.ts'
import { isAlive, processStart } from '../process.ts'
import type { ReadableDatabase } from './connection.ts'
import type { Store } from './database.ts'
import { orDiskFull } from './reserve.ts'

/** Without a heartbeat for this long (ms) a lease may be taken over. */
export const LEASE_EXPIRY_MS = 10_000
/** How often (ms) the holder should beat. */
export const LEASE_BEAT_MS = 2_000

export interface Holder {
  readonly session: SessionId
  readonly pid: number
  /** As `processStart` tells it, '' where unknown. */
  readonly pidStarted: string
  readonly host: string
}

/** What an append needs: who writes, in which epoch. */
export interface Writer {
  readonly session: SessionId
  readonly epoch: number
}

export type Taken =
  | {
      readonly held: true
      readonly writer: Writer
      /** Set where another held it: `gone` = its process is no more, `expired` = its heartbeat stopped. To be journalled. */
      readonly takenOver?: { readonly from: Holder; readonly why: 'gone' | 'expired'; readonly lastBeatAt: number }
    }
  | { readonly held: false; readonly heldBy: Holder; readonly lastBeatAt: number }

/** This process as a holder. */
export function thisHolder(session: SessionId): Holder {
  return { session, pid: process.pid, pidStarted: processStart(process.pid) ?? '', host: hostname() }
}

/** Takes the lease, or says who has it. Taking what one holds already only beats. Throws `disk-full`, or where the run does not exist. */
export function takeLease(store: Store, run: RunId, holder: Holder, clock: Clock): Taken {
  const take = store.db.transaction((): Taken => {
    const nowMs = clock.wallMs()
    const current = readLease(store.db, run)
    if (current?.holder.session === holder.session) {
      beat(store, run, { session: holder.session, epoch: current.epoch }, nowMs)
      return { held: true, writer: { session: holder.session, epoch: current.epoch } }
    }
    const why = current === undefined ? undefined : lapsed(current, holder.host, nowMs)
    if (current !== undefined && why === undefined) return { held: false, heldBy: current.holder, lastBeatAt: current.beatAt }
    const epoch = store.db.prepare<unknown[], number>('UPDATE run SET epoch = epoch + 1 WHERE id = ? RETURNING epoch').pluck().get(run)
    if (epoch === undefined) throw new Error(`no run ${run}`)
    putLease(store, run, holder, nowMs, epoch)
    const writer = { session: holder.session, epoch }
    if (current === undefined || why === undefined) return { held: true, writer }
    return { held: true, writer, takenOver: { from: current.holder, why, lastBeatAt: current.beatAt } }
  })
  return orDiskFull(store, () => take.immediate())
}

/** True while the lease is still ours; after false the writer must stop: somebody else drives the run. Throws `disk-full`. */
export function heartbeat(store: Store, run: RunId, writer: Writer, clock: Clock): boolean {
  return beat(store, run, writer, clock.wallMs())
}

/** Gives the lease up; one that is no longer ours is left alone. */
export function releaseLease(store: Store, run: RunId, { session, epoch }: Writer): void {
  orDiskFull(store, () => store.db.prepare('DELETE FROM lease WHERE run = ? AND session = ? AND epoch = ?').run(run, session, epoch))
}

/** Who drives the run, and when (wall, ms) it last said so. */
export function readLease(db: ReadableDatabase, run: RunId): { holder: Holder; beatAt: number; epoch: number } | undefined {
  const row = db.prepare<unknown[], LeaseRow>('SELECT * FROM lease WHERE run = ?').get(run)
  if (row === undefined) return undefined
  const holder = { session: row.session as SessionId, pid: row.pid, pidStarted: row.pid_started, host: row.host }
  return { holder, beatAt: row.beat_at, epoch: row.epoch }
}

/** For a caller that holds a transaction. Throws `damaged-database` where another process repaired the history meanwhile. */
export function putLease(store: Store, run: RunId, { session, pid, pidStarted, host }: Holder, nowMs: number, epoch: number): void {
  if (store.isReplaced()) {
    throw new RunthroughError('damaged-database', 'Another Runthrough found the history damaged and put a repaired one in its place.', 'Close this Runthrough and start it again.')
  }
  store.db
    .prepare('INSERT OR REPLACE INTO lease (run, session, pid, pid_started, host, beat_at, epoch) VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(run, session, pid, pidStarted, host, nowMs, epoch)
}

interface LeaseRow {
  readonly session: string
  readonly pid: number
  readonly pid_started: string
  readonly host: string
  readonly beat_at: number
  readonly epoch: number
}

function beat(store: Store, run: RunId, { session, epoch }: Writer, nowMs: number): boolean {
  const update = store.db.prepare('UPDATE lease SET beat_at = ? WHERE run = ? AND session = ? AND epoch = ?')
  return orDiskFull(store, () => update.run(nowMs, run, session, epoch).changes === 1)
}

function lapsed({ holder, beatAt }: { holder: Holder; beatAt: number }, here: string, nowMs: number): 'gone' | 'expired' | undefined {
  const canSee = holder.host === here && holder.pidStarted !== ''
  if (canSee && !isAlive(holder.pid, holder.pidStarted)) return 'gone'
  // A beat from the future means that the wall clock was set back: a holder that we can see to be alive will beat again soon.
  const ageMs = canSee ? nowMs - beatAt : Math.abs(nowMs - beatAt)
  return ageMs > LEASE_EXPIRY_MS ? 'expired' : undefined
}
