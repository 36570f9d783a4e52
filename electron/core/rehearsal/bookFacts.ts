/**
 * What of a runbook's bytes decides whether a walk still counts: what each step does, and what leads to it. Plain data, so that it can be kept
 * beside the runs and old bytes need not be compiled again.
 */
import type { CompiledMachine } from '../machine/compile.ts'
import type { Place } from '../machine/layout.ts'
import { waysOf, type GraphEdge } from '../machine/ways.ts'

export interface StepFact {
  readonly id: string
  /** Its phase or branch. */
  readonly in: string
  /** Differs where what the step does differs. */
  readonly content: string
  /** Steps whose ends lead to it on its own strand, and those that it needs. */
  readonly before: readonly string[]
}

/** In the order of the file. */
export interface BookFacts {
  readonly steps: readonly StepFact[]
}

/** Ways into a branch from elsewhere do not lead to a step: else each edit of the main path would make every way back stale. */
const APART: ReadonlySet<GraphEdge['kind']> = new Set<GraphEdge['kind']>(['retry', 'failure', 'timeout', 'rollback', 'branch'])

/** `short`: a step's content as a text to compare by; equal where the content is. */
export function bookFacts(compiled: CompiledMachine, short: (content: string) => string): BookFacts {
  const { layout } = compiled
  const ways = waysOf(compiled)
  const before = new Map<string, Set<string>>(layout.places.map(({ step }) => [step.id, new Set(step.needs)]))
  const firsts = new Map(layout.runbook.phases.map((phase) => [phase.id as string, phase.lanes.flatMap(({ steps }) => steps.slice(0, 1).map(({ id }) => id as string))]))
  for (const place of layout.places)
    for (const edge of ways.of(place.step.id)) {
      if (APART.has(edge.kind) || edge.to === edge.from) continue
      for (const to of firsts.get(edge.to) ?? [edge.to]) if (sameStrand(place, layout.find(to))) before.get(to)?.add(edge.from)
    }
  return {
    steps: layout.places.map(({ step, phase, branch }) => ({ id: step.id, in: branch?.id ?? phase?.id ?? '', content: short(step.content), before: [...(before.get(step.id) ?? [])].sort() })),
  }
}

/** A branch that comes back to the main path leads to where it comes back. */
function sameStrand(from: Place, to: Place | undefined): boolean {
  return to !== undefined && (to.branch === undefined || to.branch === from.branch)
}
