/** Whole copies of the database: made before a migration and whenever the host asks, whole on disk before they get their name. */
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openReadable, quickCheck, type ReadableDatabase } from './connection.ts'
import { privateFile, privateFolder, stamp, syncFolder, syncPath } from './files.ts'

/** `migration` ones are kept for ever, of the `routine` ones the newest few. */
export type BackupReason = 'migration' | 'routine'
const ROUTINE_KEPT = 3

/** Writes a backup and returns its path. Throws where the disk does not take it; then no half a backup is left under a backup's name. */
export function backUp(db: ReadableDatabase, folder: string, wallMs: number, reason: BackupReason = 'routine'): string {
  privateFolder(folder)
  const file = freeName(folder, stamp(wallMs), reason)
  const unfinished = `${file}.unfinished-${process.pid}`
  try {
    // VACUUM INTO takes an empty file that exists; so nobody else can read it from its first byte on.
    rmSync(unfinished, { force: true })
    privateFile(unfinished)
    db.prepare('VACUUM INTO ?').run(unfinished)
    syncPath(unfinished, 'r+')
    renameSync(unfinished, file)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
  syncFolder(folder)
  for (const old of listBackups(folder).filter((path) => path.endsWith('-routine.db')).slice(ROUTINE_KEPT)) rmSync(old, { force: true })
  return file
}

/** Paths of backups, newest first. */
export function listBackups(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => /^runthrough-.*\.db$/.test(name))
  return names.sort().reverse().map((name) => join(folder, name))
}

/** The newest backup that is itself sound. */
export function newestSoundBackup(folder: string): string | undefined {
  return listBackups(folder).find(isSound)
}

function isSound(file: string): boolean {
  try {
    const db = openReadable(file)
    try {
      return quickCheck(db) === 'ok'
    } finally {
      db.close()
    }
  } catch {
    return false
  }
}

function freeName(folder: string, time: string, reason: BackupReason): string {
  for (let n = 0; ; n += 1) {
    // The counter comes before the reason, so that names of one second still sort by age.
    const file = join(folder, `runthrough-${time}-${String(n).padStart(2, '0')}-${reason}.db`)
    if (!existsSync(file)) return file
  }
}
