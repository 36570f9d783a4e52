/** Where things lie in the data folder, and the few file operations that must reach the disk. */
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'

export interface DataFiles {
  readonly folder: string
  readonly database: string
  readonly backups: string
  readonly heads: string
  readonly reserve: string
}

export function dataFiles(folder: string): DataFiles {
  return {
    folder,
    database: join(folder, 'runthrough.db'),
    backups: join(folder, 'backups'),
    heads: join(folder, 'heads'),
    reserve: join(folder, 'reserve'),
  }
}

/** Makes the folder where it is missing and closes it to others either way. */
export function privateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
}

/** Makes the file where it is missing (empty) and closes it to others either way; SQLite gives -wal and -shm the same mode. */
export function privateFile(file: string): void {
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
}

/** A new or renamed entry survives a power loss only once its folder is synced. */
export function syncFolder(folder: string): void {
  // Windows has no such thing as a folder to sync.
  if (process.platform !== 'win32') syncPath(folder, 'r')
}

export function syncPath(path: string, flags: 'r' | 'r+'): void {
  const fd = openSync(path, flags)
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** `20261123T071200Z`: sorts as time, fits a file name. */
export function stamp(wallMs: number): string {
  return `${new Date(wallMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}
