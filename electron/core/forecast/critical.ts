/** The lane that decides: of the phase under way, or of the next that has lanes, the one that ends last in most draws. */
import type { Layout } from '../machine/layout.ts'
import type { Stand } from './standing.ts'
import type { Walked } from './walk.ts'

export function criticalLane(layout: Layout, walked: readonly Walked[], stand: Stand): string | undefined {
  const byStep = new Map(walked.map((one) => [one.node.place.step.id, one]))
  const pending = (one: Walked | undefined): boolean => one !== undefined && ['ahead', 'running'].includes(stand.of(one.node.place).is)
  const phase = layout.runbook.phases.find((phase) => phase.laned && phase.lanes.some((lane) => lane.steps.some((step) => pending(byStep.get(step.id)))))
  if (!phase) return undefined
  const lanes = phase.lanes
    .map((lane) => ({ id: lane.id ?? '', ends: byStep.get(lane.steps.at(-1)?.id ?? ('' as never))?.ends ?? null, last: 0 }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const draws = lanes[0]?.ends?.length ?? 0
  for (let draw = 0; draw < draws; draw += 1) {
    let most = lanes[0]
    for (const lane of lanes) {
      if (!lane.ends) return undefined
      if (lane.ends[draw]! > most!.ends![draw]!) most = lane
    }
    if (most) most.last += 1
  }
  return lanes.reduce((best, lane) => (lane.last > best.last ? lane : best), lanes[0]!).id
}
