/** Every state of a step with its word and its tone; the shapes are in StateMark. None of them rests on colour alone. */
import type { StepMark } from '../../electron/contract/shapes/scalars.ts'
import type { Tone } from './tone.ts'

export interface MarkFacts {
  readonly word: string
  readonly tone: Tone
}

export const MARKS: Readonly<Record<StepMark, MarkFacts>> = {
  running: { word: 'now', tone: 'now' },
  rolling: { word: 'rolling back', tone: 'rolling' },
  armed: { word: 'waits for Start', tone: 'now' },
  ending: { word: 'being ended', tone: 'late' },
  backoff: { word: 'waits for its retry', tone: 'late' },
  failed: { word: 'failed', tone: 'failed' },
  done: { word: 'done', tone: 'fine' },
  degraded: { word: 'degraded', tone: 'late' },
  skipped: { word: 'skipped', tone: 'quiet' },
  'passed-over': { word: 'passed over', tone: 'quiet' },
  'timed-out': { word: 'timed out', tone: 'failed' },
  stopped: { word: 'stopped', tone: 'quiet' },
  lost: { word: 'lost', tone: 'failed' },
  undone: { word: 'undone', tone: 'rolling' },
  ahead: { word: 'ahead', tone: 'quiet' },
}
