/** How late a run is now, from what its stream says: it ticks while the present step is beyond its time. */
import type { Lateness, RunNow } from '../../../electron/contract/shapes/run.ts'
import type { Comparison, Ticking } from '../../../electron/contract/shapes/scalars.ts'
import { tickingAt } from '../../ui/useNow.ts'

/** Ms, early is negative: max(fixedMs, sequence now − dueMs). `sequence`: the run's own clock, which stops in a hold. */
export function latenessAt({ fixedMs, dueMs }: Lateness, sequence: Ticking, now: number): number {
  return dueMs === null ? fixedMs : Math.max(fixedMs, tickingAt(sequence, now) - dueMs)
}

/** Against the wanted comparison, else (and where nothing was rehearsed yet) against the plan; null where neither is known, and once the run is over. */
export function latenessOf(run: Pick<RunNow, 'late' | 'sequence' | 'end' | 'forecast'>, wanted: Comparison, now: number): { readonly ms: number; readonly against: Comparison } | null {
  if (run.end !== null) return null
  const against = run.late[wanted] === null || run.forecast?.basedOnRuns === 0 ? 'plan' : wanted
  const late = run.late[against]
  return late && { ms: latenessAt(late, run.sequence, now), against }
}
