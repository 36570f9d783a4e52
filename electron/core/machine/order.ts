/** What has to be settled before what: the order of steps, lanes and phases, and `needs`. Gotos are not part of it. */
import type { Layout, Place } from './layout.ts'

export interface Order {
  /** Indices of the steps that are directly before each step. The ends of phases are numbers from `places.length` on. */
  readonly before: readonly (readonly number[])[]
  /** All numbers, each after what is before it; undefined where there is a loop. */
  readonly sorted: readonly number[] | undefined
  /** The numbers of one loop, in order; empty where there is none. */
  readonly loops: readonly (readonly number[])[]
}

export function orderOf(layout: Layout): Order {
  const { places, runbook } = layout
  const before: number[][] = places.map((place) => beforeStep(layout, place))
  const endOf = (phase: number): number => places.length + phase
  runbook.phases.forEach((phase) => before.push(phase.lanes.flatMap((lane) => indexOf(layout, lane.steps.at(-1)?.id))))
  for (const place of places) if (!place.branch && place.position === 0 && place.phaseIndex > 0) before[place.index]?.push(endOf(place.phaseIndex - 1))
  const loops = loopsOf(before)
  return { before, loops, sorted: loops.length > 0 ? undefined : sort(before) }
}

function indexOf(layout: Layout, id: string | undefined): number[] {
  const place = id === undefined ? undefined : layout.find(id)
  return place ? [place.index] : []
}

function beforeStep(layout: Layout, place: Place): number[] {
  return [...indexOf(layout, place.sequence[place.position - 1]?.id), ...place.step.needs.flatMap((need) => indexOf(layout, need))]
}

function sort(before: readonly (readonly number[])[]): number[] {
  const after = before.map((): number[] => [])
  const open = before.map((list, index) => {
    for (const other of list) after[other]?.push(index)
    return list.length
  })
  const sorted = open.flatMap((count, index) => (count === 0 ? [index] : []))
  for (let at = 0; at < sorted.length; at += 1)
    for (const next of after[sorted[at] ?? -1] ?? []) {
      open[next] = (open[next] ?? 0) - 1
      if (open[next] === 0) sorted.push(next)
    }
  return sorted
}

/** The strongly connected parts that are loops (Tarjan, without recursion: a lane may have thousands of steps). */
export function loopsOf(edges: readonly (readonly number[])[]): number[][] {
  const loops: number[][] = []
  const [seen, low] = [new Int32Array(edges.length).fill(-1), new Int32Array(edges.length)]
  const onStack = new Uint8Array(edges.length)
  const stack: number[] = []
  let count = 0
  const enter = (node: number): { node: number; at: number } => {
    seen[node] = low[node] = count
    count += 1
    stack.push(node)
    onStack[node] = 1
    return { node, at: 0 }
  }
  for (let root = 0; root < edges.length; root += 1) {
    if (seen[root] !== -1) continue
    const calls = [enter(root)]
    for (let call = calls.at(-1); call; call = calls.at(-1)) {
      const { node } = call
      const next = edges[node]?.[call.at]
      call.at += 1
      if (next !== undefined) {
        if (seen[next] === -1) calls.push(enter(next))
        else if (onStack[next]) low[node] = Math.min(low[node] ?? 0, seen[next] ?? 0)
        continue
      }
      calls.pop()
      const caller = calls.at(-1)
      if (caller) low[caller.node] = Math.min(low[caller.node] ?? 0, low[node] ?? 0)
      if (low[node] !== seen[node]) continue
      const part = stack.splice(stack.lastIndexOf(node))
      for (const member of part) onStack[member] = 0
      if (part.length > 1 || edges[node]?.includes(node)) loops.push(part)
    }
  }
  return loops
}
