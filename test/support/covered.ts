/** Coverage of a runbook by runs that a test drives, without a store. */
import { compile } from '../../electron/core/machine/compile.ts'
import type { Runbook } from '../../electron/core/runbook/model.ts'
import { bookFacts } from '../../electron/core/rehearsal/bookFacts.ts'
import { coverage, type Coverage } from '../../electron/core/rehearsal/coverage.ts'
import { walkOf, type PastWalk } from '../../electron/core/rehearsal/walk.ts'
import type { RunState } from '../../electron/core/run/state.ts'

const DAY = 86_400_000
/** A day after the runs of `drive`. */
export const tomorrow = 1_800_000_000_000 + DAY

const same = (content: string): string => content

export interface Ran {
  readonly book: Runbook
  readonly state: RunState
  readonly excluded?: boolean
  /** Wall ms that it is older. */
  readonly olderMs?: number
}

export function pastWalk({ book, state, excluded = false, olderMs = 0 }: Ran): PastWalk {
  const { edges, back, by } = walkOf(state)
  const { mode, environment } = state.facts
  return { edges: edges.map((edge) => ({ ...edge, at: edge.at - olderMs })), back: back && { ...back, at: back.at - olderMs }, mode, environment, excluded, by, book: JSON.stringify(book) }
}

/** `book`: as it is today. */
export function covered(book: Runbook, runs: readonly Ran[], now = tomorrow): Coverage {
  const compiled = compile(book)
  const books = new Map(runs.map((run) => [JSON.stringify(run.book), run.book]))
  return coverage({
    compiled,
    book: JSON.stringify(book),
    facts: bookFacts(compiled, same),
    walks: runs.map(pastWalk),
    factsOf: (name) => {
      const found = books.get(name)
      return found && bookFacts(compile(found), same)
    },
    now,
  })
}

/** `from –event→ to` of all transitions with one of these states, sorted. */
export function edgesOf(seen: Coverage, ...states: Coverage['edges'][number]['status'][]): string[] {
  return seen.edges.filter(({ status }) => states.includes(status)).map(({ from, event, to }) => `${from} –${event}→ ${to}`).sort()
}

/** `from → branch: status (n)`. */
export function entriesOf(seen: Coverage): string[] {
  return seen.entries.map(({ from, branch, status, n }) => `${from} → ${branch}: ${status}${n > 0 ? ` (${n})` : ''}`)
}
