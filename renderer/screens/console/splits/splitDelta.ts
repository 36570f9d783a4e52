/** A split against what it took before. */
import type { StepMark } from '../../../../electron/contract/shapes/scalars.ts'

/** Ms; null where there is nothing to say. One that runs has a delta only once it takes longer; of what was not done there is none. */
export function deltaOf(mark: StepMark, ms: number, comparedMs: number | null, present: boolean): number | null {
  if (comparedMs === null) return null
  if (present) return (mark === 'running' || mark === 'rolling') && ms > comparedMs ? ms - comparedMs : null
  return mark === 'done' || mark === 'degraded' ? ms - comparedMs : null
}
