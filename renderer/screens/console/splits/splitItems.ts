/** The lines of the split list: rows under the title of their phase or branch, and on which rail each runs. */
import type { RunRow } from '../../../../electron/contract/shapes/run.ts'
import type { PhaseFacts, StepFacts } from '../../../../electron/contract/shapes/step.ts'
import type { RunState } from '../../../store/runState.ts'
import { rowOf } from '../../../store/runState.ts'

export interface GroupItem {
  readonly is: 'group'
  readonly key: string
  readonly title: string
  readonly lanes: readonly string[]
}

export interface StepItem {
  readonly is: 'step'
  readonly key: string
  readonly row: RunRow
  readonly facts: StepFacts
  /** Which of its phase's lanes; null where the phase has none. */
  readonly lane: number | null
  /** Lanes of its phase. */
  readonly lanes: number
}

export type SplitItem = GroupItem | StepItem

/** As many are drawn side by side; those beyond share the last one, and have their name. */
export const MOST_RAILS = 6

type Scene = Pick<RunState, 'fixed' | 'order' | 'rows' | 'places' | 'steps'>

export function splitItems(scene: Scene): SplitItem[] {
  const { fixed, order, steps } = scene
  const phases = new Map<string, PhaseFacts>(fixed.phases.map((phase) => [phase.id, phase]))
  const items: SplitItem[] = []
  const seen = new Map<string, number>()
  let group: string | undefined
  for (const id of order) {
    const row = rowOf(scene, id)
    const facts = steps.get(id)
    if (!row || !facts) continue
    const of = facts.branch === null ? `phase ${facts.phase ?? ''}` : `branch ${facts.branch}`
    const lanes = facts.branch === null ? lanesOf(phases.get(facts.phase ?? '')) : []
    if (of !== group) {
      group = of
      // A phase that was left for a branch and come back to stands twice.
      const nth = (seen.get(of) ?? 0) + 1
      seen.set(of, nth)
      items.push({ is: 'group', key: `${of} ${nth}`, title: facts.group, lanes })
    }
    items.push({ is: 'step', key: id, row, facts, lane: facts.lane === null ? null : Math.max(0, lanes.indexOf(facts.lane)), lanes: lanes.length })
  }
  return items
}

/** Rails that have to be drawn, at least one. */
export function railsOf(items: readonly SplitItem[]): number {
  return Math.min(MOST_RAILS, items.reduce((most, item) => (item.is === 'step' ? Math.max(most, item.lanes) : most), 1))
}

/** Characters that lane names take in front of titles, so that titles stand below each other. */
export function longestLane(items: readonly SplitItem[]): number {
  return Math.min(9, items.reduce((most, item) => (item.is === 'step' ? Math.max(most, item.facts.lane?.length ?? 0) : most), 0))
}

/** The line that is kept in sight: the first present step; after the end the last line, before the start the first. */
export function anchorOf(items: readonly SplitItem[], ended: boolean): number {
  const present = items.findIndex((item) => item.is === 'step' && item.row.present)
  if (present >= 0) return present
  return ended ? items.length - 1 : Math.max(0, items.findIndex((item) => item.is === 'step' && item.row.mark === 'ahead'))
}

function lanesOf(phase: PhaseFacts | undefined): string[] {
  return (phase?.lanes ?? []).filter((lane) => lane !== null)
}
