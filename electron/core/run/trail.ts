/**
 * What a run has walked, for coverage: the edges of the graph that it took, and the way back that it went. Kept with the state, so that undoing
 * a wrong click takes back what it walked, and so that a replay says the same as the run itself. Nothing is copied: each edge points to the one before.
 */
import type { GraphEdge } from '../machine/ways.ts'

export interface Footstep {
  readonly edge: GraphEdge
  /** Wall ms. */
  readonly at: number
  /** Who said so; null where a program or the clock did. */
  readonly by: string | null
  /** The tool answered for a person: nobody was timed. */
  readonly answered: boolean
  readonly before: Footstep | null
}

/** A rollback under way, or walked to its end. */
export interface WayBack {
  /** The step of a sequence, the phase with lanes, or the branch that it was begun in. */
  readonly from: string
  /** The branch's step that it was entered at. */
  readonly enter: string
  readonly branch: string
  readonly by: string | null
  /** False where somebody skipped a part of it, or of what it would have undone. */
  readonly whole: boolean
  /** Something was executed, or done by people. */
  readonly done: boolean
  /** Wall ms, once the run has ended as rolled back. */
  readonly endedAt?: number
}

export interface Trail {
  readonly last: Footstep | null
  readonly back: WayBack | null
  /** Lanes that came to their end while others of their phase had not. */
  readonly joining: readonly Footstep[]
  /** Indices of steps that a person skipped, or passed over by a goto. */
  readonly avoided: readonly number[]
}

export const NO_TRAIL: Trail = { last: null, back: null, joining: [], avoided: [] }

/** Oldest first. */
export function footsteps({ last }: Trail): Footstep[] {
  const all: Footstep[] = []
  for (let step = last; step; step = step.before) all.push(step)
  return all.toReversed()
}
