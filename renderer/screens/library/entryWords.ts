/** What a row of the library says of its runbook. */
import type { LibraryEntry } from '../../../electron/contract/shapes/library.ts'
import type { RunSummary } from '../../../electron/contract/shapes/run.ts'
import type { Mode, Outcome } from '../../../electron/contract/shapes/scalars.ts'
import { formatAgo, formatNumberOf, formatShare } from '../../ui/format.ts'
import type { IconName } from '../../ui/icons.ts'
import type { Tone } from '../../ui/tone.ts'

export interface Fact {
  readonly id: string
  readonly icon: IconName
  readonly text: string
  readonly tone: Tone
  /** More of it, under the pointer. */
  readonly title?: string
}

/** The check of the file, its approval, its rehearsals and its ways back, in that order. */
export function factsOf(entry: LibraryEntry, now: number): readonly Fact[] {
  if (entry.unreadable) return []
  return [checkFact(entry), trustFact(entry), rehearsalFact(entry, now), ...entriesFact(entry)]
}

/** `in its window with 97 %`; null where nobody knows. */
export function fitsWords({ fitsWindow }: Pick<LibraryEntry, 'fitsWindow'>): string | null {
  return fitsWindow === null ? null : `inside its window with ${formatShare(fitsWindow)}`
}

/** Where its times come from. */
export function basisWords({ basedOnRuns, bar }: Pick<LibraryEntry, 'basedOnRuns' | 'bar'>): string {
  if (basedOnRuns > 0) return `from ${formatNumberOf(basedOnRuns, 'run')}`
  return bar ? 'from its plan' : ''
}

export const MODE_NOUNS: Readonly<Record<Mode, string>> = { tabletop: 'tabletop', rehearsal: 'rehearsal', live: 'live run', simulation: 'simulation' }

/** How an open run stands, and what its button does. */
export function openRunWords({ mode, title, driver }: Pick<RunSummary, 'mode' | 'title' | 'driver'>): { readonly title: string; readonly text: string; readonly verb: string; readonly tone: Tone } {
  const what = `A ${MODE_NOUNS[mode]} of ${title}`
  if (driver === 'here') return { title: `${what} is under way`, text: 'It is driven here.', verb: 'Go to it', tone: 'now' }
  if (driver === 'elsewhere') return { title: `${what} is under way`, text: 'Another process drives it; what is done here goes there.', verb: 'Follow it', tone: 'now' }
  return { title: `${what} stands`, text: 'Nobody drives it. Its history is whole: it goes on where it stood.', verb: 'Resume it', tone: 'late' }
}

const ENDS: Readonly<Record<Outcome, string>> = { completed: 'completed', 'completed-degraded': 'completed, degraded', 'rolled-back': 'rolled back', abandoned: 'abandoned', stopped: 'stopped' }

/** `rehearsal 3 h ago, completed`. */
export function lastRunWords({ mode, startedAt, outcome }: Pick<RunSummary, 'mode' | 'startedAt' | 'outcome'>, now: number): string {
  return `${MODE_NOUNS[mode]} ${formatAgo(startedAt, now)}, ${outcome === null ? 'open' : ENDS[outcome]}`
}

function checkFact({ errors, warnings, runbook }: LibraryEntry): Fact {
  if (errors > 0) return { id: 'check', icon: 'warning', text: formatNumberOf(errors, 'error'), tone: 'failed' }
  if (warnings > 0) return { id: 'check', icon: 'info', text: formatNumberOf(warnings, 'warning'), tone: 'plain' }
  return { id: 'check', icon: 'check', text: runbook ? `${formatNumberOf(runbook.steps, 'step')}, checked` : 'checked', tone: 'plain' }
}

function trustFact({ trusted }: LibraryEntry): Fact {
  return trusted ? { id: 'trust', icon: 'trusted', text: 'approved', tone: 'plain' } : { id: 'trust', icon: 'untrusted', text: 'not approved', tone: 'plain' }
}

function rehearsalFact({ rehearsals, lastRehearsal, lastRun }: LibraryEntry, now: number): Fact {
  const title = lastRun ? { title: `Last run: ${lastRunWords(lastRun, now)}` } : {}
  if (!lastRehearsal) return { id: 'rehearsed', icon: 'retry', text: 'never rehearsed', tone: 'plain', ...title }
  return { id: 'rehearsed', icon: 'retry', text: `${formatNumberOf(rehearsals, 'rehearsal')}, ${formatAgo(lastRehearsal.startedAt, now)}`, tone: 'plain', ...title }
}

function entriesFact({ entries: { total, rehearsed } }: LibraryEntry): readonly Fact[] {
  if (total === 0) return []
  return [{ id: 'entries', icon: 'rollback', text: `${rehearsed} of ${total} rollback entries`, tone: 'plain', title: `${rehearsed} of its ${total} rollback entries were ever rehearsed` }]
}
