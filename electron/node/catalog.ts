/** Reads runbook files. Reading one never executes, fetches or writes anything. */
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { RunthroughError } from '../core/errors.ts'
import { examine, type Examined } from '../core/machine/examine.ts'
import type { Sha256 } from '../core/ports.ts'
import { sha256Bytes } from './hash.ts'

export interface RunbookFile {
  /** Real path, absolute. */
  readonly file: string
  readonly folder: string
  readonly bytes: Uint8Array
  readonly sha256: Sha256
  readonly examined: Examined
}

/** How a text is looked at: one that keeps what it has seen need not look twice. */
export type Look = (text: string) => Examined

/** @throws RunthroughError `unreadable-file` */
export function readRunbook(path: string, look: Look = examine): RunbookFile {
  try {
    const file = realpathSync(path)
    // A pipe or a device might never end.
    if (!statSync(file).isFile()) throw unreadable(path, statSync(file).isDirectory() ? 'it is a folder' : 'it is no file')
    return runbookFrom(file, readFileSync(file), look)
  } catch (error) {
    if (error instanceof RunthroughError) throw error
    const { code } = error as NodeJS.ErrnoException
    const why = { ENOENT: 'there is no such file', EACCES: 'it may not be read', ELOOP: 'its links lead round in a circle' }[code ?? '']
    if (code === undefined) throw error
    throw unreadable(path, why ?? code)
  }
}

function unreadable(path: string, why: string): RunthroughError {
  return new RunthroughError('unreadable-file', `${path} can't be read: ${why}.`, 'Give the path of a runbook file (.yaml).')
}

/** A runbook from bytes that are already at hand (a journal's), as if it stood at `file`. */
export function runbookFrom(file: string, bytes: Uint8Array, look: Look = examine): RunbookFile {
  return { file, folder: dirname(file), bytes, sha256: sha256Bytes(bytes), examined: look(new TextDecoder().decode(bytes)) }
}

/** The compiled runbook. @throws RunthroughError `invalid-runbook` where it has errors. */
export function usable(book: RunbookFile): Required<Pick<Examined, 'runbook' | 'compiled'>> {
  const { runbook, compiled, diagnostics } = book.examined
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (runbook && compiled && errors.length === 0) return { runbook, compiled }
  const first = errors[0]
  throw new RunthroughError(
    'invalid-runbook',
    `${book.file} has ${errors.length === 1 ? 'an error' : `${errors.length} errors`}${first ? `, the first at line ${first.line}: ${first.message}` : ''}.`,
    `See them all with: runthrough check ${book.file}`,
    { diagnostics: errors },
  )
}
