/** One runbook as the library shows it. */
import { statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { LibraryEntry } from '../../contract/shapes/library.ts'
import type { RunthroughError } from '../../core/errors.ts'
import type { Host } from '../host.ts'
import type { Known } from './known.ts'
import { notReady, rehearsalsOf } from './readiness.ts'
import type { RunSummaries } from './runSummaries.ts'

export interface EntryDeps {
  readonly host: Host
  readonly summaries: RunSummaries
  isExample(file: string): boolean
}

export function entryOf({ host, summaries, isExample }: EntryDeps, known: Known): LibraryEntry {
  const { looked, errors, runs } = known
  const reasons = notReady(known, host.env, host.clock.wallMs())
  const rehearsals = rehearsalsOf(runs)
  const firstProblem = errors[0] ?? looked.diagnostics[0]
  return {
    ...placeOf(known.file, isExample),
    sha256: known.sha256,
    runbook: looked.runbook,
    errors: errors.length,
    warnings: looked.diagnostics.length - errors.length,
    firstProblem: firstProblem ? { ...firstProblem } : null,
    unreadable: null,
    trusted: known.isTrusted,
    ready: reasons.length === 0,
    notReady: reasons,
    rehearsals: rehearsals.length,
    lastRehearsal: rehearsals[0] ? summaries.of(rehearsals[0]) : null,
    lastRun: runs[0] ? summaries.of(runs[0]) : null,
    entries: looked.ways,
    total: looked.forecast?.total ?? null,
    basedOnRuns: looked.forecast?.basedOnRuns ?? 0,
    fitsWindow: looked.forecast?.fitsWindow ?? null,
    bar: looked.bar,
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
  return { file, name: basename(file), folder: dirname(file), example: isExample(file), changedAt: changedAt(file) }
}

/** Null where it can't be looked at. */
function changedAt(file: string): number | null {
  try {
    return statSync(file).mtimeMs
  } catch {
    return null
  }
}
