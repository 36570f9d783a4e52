/** The ways back of a machine, gathered: one rail for each group and each step of a branch that it may enter. */
import type { Evidence } from '../../../electron/contract/shapes/scalars.ts'
import { least } from '../coverage/coverageWords.ts'
import type { Book, Group, Rail } from './machine.ts'

/** The less is known, the lower. */
const RANK: Readonly<Record<Evidence, number>> = { never: 0, low: 1, timed: 2, 'forward-only': 3, none: 3 }

export function railsOf({ graph, steps, coverage }: Book, groupOf: ReadonlyMap<string, Group>): Rail[] {
  const known = new Map(steps.map((step) => [step.id, step.rollback]))
  const found = new Map<string, { group: Group; branch: string; to: string; steps: Set<string> }>()
  for (const { from, to, kind } of graph.edges) {
    const group = groupOf.get(from)
    const branch = groupOf.get(to)
    if (kind !== 'rollback' || !group || !branch || group === branch) continue
    const id = `${group.id}>${to}`
    const rail = found.get(id) ?? { group, branch: branch.id, to, steps: new Set<string>() }
    found.set(id, rail)
    for (const { id: step } of group.lanes.flatMap((lane) => lane.steps))
      // Out of the group itself: from wherever in it the run stands. Out of a branch it is by the entry of the step that it came from.
      if (step === from || (group.id === from && (group.kind !== 'phase' || known.get(step)?.branch === branch.id))) rail.steps.add(step)
  }
  return [...found].map(([id, { group, branch, to, steps: from }]) => {
    const own = [...from].flatMap((step) => known.get(step) ?? []).filter((back) => back.branch === branch)
    // Out of a branch: whatever is known of that way back from elsewhere.
    const evidence = own.length > 0 ? own : [...known.values()].filter((back) => back.branch === branch)
    const poorest = evidence.toSorted((a, b) => RANK[a.evidence] - RANK[b.evidence] || a.rehearsals - b.rehearsals)[0]
    const inOrder = group.lanes.flatMap((lane) => lane.steps.flatMap((step) => (from.has(step.id) ? [step.id] : [])))
    const covered = (coverage?.entries ?? []).filter((entry) => entry.enter === to && (entry.from === group.id || from.has(entry.from)))
    return { id, group: group.id, branch, to, steps: inOrder, evidence: poorest?.evidence ?? 'none', rehearsals: poorest?.rehearsals ?? 0, coverage: least(covered.map(({ status }) => status)) }
  })
}
