/** Ways back before the point of no return, and how many of them were ever rehearsed. */
import type { LibraryEntry } from '../../../contract/shapes/library.ts'
import type { Forecast } from '../../../core/forecast/forecast.ts'
import type { CompiledMachine } from '../../../core/machine/compile.ts'

/** One for each step, for a phase with lanes one for all of it (rule 5). Rehearsed: that very way was walked to its end. */
export function coverageOf({ layout }: CompiledMachine, { steps }: Pick<Forecast, 'steps'>): LibraryEntry['entries'] {
  const ways = new Map<string, boolean>()
  for (const { step, rollback } of steps) {
    const place = layout.find(step)
    if (!place || place.branch || rollback.branch === null) continue
    const from = place.phase?.laned ? `phase ${place.phase.id}` : step
    ways.set(from, (ways.get(from) ?? false) || rollback.evidence === 'low' || rollback.evidence === 'timed')
  }
  return { total: ways.size, rehearsed: [...ways.values()].filter(Boolean).length }
}
