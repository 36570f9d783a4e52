/** What must end before what: the steps of the main path or of a branch, each after those it waits for. */
import type { Branch } from '../runbook/model.ts'
import type { Layout, Place } from '../machine/layout.ts'

export interface Node {
  readonly place: Place
  /** Numbers of the nodes that end first: all smaller than its own. */
  readonly after: readonly number[]
}

/** The main path, every node behind those it waits for: before it in its lane, what it `needs`, and for a phase's first steps all lanes of the phase before. */
export function mainPath(layout: Layout): Node[] {
  const { phases } = layout.runbook
  const lastOf = phases.map((phase) => phase.lanes.flatMap((lane) => lane.steps.at(-1)?.id ?? []))
  return inOrder(
    layout.places.filter((place) => !place.branch),
    (place) => {
      const before = place.sequence[place.position - 1]
      const first = before ? [before.id] : lastOf[place.phaseIndex - 1] ?? []
      return [...first, ...place.step.needs].map((id) => layout.place(id))
    },
  )
}

export function branchPath(layout: Layout, branch: Branch): Node[] {
  return branch.steps.map((step, index) => ({ place: layout.place(step.id), after: index === 0 ? [] : [index - 1] }))
}

/** Depth first; a circle (the parser refuses them) is cut where it closes. */
function inOrder(places: readonly Place[], before: (place: Place) => readonly Place[]): Node[] {
  const nodes: Node[] = []
  const numbers = new Map<number, number>()
  const open = new Set<number>()
  const own = new Set(places)
  for (const root of places) {
    // By hand: a lane of thousands of steps would overflow the stack.
    const stack = [root]
    for (let place = stack.at(-1); place; place = stack.at(-1)) {
      if (numbers.has(place.index)) {
        stack.pop()
        continue
      }
      const needed = before(place).filter((other) => own.has(other))
      const missing = open.has(place.index) ? [] : needed.filter((other) => !numbers.has(other.index) && !open.has(other.index))
      open.add(place.index)
      if (missing.length > 0) stack.push(...missing)
      else {
        stack.pop()
        numbers.set(place.index, nodes.length)
        nodes.push({ place, after: needed.flatMap((other) => numbers.get(other.index) ?? []) })
      }
    }
  }
  return nodes
}
