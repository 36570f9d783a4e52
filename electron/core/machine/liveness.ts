/** From where an end can still be reached: backward from the ends, over what the steps' own ends lead to. */
import type { Layout } from './layout.ts'
import type { Node, Reach } from './reach.ts'

/** All nodes from which one of `ends` is reached. */
function backward(nodes: readonly Node[], ends: readonly Node[], aside = false): Set<Node> {
  const before = new Map<Node, Node[]>()
  for (const node of nodes)
    for (const next of aside ? [...node.next, ...node.aside] : node.next) {
      const list = before.get(next)
      if (list) list.push(node)
      else before.set(next, [node])
    }
  const live = new Set(ends)
  const work = [...ends]
  for (let node = work.pop(); node; node = work.pop())
    for (const earlier of before.get(node) ?? []) {
      if (live.has(earlier)) continue
      live.add(earlier)
      work.push(earlier)
    }
  return live
}

/** Nodes from which some end can be reached. A lane that waits for another one to end is not to blame for it. */
export function liveNodes(layout: Layout, { nodes, joined, laneEnd }: Reach): ReadonlySet<Node> {
  const ends = nodes.filter((node) => node.ends.size > 0)
  layout.runbook.phases.forEach((phase, index) => {
    if (!phase.laned || joined(index)) return
    for (const lane of phase.lanes) {
      const end = laneEnd(index, lane.id ?? '')
      if (end) ends.push(end)
    }
  })
  // What moves another lane is a way out of the branch, and none for the lane that it was entered from.
  const [own, any] = [backward(nodes, ends), backward(nodes, ends, true)]
  return new Set(nodes.filter((node) => (node.place?.branch ? any : own).has(node)))
}

/** Nodes from which `rolled-back` can be reached. */
export function backNodes({ nodes }: Reach): ReadonlySet<Node> {
  return backward(nodes, nodes.filter((node) => node.ends.has('rolled-back')), true)
}
