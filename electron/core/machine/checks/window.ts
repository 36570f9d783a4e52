/** `window-too-short`: the plan's critical path has to fit into the change window, with its safety floor left. */
import { formatDuration } from '../../runbook/duration.ts'
import type { Order } from '../order.ts'
import type { Subject } from './findings.ts'

export function checkWindow({ compiled, where, report }: Subject, { sorted, before }: Order): void {
  const { places, runbook } = compiled.layout
  const { window } = runbook
  if (!window || !sorted) return
  // Each step starts when all before it are over: the longest way through lanes and needs.
  const over = new Float64Array(before.length)
  const last = new Int32Array(before.length).fill(-1)
  let end = -1
  for (const at of sorted) {
    const place = places[at]
    if (place?.branch) continue
    for (const earlier of before[at] ?? [])
      if (last[at] === -1 || (over[earlier] ?? 0) > (over[last[at] ?? 0] ?? 0)) last[at] = earlier
    over[at] = (last[at] === -1 ? 0 : (over[last[at] ?? 0] ?? 0)) + (place?.step.plannedMs ?? 0)
    if (end === -1 || (over[at] ?? 0) > (over[end] ?? 0)) end = at
  }
  const plannedMs = over[end] ?? 0
  const fitsMs = window.lengthMs - window.safetyFloorMs
  if (plannedMs <= fitsMs) return
  const path: string[] = []
  for (let at = end; at !== -1; at = last[at] ?? -1) if (places[at]?.step.plannedMs) path.unshift(places[at]?.step.id ?? '')
  const shown = path.length > 6 ? [...path.slice(0, 3), '…', ...path.slice(-2)] : path
  report('window-too-short', where.window() ?? { line: 1, column: 1 }, `the plan takes ${formatDuration(plannedMs)}, the window leaves ${formatDuration(fitsMs)} before its safety floor (critical path: ${shown.join(' → ')})`, 'lengthen the window, shorten these steps, or put some of them into lanes of their own')
}
