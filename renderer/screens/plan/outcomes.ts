/** How a run ended, in words and with the mark of a step that stands for it. */
import type { Outcome, StepMark } from '../../../electron/contract/shapes/scalars.ts'

export const OUTCOMES: Readonly<Record<Outcome, { readonly word: string; readonly mark: StepMark }>> = {
  completed: { word: 'completed', mark: 'done' },
  'completed-degraded': { word: 'completed, degraded', mark: 'degraded' },
  'rolled-back': { word: 'rolled back', mark: 'rolling' },
  abandoned: { word: 'abandoned', mark: 'stopped' },
  stopped: { word: 'stopped', mark: 'failed' },
}
