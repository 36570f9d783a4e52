/** What the library shows from top to bottom: open runs, runbooks that were run lately, all others by name, the examples last. */
import type { LibraryEntry } from '../../../electron/contract/shapes/library.ts'
import type { RunSummary } from '../../../electron/contract/shapes/run.ts'

export type LibraryRow =
  /** How a window bar is read. */
  | { readonly is: 'intro'; readonly key: string }
  | { readonly is: 'heading'; readonly key: string; readonly title: string; readonly count: number; /** More may come. */ readonly scanning: boolean }
  | { readonly is: 'run'; readonly key: string; readonly run: RunSummary }
  | { readonly is: 'entry'; readonly key: string; readonly entry: LibraryEntry }
  /** Nobody has put a runbook of their own here yet. */
  | { readonly is: 'none-of-yours'; readonly key: string }

export interface LibraryContent {
  readonly entries: readonly LibraryEntry[]
  /** Open ones first, as the host lists them. */
  readonly runs: readonly RunSummary[]
  readonly scanning: boolean
}

/** So many stand above the list that is sorted by name. */
const RECENT = 5

export function libraryRows({ entries, runs, scanning }: LibraryContent, filter: string): readonly LibraryRow[] {
  const words = wordsOf(filter)
  const found = entries.filter((entry) => matches(words, textOf(entry)))
  const open = runs.filter((run) => run.endedAt === null && matches(words, [run.title, run.runbook, run.run, run.environment ?? '', run.mode]))
  const yours = found.filter(({ example }) => !example).toSorted(byTitle)
  const recent = yours.length > RECENT ? yours.filter(({ lastRun }) => lastRun !== null).toSorted((a, b) => startedAt(b) - startedAt(a)).slice(0, RECENT) : []
  const others = yours.filter((entry) => !recent.includes(entry))
  const examples = found.filter(({ example }) => example).toSorted(byTitle)
  const noneOfYours: readonly LibraryRow[] = words.length === 0 && !scanning && !entries.some(({ example }) => !example) ? [{ is: 'none-of-yours', key: 'none-of-yours' }] : []
  const ofExamples = section('examples', 'Examples that really run', examples.map(entryRow))
  const intro: readonly LibraryRow[] = words.length === 0 ? [{ is: 'intro', key: 'intro' }] : []
  return [
    ...intro,
    ...section('under-way', 'Under way', open.map((run) => ({ is: 'run', key: `run:${run.run}`, run }))),
    ...section('recent', 'Recently run', recent.map(entryRow)),
    ...section('yours', recent.length > 0 ? 'All others' : 'Your runbooks', others.map(entryRow), scanning),
    ...ofExamples,
    ...noneOfYours,
  ]
}

/** Rows that can be gone to. */
export function isChoosable(row: LibraryRow): boolean {
  return row.is === 'run' || row.is === 'entry'
}

/** The next row that can be gone to, from `from` in steps of `by`; `from` where there is none. */
export function nextRow(rows: readonly LibraryRow[], from: number, by: 1 | -1): number {
  for (let index = from + by; index >= 0 && index < rows.length; index += by) {
    const row = rows[index]
    if (row && isChoosable(row)) return index
  }
  return from
}

function section(key: string, title: string, rows: readonly LibraryRow[], scanning = false): readonly LibraryRow[] {
  return rows.length === 0 && !scanning ? [] : [{ is: 'heading', key: `heading:${key}`, title, count: rows.length, scanning }, ...rows]
}

function entryRow(entry: LibraryEntry): LibraryRow {
  return { is: 'entry', key: `file:${entry.file}`, entry }
}

function textOf({ runbook, name, folder }: LibraryEntry): readonly string[] {
  return [runbook?.title ?? '', runbook?.id ?? '', runbook?.summary ?? '', name, folder]
}

function wordsOf(filter: string): readonly string[] {
  return filter.toLowerCase().split(/\s+/u).filter((word) => word !== '')
}

function matches(words: readonly string[], texts: readonly string[]): boolean {
  const text = texts.join('\n').toLowerCase()
  return words.every((word) => text.includes(word))
}

function startedAt({ lastRun }: LibraryEntry): number {
  return lastRun?.startedAt ?? 0
}

function byTitle(a: LibraryEntry, b: LibraryEntry): number {
  return (a.runbook?.title ?? a.name).localeCompare(b.runbook?.title ?? b.name)
}
