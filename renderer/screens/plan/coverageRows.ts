/** What was rehearsed as rows of a table, in words: the ways back, and the transitions of the machine. */
import type { Covered } from '../../../electron/contract/shapes/coverage.ts'
import type { PlanView } from '../../../electron/contract/shapes/plan.ts'
import type { Machine } from '../../parts/graph/machine.ts'
import { endWords, wayOf } from '../../parts/graph/words.ts'
import type { Goal } from '../../store/paths.ts'

export interface CoverageRow {
  readonly key: string
  /** Where it begins. */
  readonly from: string
  readonly fromId: string
  /** Of a transition: what happens. */
  readonly when: string
  readonly leads: string
  readonly covered: Covered
  /** Runs that walked a way back to its end. */
  readonly n: number
  readonly goal: Goal
}

type Book = NonNullable<PlanView['book']>

export function entryRows({ coverage }: Book, titleOf: (id: string) => string): CoverageRow[] {
  return (coverage?.entries ?? []).map(({ from, branch, enter, n, ...covered }) => ({
    key: `${from}>${enter}`,
    from: titleOf(from),
    fromId: from,
    when: '',
    leads: titleOf(branch),
    covered,
    n,
    goal: { from, to: enter, event: 'ROLLBACK', kind: 'rollback' },
  }))
}

export function transitionRows({ graph }: Book, machine: Machine, titleOf: (id: string) => string): CoverageRow[] {
  const name = (id: string): string => (id.startsWith('end:') ? `the end: ${endWords(id)}` : titleOf(id))
  return graph.edges.flatMap((edge): CoverageRow[] => {
    const { from, to, event, kind, coverage } = edge
    const way = wayOf(edge, name, machine.groupOf.get(to)?.title ?? null)
    if (coverage === null || !way) return []
    return [{ key: `${from}>${to}>${event}>${kind}`, from: from === 'start:run' ? 'The beginning' : titleOf(from), fromId: from, when: event === 'BEGIN' ? 'Begins' : way.when, leads: way.leads, covered: coverage, n: 0, goal: { from, to, event, kind } }]
  })
}

export const isGap = ({ covered: { status } }: CoverageRow): boolean => status === 'never' || status === 'stale'
