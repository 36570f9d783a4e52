/** `ambiguous-rollback`: steps of two lanes that may run together declare different entries; a person's rollback takes the phase's. */
import { entryOfStep } from '../entries.ts'
import type { Layout, Place } from '../layout.ts'
import type { Order } from '../order.ts'
import type { Subject } from './findings.ts'

/** Enough to find what an author can have written; a phase of thousands of entries is not searched pair by pair. */
const MAX_PAIRS = 20_000

export function checkAmbiguous({ compiled, report }: Subject, { before }: Order): void {
  const { layout } = compiled
  layout.runbook.phases.forEach((phase) => {
    if (!phase.laned) return
    const declaring = phase.lanes.flatMap((lane) => lane.steps.filter((step) => step.rollback).map((step) => layout.place(step.id)))
    let pairs = 0
    declaring.forEach((place, index) => {
      const other = declaring.slice(0, index).find((earlier) => {
        if (earlier.lane === place.lane || keyOf(layout, earlier) === keyOf(layout, place) || (pairs += 1) > MAX_PAIRS) return false
        return !isBefore(before, earlier.index, place.index) && !isBefore(before, place.index, earlier.index)
      })
      if (!other || !place.step.rollback) return
      report('ambiguous-rollback', place.step.rollback.at, `\`${place.step.id}\` and \`${other.step.id}\` may run together and declare different rollbacks: a person's rollback takes the one of the phase \`${phase.id}\``, 'declare one entry on the phase; keep these only for what the steps themselves do when they fail')
    })
  })
}

function keyOf(layout: Layout, place: Place): string {
  return entryOfStep(layout, place)?.key ?? ''
}

/** Is one step always settled before the other starts? */
function isBefore(before: Order['before'], one: number, other: number): boolean {
  const seen = new Set([other])
  for (const at of seen) {
    if (at === one) return true
    for (const earlier of before[at] ?? []) seen.add(earlier)
  }
  return false
}
