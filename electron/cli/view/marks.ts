/** Every state with its glyph, its word and its tone: none of them rests on colour alone. */
import type { MarkName } from '../../core/view/marks.ts'
import type { Tone } from './line.ts'

export interface Mark {
  readonly glyph: string
  readonly word: string
  readonly tone: Tone
}

export const MARKS: Readonly<Record<MarkName, Mark>> = {
  running: { glyph: '▶', word: 'now', tone: 'now' },
  rolling: { glyph: '◀', word: 'rolling back', tone: 'rolling' },
  armed: { glyph: '◆', word: 'waits for Start', tone: 'now' },
  ending: { glyph: '■', word: 'being ended', tone: 'late' },
  backoff: { glyph: '↻', word: 'waits for its retry', tone: 'late' },
  failed: { glyph: '✗', word: 'failed', tone: 'failed' },
  done: { glyph: '✓', word: 'done', tone: 'fine' },
  degraded: { glyph: '◑', word: 'degraded', tone: 'late' },
  skipped: { glyph: '»', word: 'skipped', tone: 'quiet' },
  'passed-over': { glyph: '›', word: 'passed over', tone: 'quiet' },
  'timed-out': { glyph: '⊘', word: 'timed out', tone: 'failed' },
  stopped: { glyph: '□', word: 'stopped', tone: 'quiet' },
  lost: { glyph: '¿', word: 'lost', tone: 'failed' },
  undone: { glyph: '↶', word: 'undone', tone: 'rolling' },
  ahead: { glyph: '·', word: 'ahead', tone: 'quiet' },
}
