/** One runbook file as it stands now: its text, what there is to know of it, its approval here, its runs. */
import type { Cancellation } from '../../contract/wire.ts'
import { RunthroughError } from '../../core/errors.ts'
import type { Diagnostic } from '../../core/runbook/model.ts'
import type { Host } from '../host.ts'
import { listRuns, type RunSummary } from '../store/runs.ts'
import { isTrusted } from '../trust.ts'
import type { Looked } from './reader/looked.ts'
import type { Reader } from './reader/reader.ts'
import { rereadRunbookText, type RunbookText } from './runbookText.ts'

export interface Known extends RunbookText {
  readonly looked: Looked
  readonly errors: readonly Diagnostic[]
  readonly isTrusted: boolean
  /** Of its id, newest first. */
  readonly runs: readonly RunSummary[]
}

export interface KnowOptions {
  /** With the plan and the approval's text. */
  readonly full?: boolean
  readonly signal?: Cancellation
}

/** @throws RunthroughError `unreadable-file` */
export async function knowFile(host: Host, reader: Reader, file: string, { full = false, signal }: KnowOptions = {}): Promise<Known> {
  const text = rereadRunbookText(file)
  return knownFrom(host, text, await reader.look({ file, bytes: text.bytes, full }, signal))
}

/** With its approval here and its runs, as they stand. */
export function knownFrom(host: Host, text: RunbookText, looked: Looked): Known {
  const { facts } = looked.trust
  return {
    ...text,
    looked,
    errors: looked.diagnostics.filter(({ severity }) => severity === 'error'),
    isTrusted: facts !== null && isTrusted(host.store, text, facts),
    runs: looked.runbook ? listRuns(host.store.db, looked.runbook.id) : [],
  }
}

/** @throws RunthroughError `invalid-runbook` where it has errors */
export function refuseErrors({ file, errors }: Known): void {
  const [first] = errors
  if (!first) return
  throw new RunthroughError('invalid-runbook', `${file} has ${errors.length === 1 ? 'an error' : `${errors.length} errors`}, the first at line ${first.line}: ${first.message}.`, 'Its plan shows them all. Mend them first.')
}
