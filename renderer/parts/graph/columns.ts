/** Groups in a row: phases from left to right, branches below them. Closed phases that follow each other share a column. */
import type { Interior } from './interior.ts'
import type { Group, Machine, Rail } from './machine.ts'
import { GAP, GROUP } from './sizes.ts'

export interface Column {
  readonly groups: readonly Group[]
  /** Upright lines on its left-hand side, by the step that they lead to. */
  readonly rails: readonly (readonly Rail[])[]
  readonly padLeft: number
  readonly padRight: number
  readonly width: number
}

export interface ColumnContent {
  /** Undefined where the group is closed. */
  readonly interiorOf: (group: Group) => Interior | undefined
  /** How many lines leave or enter a closed group. */
  readonly crossingsOf: (group: Group) => number
  /** Lines that come down beside a branch's steps. */
  readonly entriesOf: (group: Group) => number
}

/** Up to here closed phases stand in one row. */
const ONE_ROW = 6
/** Of columns that are stacked: about as wide as a screen. */
const STACK = 1.5

export function phaseColumns({ groups, rails }: Machine, content: ColumnContent): Column[] {
  const phases = groups.filter(({ kind }) => kind === 'phase')
  const closed = phases.filter((phase) => !content.interiorOf(phase)).length
  const high = closed <= ONE_ROW ? 1 : Math.ceil(Math.sqrt(closed * STACK))
  const stacks: Group[][] = []
  for (const phase of phases) {
    const last = stacks.at(-1)
    const joins = !content.interiorOf(phase) && last?.[0] && !content.interiorOf(last[0]) && last.length < high
    if (joins) last.push(phase)
    else stacks.push([phase])
  }
  return stacks.map((stack) => columnOf(stack, rails, content))
}

export function branchColumns({ groups, rails }: Machine, content: ColumnContent): Column[] {
  return groups.filter(({ kind }) => kind !== 'phase').map((branch) => columnOf([branch], rails, content))
}

/** All rails of a column that lead to one step are one line. */
function columnOf(groups: readonly Group[], rails: readonly Rail[], content: ColumnContent): Column {
  const own = rails.filter(({ group }) => groups.some(({ id }) => id === group))
  const targets = [...new Set(own.map(({ to }) => to))]
  const byTarget = targets.map((to) => own.filter((rail) => rail.to === to))
  const [first] = groups
  const interior = first && content.interiorOf(first)
  const lines = byTarget.length + (first ? content.entriesOf(first) : 0)
  const padLeft = lines === 0 ? GAP.inset : GAP.inset + lines * GAP.line + 2
  const padRight = interior ? GAP.inset : groups.reduce((sum, group) => sum + content.crossingsOf(group), 0) * GAP.line
  return { groups, rails: byTarget, padLeft, padRight, width: padLeft + (interior?.width ?? GROUP.closedWidth) + padRight }
}
