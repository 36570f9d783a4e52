/** What splits are compared with, in words. */
import { COMPARISON_NAMES, type Comparison } from '../../../electron/contract/shapes/scalars.ts'
import type { StepFacts } from '../../../electron/contract/shapes/step.ts'

export const AGAINST: Readonly<Record<Comparison, string>> = { plan: 'plan', median: 'median', best: 'best', last: 'last', p90: 'P90' }

/** Those of which this run knows anything; the plan always. */
export function knownComparisons(steps: Iterable<Pick<StepFacts, 'comparisons'>>): ReadonlySet<Comparison> {
  const known = new Set<Comparison>(['plan'])
  for (const { comparisons } of steps) for (const name of COMPARISON_NAMES) if (comparisons[name] !== null) known.add(name)
  return known
}

export function comparisonOptions(known: ReadonlySet<Comparison>) {
  return COMPARISON_NAMES.map((value) => ({ value, label: `vs ${AGAINST[value]}`, why: known.has(value) ? null : 'No run of it was timed yet' }))
}

/** The one after it of which anything is known. */
export function nextComparison(comparison: Comparison, known: ReadonlySet<Comparison>): Comparison {
  const at = COMPARISON_NAMES.indexOf(comparison)
  return [...COMPARISON_NAMES.slice(at + 1), ...COMPARISON_NAMES.slice(0, at + 1)].find((name) => known.has(name)) ?? 'plan'
}
