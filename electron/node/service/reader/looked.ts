/**
 * What there is to know of a runbook's bytes, worked out in one go: what is wrong with it, what it would start, its forecast from history,
 * its plan. It takes up to seconds for a long one, so it is done in a thread of its own; all of it is plain data.
 */
import type { BoardAsks, BoardFacts } from '../../../core/board/facts.ts'
import type { LibraryEntry, PlanBar } from '../../../contract/shapes/library.ts'
import type { PlanView } from '../../../contract/shapes/plan.ts'
import { RunthroughError } from '../../../core/errors.ts'
import { forecast, type Forecast } from '../../../core/forecast/forecast.ts'
import type { Quantiles } from '../../../core/forecast/order.ts'
import { graph } from '../../../core/machine/graph.ts'
import type { Diagnostic, Runbook } from '../../../core/runbook/model.ts'
import { coverageFor } from '../../coverage.ts'
import { approvalText, type ApprovalText } from '../../approvalText.ts'
import { runbookFrom, type Look, type RunbookFile } from '../../catalog.ts'
import { FORECAST_SEED, historyFor } from '../../insight.ts'
import { showProse } from '../../showText.ts'
import type { ReadableDatabase } from '../../store/connection.ts'
import { trustFacts, type TrustFacts } from '../../trust.ts'
import { boardAsks } from '../../board/asks.ts'
import { planBar } from './planBar.ts'
import { planBook } from './planView.ts'

export interface ToLookAt {
  /** Real path, absolute. */
  readonly file: string
  readonly bytes: Uint8Array
  /** The plan and the approval's text as well. */
  readonly full: boolean
}

export interface Looked {
  readonly runbook: LibraryEntry['runbook']
  readonly diagnostics: readonly Diagnostic[]
  /** What a live run demands; null without a runbook. */
  readonly demands: Demands | null
  readonly trust: {
    /** Null without a runbook, or where a file that it names can't be read. */
    readonly facts: TrustFacts | null
    /** Why it can't be told. */
    readonly trouble: { readonly message: string; readonly hint: string } | null
  }
  readonly ways: LibraryEntry['entries']
  /** Null where the file has errors. */
  readonly forecast: { readonly total: Quantiles | null; readonly basedOnRuns: number; readonly fitsWindow: number | null; readonly unknownSteps: readonly string[] } | null
  readonly bar: PlanBar | null
  /** What its go/no-go board asks, and how its ways back were rehearsed; null without a runbook. */
  readonly board: { readonly asks: BoardAsks; readonly ways: BoardFacts['ways'] } | null
  /** In full only. Whether secrets are set is not known here. */
  readonly book: PlanView['book']
  readonly approval: ApprovalText | null
}

export interface Demands {
  readonly minGrade: number
  readonly rehearseWithinMs: number | null
  readonly environments: readonly { readonly id: string; readonly live: boolean; readonly grade: number; readonly secrets: readonly string[] }[]
}

/** `now`: wall ms, for what was rehearsed grows old. */
export function lookAt(db: ReadableDatabase, { file, bytes, full }: ToLookAt, now: number, look?: Look): Looked {
  const book = runbookFrom(file, bytes, look)
  const { runbook, compiled, figures, diagnostics } = book.examined
  const isSound = diagnostics.every(({ severity }) => severity !== 'error')
  const usable = isSound ? compiled : undefined
  const seen = usable ? forecast({ compiled: usable, history: historyFor(db, usable), seed: FORECAST_SEED }) : null
  const drawn = compiled ? graph(compiled) : null
  const covered = usable && drawn ? coverageFor(db, { compiled: usable, graph: drawn, sha256: book.sha256, now }) : null
  const trust = trustOf(book, runbook)
  return {
    runbook: runbook ? { id: runbook.id, title: showProse(runbook.title), summary: runbook.summary === undefined ? null : showProse(runbook.summary), steps: figures?.steps ?? 0, phases: runbook.phases.length, branches: runbook.branches.length } : null,
    diagnostics,
    demands: runbook ? demandsOf(runbook) : null,
    trust,
    ways: covered ? { total: covered.entries.length, rehearsed: covered.entries.filter(({ status }) => status === 'timed').length } : { total: figures?.rollback_entries ?? 0, rehearsed: 0 },
    forecast: seen && figuresOf(seen),
    bar: usable ? planBar(usable, seen) : null,
    board: runbook ? { asks: boardAsks(runbook), ways: (covered?.entries ?? []).map(({ from, branch, status }) => ({ from, branch, status })) } : null,
    book: full && compiled && figures && drawn ? planBook({ db, compiled, graph: drawn, figures, forecast: seen, coverage: covered, source: new TextDecoder().decode(book.bytes), diagnostics }) : null,
    approval: full && runbook && trust.facts ? approvalText(runbook, trust.facts) : null,
  }
}

function figuresOf({ total, basedOnRuns, fitsWindow, unknownSteps }: Forecast): NonNullable<Looked['forecast']> {
  return { total, basedOnRuns, fitsWindow, unknownSteps }
}

function trustOf(book: RunbookFile, runbook: Runbook | undefined): Looked['trust'] {
  if (!runbook) return { facts: null, trouble: null }
  try {
    return { facts: trustFacts(book, runbook), trouble: null }
  } catch (error) {
    if (!(error instanceof RunthroughError)) throw error
    return { facts: null, trouble: { message: error.message, hint: error.hint } }
  }
}

function demandsOf({ policy, environments }: Runbook): Demands {
  return {
    minGrade: policy.minGrade,
    rehearseWithinMs: policy.rehearseWithinMs ?? null,
    environments: Object.values(environments).map(({ id, live, grade, secrets }) => ({ id, live, grade, secrets })),
  }
}
