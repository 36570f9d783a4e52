/** What comes next, phase by phase: when each is expected to end. */
import type { RunState } from '../../store/runState.ts'

export interface Milestone {
  readonly id: string
  readonly title: string
  /** Wall ms of its last step's expected end; null where nobody knows one of them. */
  readonly expectedAt: number | null
}

/** Phases that still have steps ahead or present, in their order; while a branch is walked, the branch first. `most` of them. */
export function milestones({ fixed, order, rows, places, steps }: Pick<RunState, 'fixed' | 'order' | 'rows' | 'places' | 'steps'>, most = 4): Milestone[] {
  const ends = new Map<string, number | null>()
  for (const id of order) {
    const row = rows[places.get(id) ?? -1]
    const step = steps.get(id)
    if (!row || !step || !(row.present || row.mark === 'ahead')) continue
    const group = step.branch ?? step.phase
    if (group === null) continue
    const before = ends.get(group)
    ends.set(group, before === null || row.expectedAt === null ? null : Math.max(before ?? 0, row.expectedAt))
  }
  return [...fixed.branches, ...fixed.phases].flatMap(({ id, title }) => (ends.has(id) ? [{ id, title, expectedAt: ends.get(id) ?? null }] : [])).slice(0, most)
}
