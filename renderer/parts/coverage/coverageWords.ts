/** What was rehearsed, in words, and which of several states is the one to tell. */
import type { CoverageStatus } from '../../../electron/contract/shapes/coverage.ts'

export const COVERAGE_WORDS: Readonly<Record<CoverageStatus, string>> = { never: 'never', stale: 'stale', walked: 'walked', timed: 'timed' }

/** For a legend: what each state means. */
export const COVERAGE_MEANS: Readonly<Record<CoverageStatus, string>> = {
  timed: 'timed: executed, and still as it was',
  walked: 'walked: a tabletop, or the tool answered',
  stale: 'stale: changed since, too old, or too low a grade',
  never: 'never rehearsed',
}

export const COVERAGE_ORDER = ['timed', 'walked', 'stale', 'never'] as const satisfies readonly CoverageStatus[]

/** Of what is drawn as one: the least of it. Null where nothing is known. */
export function least(states: readonly (CoverageStatus | null | undefined)[]): CoverageStatus | null {
  const known = new Set(states)
  return COVERAGE_ORDER.toReversed().find((status) => known.has(status)) ?? null
}
