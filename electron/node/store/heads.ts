/**
 * The last seq and hash of each run, in a small synced file of its own. A flipped bit in SQLite's log makes it silently drop all that
 * follows; the head file, written only after the commit, then stands ahead of the database, and the lost tail is seen.
 */
import { closeSync, constants, fdatasyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { RunId, Sha256 } from '../../core/ports.ts'
import { sha256Bytes } from '../hash.ts'
import { privateFolder, syncFolder } from './files.ts'

export interface Head {
  readonly seq: number
  readonly hash: Sha256
}

export interface HeadFile {
  /** Returns when it is on disk. */
  write(head: Head): void
  close(): void
}

/** seq (16 digits), hash (64), the first 16 of sha256 over both, a newline: always as long, so never torn over two sectors. */
const LINE = /^(\d{16}) ([0-9a-f]{64}) ([0-9a-f]{16})\n$/

/** Opens (or makes) the head file of a run. Throws where the run's name could leave the folder. */
export function openHead(folder: string, run: RunId): HeadFile {
  const path = headPath(folder, run)
  const isNew = statSync(path, { throwIfNoEntry: false }) === undefined
  if (isNew) privateFolder(folder)
  // None of the letters will do: 'w' empties the file, 'a' ignores the position, 'r+' does not make it.
  const fd = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600)
  let open = true
  let named = !isNew
  return {
    write({ seq, hash }) {
      const text = `${String(seq).padStart(16, '0')} ${hash}`
      writeSync(fd, `${text} ${checkOf(text)}\n`, 0)
      fdatasyncSync(fd)
      if (!named) syncFolder(folder)
      named = true
    },
    close() {
      if (open) closeSync(fd)
      open = false
    },
  }
}

/** The head as the file says; 'missing' (a run that came from elsewhere has none) or 'unreadable'. */
export function readHead(folder: string, run: RunId): Head | 'missing' | 'unreadable' {
  let text: string
  try {
    text = readFileSync(headPath(folder, run), 'latin1')
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unreadable'
  }
  // Made, and its host died before the first write: it vouches for nothing yet.
  if (text === '') return 'missing'
  const [, seq, hash, check] = LINE.exec(text) ?? []
  if (seq === undefined || hash === undefined || check !== checkOf(`${seq} ${hash}`)) return 'unreadable'
  return { seq: Number(seq), hash: hash as Sha256 }
}

function headPath(folder: string, run: RunId): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(run)) throw new Error(`${JSON.stringify(run)} is no name for a run`)
  return join(folder, run)
}

function checkOf(text: string): string {
  return sha256Bytes(text).slice(0, 16)
}
