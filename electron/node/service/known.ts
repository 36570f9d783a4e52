/** Everything that is known of one runbook file without working anything out: its text, what is wrong with it, its approval, its runs. */
import { RunthroughError } from '../../core/errors.ts'
import type { CompiledMachine } from '../../core/machine/compile.ts'
import type { Diagnostic, Runbook } from '../../core/runbook/model.ts'
import type { RunbookFile } from '../catalog.ts'
import type { Host } from '../host.ts'
import { listRuns, type RunSummary } from '../store/runs.ts'
import { isTrusted, trustFacts, type TrustFacts } from '../trust.ts'
import { saysRunbook, type Books } from './books.ts'

export interface Known {
  readonly book: RunbookFile
  readonly text: string
  readonly runbook: Runbook | null
  readonly compiled: CompiledMachine | null
  readonly errors: readonly Diagnostic[]
  readonly warnings: number
  readonly approval: Approval
  /** Of its id, newest first. */
  readonly runs: readonly RunSummary[]
}

export interface Approval {
  /** Null without a runbook, or where a file that it names can't be read. */
  readonly facts: TrustFacts | null
  readonly isTrusted: boolean
  /** Why it can't be told. */
  readonly trouble: string | null
}

/** @throws RunthroughError `unreadable-file` */
export function knowFile(host: Host, books: Books, file: string): Known {
  const book = books.read(file)
  const text = new TextDecoder().decode(book.bytes)
  // What is no runbook is none of a page's business, whatever else it is.
  if (!saysRunbook(text)) throw notRunbook(file)
  const { runbook, compiled, diagnostics } = book.examined
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  return {
    book,
    text,
    runbook: runbook ?? null,
    compiled: compiled ?? null,
    errors,
    warnings: diagnostics.length - errors.length,
    approval: approvalOf(host, book, runbook),
    runs: runbook ? listRuns(host.store.db, runbook.id) : [],
  }
}

export function notRunbook(file: string): RunthroughError {
  return new RunthroughError('unreadable-file', `${file} is no runbook: no line of it begins with "runbook:".`, 'Choose a runbook file (.yaml), or begin it with runbook: and its id.')
}

function approvalOf(host: Host, book: RunbookFile, runbook: Runbook | undefined): Approval {
  if (!runbook) return { facts: null, isTrusted: false, trouble: null }
  try {
    const facts = trustFacts(book, runbook)
    return { facts, isTrusted: isTrusted(host.store, book, facts), trouble: null }
  } catch (error) {
    if (!(error instanceof RunthroughError)) throw error
    return { facts: null, isTrusted: false, trouble: error.message }
  }
}
