/**
 * A damaged database is set aside, never deleted. In its place comes the newest sound backup (or an empty database) with all that
 * can still be read of the damaged one on top, run by run, as far as the hash chain holds.
 */
import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import Database from 'better-sqlite3'
import { RunthroughError } from '../../core/errors.ts'
import type { Clock, Hash } from '../../core/ports.ts'
import { isAlive } from '../process.ts'
import { newestSoundBackup } from './backup.ts'
import { openReadable, openWritable, type ReadableDatabase } from './connection.ts'
import { privateFile, stamp, syncFolder, syncPath, type DataFiles } from './files.ts'
import { migrate, type Migration } from './migrate.ts'
import type { Notice } from './notices.ts'
import { salvage, type Salvaged } from './salvage.ts'

const REPAIR_WAIT_MS = 60_000

interface Damaged {
  readonly files: DataFiles
  readonly damage: string
  readonly clock: Clock
  readonly hash: Hash
  readonly migrations: readonly Migration[]
}

export function restore({ files, damage, clock, hash, migrations }: Damaged): Notice {
  refuseWhileDriven(files.database)
  const fresh = `${files.database}.restoring-${process.pid}`
  for (const tail of ['', '-wal', '-shm']) rmSync(fresh + tail, { force: true })
  privateFile(fresh)
  const backup = newestSoundBackup(files.backups)
  if (backup !== undefined) copyFileSync(backup, fresh)
  const salvaged = fill(fresh)
  syncPath(fresh, 'r+')
  // A run may have begun while we were reading.
  refuseWhileDriven(files.database)
  const setAside = swap(files, fresh, freeName(`${files.database}.damaged-${stamp(clock.wallMs())}`))
  return { kind: 'restored', damage, setAside, ...(backup === undefined ? {} : { backup }), ...salvaged, message: inWords(setAside, backup, salvaged) }

  function fill(file: string): Salvaged {
    const db = openWritable(file)
    try {
      migrate(db, { clock, migrations, backUp: () => undefined })
      return salvage({ from: files.database, into: db, heads: files.heads, hash })
    } finally {
      db.close()
    }
  }
}

/** One repair at a time. The lock is SQLite's own on an empty database beside it: the system drops it when its process dies. */
export function whileRepairing(files: DataFiles, work: () => void): void {
  const file = `${files.database}.repair`
  privateFile(file)
  const lock = new Database(file, { timeout: REPAIR_WAIT_MS })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    work()
  } finally {
    lock.close()
  }
}

/** Pulling the file from under a host that is writing would send its next events to the one set aside. */
function refuseWhileDriven(file: string): void {
  const holder = liveHolder(file)
  if (holder === undefined) return
  throw new RunthroughError(
    'damaged-database',
    `The history ${file} is damaged, and process ${holder.pid} still drives run ${holder.run} in it.`,
    'Let that run end (or stop that process), then start again: the history is then repaired.',
    holder,
  )
}

function liveHolder(file: string): { run: string; pid: number } | undefined {
  let db: ReadableDatabase | undefined
  try {
    db = openReadable(file)
    const rows = db.prepare('SELECT run, pid, pid_started FROM lease').all() as { run: string; pid: number; pid_started: string }[]
    return rows.find(({ pid, pid_started }) => isAlive(pid, pid_started))
  } catch {
    return undefined
  } finally {
    db?.close()
  }
}

/** At no moment is there no database: a second name first, then the new one over the old name in one step. */
function swap(files: DataFiles, fresh: string, aside: string): string {
  try {
    linkSync(files.database, aside)
  } catch {
    // A file system without hard links.
    copyFileSync(files.database, aside)
    syncPath(aside, 'r+')
  }
  // Under the name that belongs to it, so that SQLite still finds it, and away from the new database, to which it must not be applied.
  if (existsSync(`${files.database}-wal`)) renameSync(`${files.database}-wal`, `${aside}-wal`)
  rmSync(`${files.database}-shm`, { force: true })
  renameSync(fresh, files.database)
  syncFolder(files.folder)
  return aside
}

function freeName(wanted: string): string {
  for (let n = 0, name = wanted; ; n += 1, name = `${wanted}-${n}`) if (!existsSync(name)) return name
}

function inWords(setAside: string, backup: string | undefined, { whole, cut, unreadable }: Salvaged): string {
  const lost = cut.length + unreadable.length
  return [
    `The history was damaged. The damaged file was kept as ${basename(setAside)};`,
    backup === undefined ? 'there was no backup, so what could be read was brought over:' : `the backup ${basename(backup)} was restored and what could be read was added:`,
    `${whole.length} ${whole.length === 1 ? 'run' : 'runs'} whole`,
    lost === 0 ? 'and nothing is missing.' : `, ${cut.length} without the last events, ${unreadable.length} not at all.`,
  ].join(' ').replace(' ,', ',')
}
