/**
 * `dead-end`: from here no end can be reached. What a step's own end leads to counts (a failed step may be tried again: waiting for a
 * person is what a hold means), a person's rollback, skip or goto does not: a loop that only they can break has no exit.
 */
import { liveNodes } from '../liveness.ts'
import { loopsOf } from '../order.ts'
import type { Node } from '../reach.ts'
import { pathTo, type Subject } from './findings.ts'

export function checkDeadEnds({ compiled, reach, runnable, report }: Subject): void {
  const { layout } = compiled
  const live = liveNodes(layout, reach, runnable)
  const dead = reach.nodes.filter((node) => !live.has(node) && reach.runs.has(node) && node.place !== null && runnable.has(node.place) && !endsBeside(node))
  const told = new Set<string>()
  for (const trap of trapsOf(dead)) {
    // The step that closes the loop: a decision, else the last one.
    const node = trap.find(({ place }) => place?.step.kind === 'decision') ?? trap.toSorted((a, b) => (b.place?.index ?? 0) - (a.place?.index ?? 0))[0]
    const step = node?.place?.step
    if (!node || !step || told.has(step.id)) continue
    for (const { place } of trap) told.add(place?.step.id ?? '')
    const names = [...new Set(trap.map(({ place }) => place?.step.id ?? ''))].reverse()
    if (names.length > 1) report('dead-end', step.at, `${names.map((id) => `\`${id}\``).join(', ')} lead to each other only: no end can be reached (${pathTo(node)})`, 'give one of them a way out: an outcome that continues, another goto, or another end of the branch')
    else report('dead-end', step.at, `from \`${step.id}\` no end can be reached (${pathTo(node)})`, step.kind === 'decision' ? 'add an outcome that leads out: continue, rollback, {goto: STEP} or {branch: NAME}' : 'let it lead to another step or to an end')
  }

  /** Another lane of its phase never ends, and can always end the run: then this one does not have to. */
  function endsBeside({ place }: Node): boolean {
    if (!place || place.lane === null) return false
    return (place.phase?.lanes ?? []).some(({ id, steps }) => {
      if (id === place.lane || reach.laneEnd(place.phaseIndex, id ?? '')) return false
      const nodes = steps.flatMap((step) => reach.of(layout.place(step.id)))
      return nodes.length > 0 && nodes.every((node) => live.has(node) && reach.runs.has(node))
    })
  }
}

/** What a run cannot leave any more: the parts of `dead` that lead only to themselves. */
function trapsOf(dead: readonly Node[]): Node[][] {
  const number = new Map(dead.map((node, index) => [node, index]))
  const edges = dead.map((node) => [...node.next, ...(node.place?.branch ? node.aside : [])].flatMap((next) => number.get(next) ?? []))
  const parts = loopsOf(edges)
  const inLoop = new Set(parts.flat())
  edges.forEach((_, index) => inLoop.has(index) || parts.push([index]))
  const traps = parts.filter((part) => {
    const members = new Set(part)
    return part.every((index) => edges[index]?.every((next) => members.has(next)))
  })
  return traps.map((part) => part.flatMap((index) => dead[index] ?? []))
}
