/**
 * Walks a path once a draw: a step starts when the one before it in its lane and all that it needs have ended. The end of lanes is
 * the maximum of each draw, never the maximum of means: of two equal lanes one is late more often than not (merge bias).
 */
import type { StepId } from '../ports.ts'
import { drawTimes, type Chance } from './draws.ts'
import type { StepModel } from './estimate.ts'
import type { Node } from './path.ts'
import type { Stand } from './standing.ts'

/** Of each draw, ms of run time. Null where a step that nobody knows anything about comes before. */
export interface Walked {
  readonly node: Node
  readonly starts: Float64Array | null
  readonly takes: Float64Array | null
  readonly ends: Float64Array | null
}

export interface Ground {
  readonly chance: Chance
  readonly models: ReadonlyMap<StepId, StepModel>
  readonly stand: Stand
}

/** `base`: nothing ahead starts before it; null where that is unknown. */
export function walk({ chance, models, stand }: Ground, path: readonly Node[], base: Float64Array | null): Walked[] {
  const { draws } = chance
  const constant = (value: number): Float64Array => new Float64Array(draws).fill(value)
  const walked: Walked[] = []
  for (const node of path) {
    const { step } = node.place
    const standing = stand.of(node.place)
    const before = latest(draws, node.after.map((number) => walked[number]?.ends ?? null))
    if (standing.is === 'settled') {
      walked.push({ node, starts: constant(standing.from), takes: constant(standing.to - standing.from), ends: constant(standing.to) })
      continue
    }
    if (standing.is === 'passed') {
      walked.push({ node, starts: before, takes: constant(0), ends: before })
      continue
    }
    const model = models.get(step.id)
    if (standing.is === 'running') {
      const takes = model ? drawTimes(chance, step.id, model, standing.elapsedMs) : null
      const ends = takes?.map((time) => stand.now + time - standing.elapsedMs) ?? null
      walked.push({ node, starts: constant(standing.from), takes, ends })
      continue
    }
    const starts = before && base ? latest(draws, [before, base, ...(standing.notBefore > stand.now ? [constant(standing.notBefore)] : [])]) : null
    const takes = model ? drawTimes(chance, step.id, model) : null
    walked.push({ node, starts, takes, ends: starts && takes ? takes.map((time, draw) => time + (starts[draw] ?? 0)) : null })
  }
  return walked
}

/** The maximum of each draw; zeros where there is nothing, null where one is unknown. Copied only where none of them is the maximum throughout. */
export function latest(draws: number, ends: readonly (Float64Array | null)[]): Float64Array | null {
  let most: Float64Array | undefined
  let own = false
  for (const end of ends) {
    if (!end) return null
    if (!most) {
      most = end
      continue
    }
    for (let draw = 0; draw < draws; draw += 1) {
      if ((end[draw] ?? 0) <= (most[draw] ?? 0)) continue
      if (!own) most = most.slice()
      own = true
      most[draw] = end[draw] ?? 0
    }
  }
  return most ?? new Float64Array(draws)
}
