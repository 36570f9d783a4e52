/** From where an end can still be reached: backward from the ends, over what the steps' own ends lead to. */
import type { Layout, Place } from './layout.ts'
import type { Node, Reach } from './reach.ts'

/**
 * All nodes from which one of `ends` is reached. Passing over a step because there is nothing to undo is no way out where it may also have
 * to run: then its own ends have to lead on.
 */
function backward({ nodes }: Reach, runnable: ReadonlySet<Place>, ends: readonly Node[], aside = false): Set<Node> {
  const before = new Map<Node, Node[]>()
  const counts = ({ passes, place }: Node): boolean => !passes || !place || !runnable.has(place)
  for (const node of nodes)
    for (const next of aside ? [...node.next, ...node.aside] : node.next) {
      const list = before.get(next)
      if (list) list.push(node)
      else before.set(next, [node])
    }
  const live = new Set(ends.filter(counts))
  const work = [...live]
  for (let node = work.pop(); node; node = work.pop())
    for (const earlier of before.get(node) ?? []) {
      if (live.has(earlier) || !counts(earlier)) continue
      live.add(earlier)
      work.push(earlier)
    }
  return live
}

/** Nodes from which some end can be reached. A lane that waits for another one to end is not to blame for it. */
export function liveNodes(layout: Layout, reach: Reach, runnable: ReadonlySet<Place>): ReadonlySet<Node> {
  const { nodes, joined, laneEnd } = reach
  const ends = nodes.filter((node) => node.ends.size > 0)
  layout.runbook.phases.forEach((phase, index) => {
    if (!phase.laned || joined(index)) return
    for (const lane of phase.lanes) {
      const end = laneEnd(index, lane.id ?? '')
      if (end) ends.push(end)
    }
  })
  // What moves another lane is a way out of the branch, and none for the lane that it was entered from.
  const [own, any] = [backward(reach, runnable, ends), backward(reach, runnable, ends, true)]
  return new Set(nodes.filter((node) => (node.place?.branch ? any : own).has(node)))
}

/** Nodes from which `rolled-back` can be reached. */
export function backNodes(reach: Reach, runnable: ReadonlySet<Place>): ReadonlySet<Node> {
  return backward(reach, runnable, reach.nodes.filter((node) => node.ends.has('rolled-back')), true)
}
