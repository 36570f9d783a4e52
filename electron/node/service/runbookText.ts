/** The bytes of a runbook file, and whether it is one at all: nothing else is ever shown to a page. */
import { realpathSync, statSync } from 'node:fs'
import { RunthroughError } from '../../core/errors.ts'
import { MAX_BYTES } from '../../core/runbook/limits.ts'
import { readRunbook } from '../catalog.ts'

export interface RunbookText {
  /** Real path, absolute. */
  readonly file: string
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly text: string
}

/** Far beyond what a runbook may be: such a file is told, not read. */
const MOST_BYTES = 8 * MAX_BYTES

/** @throws RunthroughError `unreadable-file` where there is none, or it is no runbook */
export function readRunbookText(path: string): RunbookText {
  const size = sizeOf(path)
  if (size > MOST_BYTES) throw new RunthroughError('unreadable-file', `${path} can't be read: it is ${Math.round(size / 1_048_576)} MiB long, and a runbook has at most 1.`, 'Is it the file that you meant?')
  const { file, bytes, sha256 } = readRunbook(path, () => ({ diagnostics: [] }))
  const text = new TextDecoder().decode(bytes)
  if (mayBeRunbook(file) && saysRunbook(text)) return { file, bytes, sha256, text }
  throw new RunthroughError('unreadable-file', `${file} is no runbook: its name must end with .yaml or .yml, and a line of it must begin with "runbook:".`, 'Choose a runbook file, or begin it with runbook: and its id.')
}

/** The same where the path must be the real one. @throws RunthroughError `unreadable-file`, also where it now leads elsewhere */
export function rereadRunbookText(file: string): RunbookText {
  const real = realOf(file)
  if (real !== undefined && real !== file) throw new RunthroughError('unreadable-file', `${file} can't be read: it has become a link to ${real}.`, 'Open the file that it leads to.')
  return readRunbookText(file)
}

/** A file that says that it is a runbook, however broken it is. */
export function saysRunbook(text: string): boolean {
  return /^(\uFEFF)?(?:"runbook"|'runbook'|runbook)[ \t]*:/m.test(text)
}

/** By its name. */
export function mayBeRunbook(path: string): boolean {
  return /\.ya?ml$/i.test(path)
}

/** Undefined where there is nothing. */
export function realOf(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

/** 0 where it can't be told: reading it says why. */
function sizeOf(file: string): number {
  try {
    return statSync(file).size
  } catch {
    return 0
  }
}
