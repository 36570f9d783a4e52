/** Evidence as somebody gives it: a note, a link, or a file whose hash is kept; and whether a file still is what was given. */
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Evidence } from '../../core/board/entries.ts'
import type { FileNow } from '../../core/board/facts.ts'
import { RunthroughError } from '../../core/errors.ts'
import { sha256Bytes } from '../hash.ts'

/** Larger reports are hashed elsewhere, and given as a note. */
const MOST_BYTES = 256 * 1024 * 1024

/** @throws RunthroughError `bad-input` where it says nothing, or is no web address */
export function checkedEvidence(evidence: Evidence): Evidence {
  const empty = (text: string, what: string): void => {
    if (text.trim() === '') throw new RunthroughError('bad-input', `${what} is empty. Nothing was recorded.`, 'Say what shows that it holds.')
  }
  switch (evidence.kind) {
    case 'note':
      empty(evidence.text, 'The note')
      return { ...evidence, text: evidence.text.trim() }
    case 'withdrawn':
      empty(evidence.why, 'The reason')
      return { ...evidence, why: evidence.why.trim() }
    case 'link':
      if (!isLink(evidence.url)) throw new RunthroughError('bad-input', `${evidence.url} is no web address. Nothing was recorded.`, 'Give it whole, from https:// on, or write a note.')
      return evidence
    case 'file':
      empty(evidence.name, 'The name of the file')
      return evidence
  }
}

/** @throws RunthroughError `unreadable-file` */
export function fileEvidence(path: string): Evidence {
  try {
    const real = realpathSync(path)
    const { size } = statSync(real)
    if (size > MOST_BYTES) throw new RunthroughError('unreadable-file', `${path} is ${Math.round(size / 1_048_576)} MiB long: at most 256 are read.`, 'Hash it yourself, and give the hash as a note.')
    return { kind: 'file', name: basename(real), sha256: sha256Bytes(readFileSync(real)), bytes: size, path: real }
  } catch (error) {
    if (error instanceof RunthroughError) throw error
    throw new RunthroughError('unreadable-file', `${path} can't be read: ${(error as Error).message}`, 'Is it the file that you meant?')
  }
}

export function isLink(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text)
}

/** Hashes again only where the file looks other than at the last look. */
export function createFileLook(): (evidence: Extract<Evidence, { kind: 'file' }>) => FileNow {
  const seen = new Map<string, { readonly size: number; readonly changedAt: number; readonly sha256: string }>()
  return ({ path, sha256 }) => {
    if (path === undefined) return 'elsewhere'
    try {
      const { size, mtimeMs } = statSync(path)
      const known = seen.get(path)
      const now = known?.size === size && known.changedAt === mtimeMs ? known : { size, changedAt: mtimeMs, sha256: size > MOST_BYTES ? '' : sha256Bytes(readFileSync(path)) }
      seen.set(path, now)
      return now.sha256 === sha256 ? 'same' : 'changed'
    } catch {
      return 'gone'
    }
  }
}
