/** A connection to the database, with what durability asks for; two types, so that a reader cannot be handed to what writes. */
import Database from 'better-sqlite3'

declare const readable: unique symbol
declare const writable: unique symbol
export type ReadableDatabase = Database.Database & { readonly [readable]: true }
export type WritableDatabase = ReadableDatabase & { readonly [writable]: true }

const BUSY_MS = 5_000

/** WAL with a sync at each commit. `fullfsync` only does something on macOS, where a plain fsync stops at the drive's cache. */
export function openWritable(file: string): WritableDatabase {
  const db = new Database(file, { timeout: BUSY_MS })
  return closingOnError(db, () => {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('fullfsync = ON')
    db.pragma('checkpoint_fullfsync = ON')
    db.pragma('foreign_keys = ON')
    return db as WritableDatabase
  })
}

/** Changes not a byte of the database or its log. */
export function openReadable(file: string): ReadableDatabase {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS })
  return closingOnError(db, () => {
    db.pragma('query_only = ON')
    return db as ReadableDatabase
  })
}

/** 'ok', or what SQLite finds wrong with the pages. */
export function quickCheck(db: ReadableDatabase): string {
  const rows = db.pragma('quick_check(20)') as { quick_check: string }[]
  return rows.map((row) => row.quick_check).join('; ')
}

/** Do these words of SQLite mean that the file itself is damaged (and not busy, missing or forbidden)? */
export function meansDamaged(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB|FORMAT|IOERR_SHORT_READ)/.test(code)
}

function closingOnError<T>(db: Database.Database, work: () => T): T {
  try {
    return work()
  } catch (error) {
    db.close()
    throw error
  }
}
