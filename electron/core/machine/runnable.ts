/** Which steps can be started at all: reached, with their needs settled, and with something to undo where they are there to undo. */
import type { Layout, Place } from './layout.ts'
import type { Node, Reach } from './reach.ts'

export function runnableSteps(layout: Layout, reach: Reach): ReadonlySet<Place> {
  return new Set(layout.places.filter((place) => canRun(layout, reach, place)))
}

function canRun(layout: Layout, reach: Reach, place: Place): boolean {
  const nodes = reach.of(place).filter((node) => reach.runs.has(node))
  return nodes.length > 0 && (place.step.undoes.length === 0 || followsUndone(layout, reach, place, new Set(nodes)))
}

/** Can one of the steps that it undoes have been started before? (Rule 6: else it is passed over.) */
function followsUndone(layout: Layout, reach: Reach, place: Place, goals: ReadonlySet<Node>): boolean {
  const seen = new Set<Node>()
  for (const id of place.step.undoes) {
    const other = layout.place(id)
    const nodes = reach.of(other).filter((node) => reach.runs.has(node))
    if (nodes.length === 0) continue
    // Beside a step of a lane, the other lanes may stand anywhere. Once a point of no return has started, what could be rolled back before it no longer can.
    const { pointOfNoReturn } = other.step
    for (const node of nodes) for (const next of pointOfNoReturn ? [...node.next, ...node.aside] : [node]) seen.add(next)
    for (const lane of other.phase?.lanes ?? [])
      if (lane.id !== other.lane) for (const step of lane.steps) for (const node of reach.of(layout.place(step.id))) if (node.beside || !pointOfNoReturn) seen.add(node)
  }
  // Into branches first: what undoes is mostly there.
  const work = [...seen]
  for (let node = work.pop(); node; node = work.pop()) {
    if (goals.has(node)) return true
    for (const list of [node.next, node.aside, node.also])
      for (const next of list) {
        if (seen.has(next)) continue
        seen.add(next)
        work.push(next)
      }
  }
  return false
}
