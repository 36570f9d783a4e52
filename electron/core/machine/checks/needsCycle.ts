/** `needs-cycle`: steps that wait for each other, by `needs` and the order of steps. */
import type { Order } from '../order.ts'
import type { Subject } from './findings.ts'

export function checkNeeds({ compiled, where, report }: Pick<Subject, 'compiled' | 'where' | 'report'>, { loops, before }: Order): void {
  const { places, place: placeOf } = compiled.layout
  for (const loop of loops) {
    const members = new Set(loop)
    // The order of steps alone never loops: some step of the loop needs another one of it.
    for (const index of loop.toSorted((a, b) => a - b)) {
      const step = places[index]?.step
      const need = step?.needs.find((id) => members.has(placeOf(id).index))
      if (!step || need === undefined) continue
      const way = wayBack(before, members, placeOf(need).index, index).flatMap((at) => places[at]?.step.id ?? [])
      const why = need === step.id ? 'needs itself' : `needs \`${need}\`, which cannot start before it: ${way.map((id) => `\`${id}\``).join(' waits for ')}`
      report('needs-cycle', where.need(step, need) ?? step.at, `\`${step.id}\` ${why}`, `remove this need, or put \`${need}\` before \`${step.id}\``)
      break
    }
  }
}

/** The shortest way from one step back to another over what is before it, both included. */
function wayBack(before: Order['before'], members: ReadonlySet<number>, from: number, to: number): number[] {
  const came = new Map<number, number>([[from, -1]])
  const queue = [from]
  for (const at of queue) {
    if (at === to) break
    for (const next of before[at] ?? []) {
      if (!members.has(next) || came.has(next)) continue
      came.set(next, at)
      queue.push(next)
    }
  }
  const way: number[] = []
  for (let at: number | undefined = to; at !== undefined && at !== -1; at = came.get(at)) way.unshift(at)
  return way
}
