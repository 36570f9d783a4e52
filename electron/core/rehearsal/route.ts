/** The way through the graph that asks least of people: from the start to a node, by edges that may be taken. */
import { START, type Graph } from '../machine/graph.ts'
import type { GraphEdge } from '../machine/ways.ts'

/** What taking an edge asks: to go on costs nothing, a rollback is started by the tool, a choice takes a person, a failure somebody who makes it happen. */
function cost({ kind, event }: GraphEdge): number {
  const verb = event.slice(0, event.indexOf('.'))
  if (verb === 'FAIL' || verb === 'TIMEOUT' || verb === 'ACCEPT' || verb === 'EXPIRED') return 20
  if (verb === 'NOGO') return 10
  if (event === 'ROLLBACK') return 0.5
  return kind === 'choose' ? 1 : 0
}

/** Going on counts a little, so that of two ways the shorter is taken. */
const HOP = 1e-4

/** Undefined where no way leads there. */
export function routeTo({ edges }: Graph, goal: string, allowed: (edge: GraphEdge) => boolean): readonly GraphEdge[] | undefined {
  const from = new Map<string, GraphEdge[]>()
  for (const edge of edges) {
    if (edge.kind === 'need' || edge.to === edge.from || !allowed(edge)) continue
    const known = from.get(edge.from)
    if (known) known.push(edge)
    else from.set(edge.from, [edge])
  }
  const best = new Map<string, { readonly cost: number; readonly by: GraphEdge | null }>([[START, { cost: 0, by: null }]])
  const open = new Set([START])
  while (open.size > 0) {
    // Costs are few and mostly nothing: the cheapest of a small front.
    const here = [...open].reduce((a, b) => ((best.get(b)?.cost ?? 0) < (best.get(a)?.cost ?? 0) ? b : a))
    if (here === goal) break
    open.delete(here)
    const so = best.get(here)?.cost ?? 0
    for (const edge of from.get(here) ?? []) {
      const total = so + cost(edge) + HOP
      if (total >= (best.get(edge.to)?.cost ?? Infinity)) continue
      best.set(edge.to, { cost: total, by: edge })
      open.add(edge.to)
    }
  }
  if (!best.has(goal)) return undefined
  const way: GraphEdge[] = []
  for (let by = best.get(goal)?.by; by; by = best.get(by.from)?.by) way.unshift(by)
  return way
}
