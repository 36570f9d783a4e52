/** Room kept for the moment when the disk is full: dropped then, so that the run can still be closed and the reason journalled. */
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { RunthroughError } from '../../core/errors.ts'
import type { WritableDatabase } from './connection.ts'
import type { DataFiles } from './files.ts'

export const RESERVE_BYTES = 1024 * 1024

/** Makes the reserve where it is missing. False where the disk has no room for it. */
export function makeReserve(file: string): boolean {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) >= RESERVE_BYTES) return true
  try {
    // Random bytes: zeros would take no room on a file system that compresses or leaves holes.
    const fd = openSync(file, 'w', 0o600)
    try {
      const bytes = randomBytes(RESERVE_BYTES)
      for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    return true
  } catch (error) {
    if (!meansFull(error)) throw error
    rmSync(file, { force: true })
    return false
  }
}

/** Gives the room back to the disk; false where it was gone already. */
export function dropReserve(file: string): boolean {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return false
  rmSync(file, { force: true })
  return true
}

/** Does `work`; where the disk is full the reserve is dropped and `disk-full` thrown: nothing was written, and the same call may be made again. */
export function orDiskFull<T>({ files, db }: { readonly files: DataFiles; readonly db?: WritableDatabase }, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!meansFull(error)) throw error
    const reserveDropped = dropReserve(files.reserve)
    if (db !== undefined) shrinkLog(db)
    throw new RunthroughError(
      'disk-full',
      `The disk under ${files.folder} takes no more: ${(error as Error).message}. What was journalled before is safe.`,
      reserveDropped
        ? `A reserve of 1 MiB was just freed, enough to close the run. Free some space, then go on with: runthrough resume --data "${files.folder}"`
        : `Free some space, then go on with: runthrough resume --data "${files.folder}"`,
      { folder: files.folder, reserveDropped },
    )
  }
}

/** The log holds a page once for each time it was written; folded into the database it often gives back more than the reserve. */
function shrinkLog(db: WritableDatabase): void {
  try {
    db.pragma('wal_checkpoint(TRUNCATE)')
  } catch {
    // No room even for that: the log stays as it is and nothing is lost.
  }
}

const FULL = new Set<unknown>(['ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE'])

/** SQLite tells a full disk as FULL (or, where it can't even make its index of the log, as SHMSIZE), a spent quota or file-size limit as a refused write. */
export function meansFull(error: unknown): boolean {
  return FULL.has((error as { code?: unknown } | null)?.code)
}
