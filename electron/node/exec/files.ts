/** The files of one attempt, and how they are written so that a crash never shows half of one. */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Names inside an attempt's folder. */
export const FILE = {
  /** A directory: whoever makes it first has the attempt. */
  begun: 'begun',
  /** Who supervises and who runs: `Processes`. */
  pid: 'pid',
  /** Somebody asked for a stop. */
  stop: 'stop',
  /** How the program ended: `ProgramExit`, by the supervisor. */
  exit: 'exit',
  /** How the attempt ended: `AttemptEnd`, by the host. */
  end: 'end',
  /** All output, clean and redacted, with head and tail of what was too long. */
  output: 'output.txt',
} as const

export interface Identity {
  readonly pid: number
  readonly start: string
}
export interface Processes {
  readonly supervisor: Identity
  readonly program?: Identity
}
/** How a program ended, as its supervisor saw it. */
export interface ProgramExit {
  readonly code?: number
  readonly signal?: string
  /** It could not be started. */
  readonly error?: { readonly code: string; readonly message: string }
  /** A host asked for it. */
  readonly stopped: boolean
  /** The supervisor was told to end, but by no host: a shutdown, or a person with `kill`. */
  readonly interrupted: boolean
  readonly output?: { readonly sha256: string; readonly bytes: number }
}

/** True for the one caller, of all processes, that makes the directory. */
export function claim(folder: string): boolean {
  try {
    mkdirSync(join(folder, FILE.begun), { mode: 0o700 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** There afterwards, whole and synced, or not at all. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.tmp`
  const fd = openSync(temporary, 'w', 0o600)
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(temporary, path)
}

/** Undefined where the file is not there; files written with `writeWhole` are never half there. */
export function readJson(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
