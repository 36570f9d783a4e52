/** One runbook as the library shows it: from its file at once, from its forecast as soon as that is worked out. */
import { statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { LibraryEntry } from '../../contract/shapes/library.ts'
import type { RunthroughError } from '../../core/errors.ts'
import type { Forecast } from '../../core/forecast/forecast.ts'
import type { CompiledMachine } from '../../core/machine/compile.ts'
import type { Host } from '../host.ts'
import { showProse } from '../showText.ts'
import type { Known } from './known.ts'
import { planBar } from './planBar.ts'
import { notReady, rehearsalsOf } from './readiness.ts'
import type { RunSummaries } from './runSummaries.ts'

export interface EntryDeps {
  readonly host: Host
  readonly summaries: RunSummaries
  isExample(file: string): boolean
}

export function entryOf({ host, summaries, isExample }: EntryDeps, known: Known, forecast: Forecast | null): LibraryEntry {
  const { book, runbook, compiled, errors, warnings, approval, runs } = known
  const usable = errors.length === 0 ? compiled : null
  const entries = usable && forecast ? coverage(usable, forecast) : { total: book.examined.figures?.rollback_entries ?? 0, rehearsed: 0 }
  const reasons = notReady({ known, forecast, entries, env: host.env, nowMs: host.clock.wallMs() })
  const rehearsals = rehearsalsOf(runs)
  const [firstProblem = book.examined.diagnostics[0]] = errors
  return {
    ...placeOf(book.file, isExample),
    sha256: book.sha256,
    runbook: runbook && { id: runbook.id, title: showProse(runbook.title), summary: runbook.summary === undefined ? null : showProse(runbook.summary), steps: compiled?.layout.places.length ?? 0, phases: runbook.phases.length, branches: runbook.branches.length },
    errors: errors.length,
    warnings,
    firstProblem: firstProblem ? { ...firstProblem } : null,
    unreadable: null,
    trusted: approval.isTrusted,
    ready: reasons.length === 0,
    notReady: reasons,
    rehearsals: rehearsals.length,
    lastRehearsal: rehearsals[0] ? summaries.of(rehearsals[0]) : null,
    lastRun: runs[0] ? summaries.of(runs[0]) : null,
    entries,
    total: forecast?.total ?? null,
    basedOnRuns: forecast?.basedOnRuns ?? 0,
    fitsWindow: forecast?.fitsWindow ?? null,
    bar: usable && planBar(usable, forecast),
    openRuns: runs.filter(({ endedAt }) => endedAt === null).map(({ id }) => id),
  }
}

/** One that can't be read: it stays in the library, with why. */
export function unreadableEntry({ isExample }: EntryDeps, file: string, error: RunthroughError): LibraryEntry {
  return {
    ...placeOf(file, isExample),
    sha256: null,
    runbook: null,
    errors: 0,
    warnings: 0,
    firstProblem: null,
    unreadable: { message: error.message, hint: error.hint },
    trusted: false,
    ready: false,
    notReady: [error.message],
    rehearsals: 0,
    lastRehearsal: null,
    lastRun: null,
    entries: { total: 0, rehearsed: 0 },
    total: null,
    basedOnRuns: 0,
    fitsWindow: null,
    bar: null,
    openRuns: [],
  }
}

function placeOf(file: string, isExample: (file: string) => boolean): Pick<LibraryEntry, 'file' | 'name' | 'folder' | 'example' | 'changedAt'> {
  return { file, name: basename(file), folder: dirname(file), example: isExample(file), changedAt: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null }
}

/** Ways back before the point of no return: one for each step, for a phase with lanes one for all of it. Rehearsed: that very way was walked to its end. */
function coverage({ layout }: CompiledMachine, { steps }: Forecast): LibraryEntry['entries'] {
  const ways = new Map<string, boolean>()
  for (const { step, rollback } of steps) {
    const place = layout.find(step)
    if (!place || place.branch || rollback.branch === null) continue
    const from = place.phase?.laned ? `phase ${place.phase.id}` : step
    ways.set(from, (ways.get(from) ?? false) || rollback.evidence === 'low' || rollback.evidence === 'timed')
  }
  return { total: ways.size, rehearsed: [...ways.values()].filter(Boolean).length }
}
