/** What of a runbook was rehearsed, from the runs that the store knows. Runs of which nothing is kept yet are folded from their journals. */
import type { CompiledMachine } from '../core/machine/compile.ts'
import type { Graph } from '../core/machine/graph.ts'
import type { Sha256 } from '../core/ports.ts'
import { bookFacts, type BookFacts } from '../core/rehearsal/bookFacts.ts'
import { coverage, type Coverage } from '../core/rehearsal/coverage.ts'
import { walkOf, type PastWalk, type Walk } from '../core/rehearsal/walk.ts'
import type { Mode } from '../core/run/events.ts'
import { iso } from './report.ts'
import { readRun, shortContent } from './projection.ts'
import type { ReadableDatabase } from './store/connection.ts'
import { bookFactsOf, walksOf, type WalkRow } from './store/walks.ts'

export interface CoverageQuery {
  readonly compiled: CompiledMachine
  /** Where it was drawn already. */
  readonly graph?: Graph
  /** Of the file's bytes as they are. */
  readonly sha256: Sha256
  /** Wall ms. */
  readonly now: number
}

/** Without a history nothing was ever rehearsed. */
export function coverageFor(db: ReadableDatabase | undefined, { compiled, sha256, ...query }: CoverageQuery): Coverage {
  const facts = new Map<string, BookFacts | undefined>([[sha256, bookFacts(compiled, shortContent)]])
  const factsOf = (book: string): BookFacts | undefined => {
    if (!facts.has(book)) facts.set(book, db && bookFactsOf(db, book as Sha256))
    return facts.get(book)
  }
  const walks = db ? walksOf(db, compiled.layout.runbook.id).flatMap((row) => pastWalk(db, row, facts)) : []
  return coverage({ ...query, compiled, book: sha256, facts: factsOf(sha256) ?? { steps: [] }, walks, factsOf })
}

/** Those that were folded: a run that has ended says the same each time. */
const folded = new Map<string, { readonly walk: Walk; readonly facts: BookFacts }>()
const KEPT = 200

function pastWalk(db: ReadableDatabase, row: WalkRow, facts: Map<string, BookFacts | undefined>): PastWalk[] {
  const { walk, sha256, mode, environment } = row
  const known = walk ? { walk, facts: undefined } : fold(db, row)
  if (!known) return []
  if (known.facts && !facts.has(sha256)) facts.set(sha256, known.facts)
  return [{ ...known.walk, mode: mode as Mode, environment: environment === '' ? null : environment, excluded: false, book: sha256 }]
}

function fold(db: ReadableDatabase, { run, sha256, lastSeq }: WalkRow): { readonly walk: Walk; readonly facts: BookFacts } | undefined {
  const key = `${run} ${lastSeq}`
  const known = folded.get(key)
  if (known) return known
  try {
    const { compiled, state } = readRun({ store: { db } }, { id: run, sha256 })
    const made = { walk: walkOf(state), facts: bookFacts(compiled, shortContent) }
    folded.set(key, made)
    const [oldest] = folded.keys()
    if (folded.size > KEPT && oldest !== undefined) folded.delete(oldest)
    return made
  } catch {
    // A run that can't be read any more proves nothing, and keeps no other from counting: `verify` says what is wrong with it.
    return undefined
  }
}

/** In the names of `--json`. */
export function coverageShape({ transitions, entries, gaps }: Coverage) {
  return {
    transitions,
    entries: entries.map(({ from, branch, status, lastAt, by, why, n }) => ({ from, branch, status, n, ...(lastAt === undefined ? {} : { last_at: iso(lastAt) }), ...(by === undefined ? {} : { by }), ...(why === undefined ? {} : { why }) })),
    gaps: gaps.map(({ from, event, to, kind, status, why }) => ({ from, event, to, kind, status, why })),
  }
}
