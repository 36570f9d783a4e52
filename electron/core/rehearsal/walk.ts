/** What one run walked, as plain data: kept when it ends, and made again from its events where it is missing. */
import type { Mode } from '../run/events.ts'
import type { RunState } from '../run/state.ts'
import { footsteps } from '../run/trail.ts'
import type { GraphEdge } from '../machine/ways.ts'

/** An edge that was taken, once for each run: as it was taken last. */
export interface WalkedEdge {
  readonly from: string
  readonly to: string
  readonly event: string
  readonly kind: GraphEdge['kind']
  /** Wall ms. */
  readonly at: number
  /** Null where a program or the clock ended it: then it counts for whoever started the run. */
  readonly by: string | null
  /** The tool answered for a person each time. */
  readonly answered: boolean
}

/** A way back that was walked to its end, with nothing of it left out. */
export interface WalkedBack {
  readonly from: string
  readonly enter: string
  readonly branch: string
  readonly at: number
  readonly by: string | null
  /** Something was executed, or done by people. */
  readonly done: boolean
}

export interface Walk {
  /** Who started the run; null where the tool did. */
  readonly by: string | null
  readonly edges: readonly WalkedEdge[]
  readonly back: WalkedBack | null
}

/** A walk, and of which run it was. */
export interface PastWalk extends Walk {
  readonly mode: Mode
  readonly environment: string | null
  /** A person took it out of history. */
  readonly excluded: boolean
  /** Names the bytes it was started from. */
  readonly book: string
}

export function walkOf({ trail }: Pick<RunState, 'trail'>): Walk {
  const edges = new Map<string, WalkedEdge>()
  const steps = footsteps(trail)
  for (const { edge, at, by, answered } of steps) {
    const key = edgeKey(edge)
    const { from, to, event, kind } = edge
    edges.set(key, { from, to, event, kind, at, by, answered: answered && (edges.get(key)?.answered ?? true) })
  }
  const { back } = trail
  const walked = { by: steps[0]?.by ?? null, edges: [...edges.values()] }
  if (back?.endedAt === undefined || !back.whole) return { ...walked, back: null }
  const { from, enter, branch, by, done, endedAt } = back
  return { ...walked, back: { from, enter, branch, at: endedAt, by, done } }
}

export function edgeKey({ from, to, event, kind }: Pick<GraphEdge, 'from' | 'to' | 'event' | 'kind'>): string {
  return `${from}\n${to}\n${event}\n${kind}`
}
