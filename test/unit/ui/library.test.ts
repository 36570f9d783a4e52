import { expect, test } from 'vitest'
import type { LibraryEntry } from '../../../electron/contract/shapes/library.ts'
import type { RunSummary } from '../../../electron/contract/shapes/run.ts'
import { basisWords, factsOf, lastRunWords, openRunWords } from '../../../renderer/screens/library/entryWords.ts'
import { isChoosable, libraryRows, nextRow, type LibraryRow } from '../../../renderer/screens/library/libraryRows.ts'
import { HOUR, NOW } from './bars.ts'

const RUN: RunSummary = { run: 'r-1', runbook: 'tour', title: 'A tour', file: '/books/tour.yaml', mode: 'rehearsal', environment: 'local', live: false, startedAt: NOW - 3 * HOUR, startedBy: 'Maria', endedAt: null, outcome: null, activeMs: null, wallMs: null, sha256: 'a', excluded: false, driver: 'here' }
const entry = (title: string, change: Partial<LibraryEntry> = {}): LibraryEntry => ({
  file: `/books/${title}.yaml`, name: `${title}.yaml`, folder: '/books', example: false, sha256: 'a', changedAt: NOW, runbook: { id: title.toLowerCase(), title, summary: null, steps: 12, phases: 2, branches: 1 }, errors: 0, warnings: 0, firstProblem: null,
  unreadable: null, trusted: true, ready: false, notReady: ['It was never rehearsed.'], rehearsals: 0, lastRehearsal: null, lastRun: null, entries: { total: 5, rehearsed: 2 }, total: null, basedOnRuns: 0, fitsWindow: null, bar: null, openRuns: [], ...change,
})
const EXAMPLE = entry('Tour', { example: true })
const shown = (rows: readonly LibraryRow[]): string[] => rows.map((row) => (row.is === 'heading' ? `# ${row.title} ${row.count}` : row.is === 'entry' ? row.entry.name : row.is === 'run' ? row.run.run : row.is))

test('open runs stand on top, the examples at the end', () => {
  const rows = libraryRows({ entries: [EXAMPLE, entry('Zebra'), entry('Ant')], runs: [RUN, { ...RUN, run: 'r-0', endedAt: NOW }], scanning: false }, '')
  expect(shown(rows)).toEqual(['intro', '# Under way 1', 'r-1', '# Your runbooks 2', 'Ant.yaml', 'Zebra.yaml', '# Examples that really run 1', 'Tour.yaml'])
})

test('with the examples alone it says what to do, below them', () => {
  expect(shown(libraryRows({ entries: [EXAMPLE], runs: [], scanning: false }, ''))).toEqual(['intro', '# Examples that really run 1', 'Tour.yaml', 'none-of-yours'])
})

test('while folders are looked through nobody is told that there is nothing', () => {
  expect(shown(libraryRows({ entries: [], runs: [], scanning: true }, ''))).toEqual(['intro', '# Your runbooks 0'])
})

test('of many runbooks those that were run lately come first, each once', () => {
  const many = Array.from({ length: 8 }, (_, index) => entry(`Book ${index}`, index === 6 ? { lastRun: RUN } : {}))
  expect(shown(libraryRows({ entries: many, runs: [], scanning: false }, '')).slice(0, 4)).toEqual(['intro', '# Recently run 1', 'Book 6.yaml', '# All others 7'])
})

test('a filter wants every word, in title, id, summary, file or folder, in any case', () => {
  const content = { entries: [entry('Payments ledger', { folder: '/books/Wave 3' }), entry('Search index')], runs: [RUN], scanning: false }
  expect(shown(libraryRows(content, 'wave LEDGER'))).toEqual(['# Your runbooks 1', 'Payments ledger.yaml'])
  expect(shown(libraryRows(content, 'ledger index'))).toEqual([])
  expect(shown(libraryRows(content, 'tour'))).toEqual(['# Under way 1', 'r-1'])
})

test('the arrow keys go over headings, and stay at the ends', () => {
  const rows = libraryRows({ entries: [entry('Ant'), EXAMPLE], runs: [], scanning: false }, '')
  const first = rows.findIndex(isChoosable)
  const last = rows.findLastIndex(isChoosable)
  expect([nextRow(rows, -1, 1), nextRow(rows, first, 1), nextRow(rows, last, 1), nextRow(rows, first, -1)]).toEqual([first, last, last, first])
})

test('a row tells its check, approval, rehearsals and ways back', () => {
  expect(factsOf(entry('Ant'), NOW).map(({ text }) => text)).toEqual(['12 steps, checked', 'approved', 'never rehearsed', '2 of 5 rollback entries'])
  expect(factsOf(entry('Ant', { errors: 2, trusted: false, rehearsals: 3, lastRehearsal: RUN }), NOW).map(({ text }) => text).slice(0, 3)).toEqual(['2 errors', 'not approved', '3 rehearsals, 3 h ago'])
  expect(factsOf(entry('Ant', { unreadable: { message: 'no', hint: 'do' } }), NOW)).toEqual([])
})

test('an open run tells who drives it, and what its button does', () => {
  expect(openRunWords(RUN)).toMatchObject({ title: 'A rehearsal of A tour is under way', verb: 'Go to it', tone: 'now' })
  expect(openRunWords({ ...RUN, driver: 'elsewhere' })).toMatchObject({ verb: 'Follow it' })
  expect(openRunWords({ ...RUN, mode: 'live', driver: 'nobody' })).toMatchObject({ title: 'A live run of A tour stands', verb: 'Resume it', tone: 'late' })
  expect(lastRunWords({ ...RUN, outcome: 'rolled-back' }, NOW)).toBe('rehearsal 3 h ago, rolled back')
})

test('times say whether runs or the plan gave them', () => {
  expect([basisWords({ basedOnRuns: 3, bar: null }), basisWords({ basedOnRuns: 0, bar: null })]).toEqual(['from 3 runs', ''])
})
