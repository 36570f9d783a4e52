/** What stays on the terminal after the view has gone. */
import { formatClock } from './format.ts'
import type { ViewModel } from '../../core/view/model.ts'
import { plain } from './width.ts'

const GLYPHS: Readonly<Record<string, string>> = { completed: '✓', 'completed-degraded': '◑', 'rolled-back': '◀', abandoned: '■', stopped: '■' }

export function summaryLine(model: ViewModel): string {
  const { end, mode, title, environment, sequenceMs, wallMs, rows, run } = model
  const count = (mark: string, word: string): string => {
    const found = rows.filter((row) => row.mark === mark).length
    return found === 0 ? '' : `${found} ${word}`
  }
  const parts = [
    `${GLYPHS[end ?? ''] ?? '▶'} ${end ?? 'still open'}`,
    mode.toUpperCase() + (environment === null ? '' : ` on ${environment}`),
    plain(title),
    `${formatClock(sequenceMs)}${Math.abs(wallMs - sequenceMs) >= 1000 ? ` (${formatClock(wallMs)} with holds)` : ''}`,
    [count('done', 'done'), count('degraded', 'degraded'), count('skipped', 'skipped'), count('failed', 'failed')].filter((part) => part !== '').join(', '),
    `run ${run}`,
  ]
  return parts.filter((part) => part !== '').join(' · ')
}
