/** What is to be watched after the run, in words. */
import type { HypercareItem } from '../../../../electron/contract/shapes/run.ts'
import type { Tone } from '../../../ui/tone.ts'

export interface KindWords {
  readonly tone: Tone
  readonly word: string
}

export const KINDS: Readonly<Record<HypercareItem['kind'], KindWords>> = {
  degraded: { tone: 'late', word: 'Degraded' },
  skipped: { tone: 'late', word: 'Skipped' },
  override: { tone: 'failed', word: 'Gone on in spite of' },
  'accepted-risk': { tone: 'late', word: 'Risk accepted at' },
  'did-not-run': { tone: 'failed', word: 'Did not really run' },
  doubted: { tone: 'late', word: 'Nobody said whether it ran' },
  note: { tone: 'quiet', word: 'Watch' },
}
