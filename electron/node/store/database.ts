/** Opens the data folder: refuses what is newer, sets aside what is damaged, migrates what is older. */
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { RunthroughError } from '../../core/errors.ts'
import type { Clock, Hash } from '../../core/ports.ts'
import { backUp } from './backup.ts'
import { meansDamaged, openReadable, openWritable, quickCheck, type ReadableDatabase, type WritableDatabase } from './connection.ts'
import { dataFiles, privateFile, privateFolder, type DataFiles } from './files.ts'
import { migrate, readMigrations, refuseNewer, versionOf, type Migration } from './migrate.ts'
import type { Notice } from './notices.ts'
import { makeReserve, orDiskFull } from './reserve.ts'
import { restore, whileRepairing } from './restore.ts'

export interface Store {
  readonly files: DataFiles
  readonly db: WritableDatabase
  /** What the user must be told about how it opened. */
  readonly notices: readonly Notice[]
  /** Did another process set this very database aside since it was opened? Then what is written here would be seen by nobody. */
  isReplaced(): boolean
  close(): void
}

export interface OpenOptions {
  readonly folder: string
  readonly clock: Clock
  readonly hash: Hash
  readonly migrations?: readonly Migration[]
}

/** Throws `newer-database`, `edited-migration`, `disk-full`, `unreadable-file`, or `damaged-database` where somebody still drives a run in a damaged one. */
export function openStore(options: OpenOptions): Store {
  try {
    return open(options)
  } catch (error) {
    throw inWords(options.folder, error)
  }
}

function open({ folder, clock, hash, migrations = readMigrations() }: OpenOptions): Store {
  const files = dataFiles(folder)
  return orDiskFull({ files }, () => {
    refuseNewerFile(files.database, migrations)
    for (const each of [files.folder, files.heads]) privateFolder(each)
    privateFile(files.database)
    const notices: Notice[] = []
    if (damageOf(files) !== undefined) {
      whileRepairing(files, () => {
        // Somebody who was quicker may have repaired it while we waited.
        const damage = damageOf(files)
        if (damage !== undefined) notices.push(restore({ files, damage, clock, hash, migrations }))
      })
    }
    const db = openWritable(files.database)
    const opened = statSync(files.database).ino
    try {
      const applied = migrate(db, { clock, migrations, backUp: () => backUp(db, files.backups, clock.wallMs(), 'migration') })
      // Out of the log into the file itself: a log that is damaged later must not take the tables with it.
      if (applied.length > 0) db.pragma('wal_checkpoint(TRUNCATE)')
    } catch (error) {
      db.close()
      throw error
    }
    if (!makeReserve(files.reserve)) {
      notices.push({ kind: 'no-reserve', message: `The disk under ${folder} is almost full: there is no room for a reserve of 1 MiB. Free some space before a run.` })
    }
    return { files, db, notices, isReplaced: () => statSync(files.database, { throwIfNoEntry: false })?.ino !== opened, close: () => db.close() }
  })
}

const UNUSABLE: Readonly<Record<string, string>> = {
  EACCES: 'it belongs to somebody else, or its permissions are closed to you',
  EPERM: 'it belongs to somebody else, or its permissions are closed to you',
  EROFS: 'its disk is read-only',
  EEXIST: 'a file has its name',
  ENOTDIR: 'a part of its path is a file',
  SQLITE_CANTOPEN: 'its database may not be opened',
  SQLITE_READONLY: 'its database may not be written',
}

/** What is wrong with the folder and not with us. */
function inWords(folder: string, error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code
  const why = typeof code === 'string' && !(error instanceof RunthroughError) ? UNUSABLE[code.replace(/^(SQLITE_[A-Z]+)_.*/, '$1')] : undefined
  if (why === undefined) return error
  return new RunthroughError('unreadable-file', `The data folder ${folder} can't be used: ${why} (${(error as Error).message}).`, 'Give another folder with --data DIR, or change its owner or permissions.')
}

/** For looking only (history, verify): no check, no repair, no migration. Throws `newer-database`, `unreadable-file`, `damaged-database`. */
export function openToRead(folder: string, migrations: readonly Migration[] = readMigrations()): { readonly files: DataFiles; readonly db: ReadableDatabase } {
  const files = dataFiles(folder)
  try {
    refuseNewerFile(files.database, migrations)
    const db = openReadable(files.database)
    const isOlder = versionOf(db) < (migrations.at(-1)?.version ?? 0)
    if (!isOlder) return { files, db }
    db.close()
    throw new Error('it was written by an older Runthrough and must be brought up to date first')
  } catch (error) {
    if (error instanceof RunthroughError) throw error
    const hint = 'Start a rehearsal once, or give the right folder with --data DIR.'
    if (meansDamaged(error)) throw new RunthroughError('damaged-database', `${files.database} is damaged: ${(error as Error).message}`, 'Run `runthrough doctor`.')
    throw new RunthroughError('unreadable-file', `${files.database} cannot be opened: ${(error as Error).message}`, hint)
  }
}

/** Reads the version without SQLite where that will do, since opening alone could set a journal mode or write a log back. */
function refuseNewerFile(file: string, migrations: readonly Migration[]): void {
  if (sizeOf(file) < 100) return
  refuseNewer(headerVersion(file), migrations)
  if (sizeOf(`${file}-wal`) === 0) return
  // The newest first page may still stand in the log; a read-only connection reads it there and writes nothing back.
  try {
    const db = openReadable(file)
    try {
      refuseNewer(versionOf(db), migrations)
    } finally {
      db.close()
    }
  } catch (error) {
    if (!meansDamaged(error)) throw error
  }
}

/** `user_version` stands big-endian at byte 60 of the file (sqlite.org/fileformat2.html, 1.3); 0 where this is no database. */
function headerVersion(file: string): number {
  const header = Buffer.alloc(100)
  const fd = openSync(file, 'r')
  try {
    readSync(fd, header, 0, 100, 0)
  } finally {
    closeSync(fd)
  }
  return header.toString('latin1', 0, 15) === 'SQLite format 3' ? header.readInt32BE(60) : 0
}

/** Read-only on purpose: a writing connection would fold the log into the damaged file when it closes. */
function damageOf({ database: file, heads }: DataFiles): string | undefined {
  // SQLite takes an empty file for a new database; runs that it held left their heads.
  if (sizeOf(file) === 0 && readdirSync(heads).length > 0) return 'it is empty, although runs were kept in it'
  try {
    const db = openReadable(file)
    try {
      const found = quickCheck(db)
      return found === 'ok' ? undefined : found
    } finally {
      db.close()
    }
  } catch (error) {
    if (meansDamaged(error)) return (error as Error).message
    throw error
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
