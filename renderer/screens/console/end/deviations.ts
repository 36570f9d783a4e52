/** Where a run left its script, from its splits and holds. */
import type { StepMark } from '../../../../electron/contract/shapes/scalars.ts'
import { rowOf, type RunState } from '../../../store/runState.ts'
import { formatSpan } from '../../../ui/format.ts'
import { MARKS } from '../../../ui/marks.ts'
import type { Tone } from '../../../ui/tone.ts'

export interface Deviation {
  readonly key: string
  readonly tone: Tone
  readonly text: string
  /** The step that it is about. */
  readonly step: string | null
}

const OUT: ReadonlySet<StepMark> = new Set<StepMark>(['failed', 'degraded', 'skipped', 'passed-over', 'timed-out', 'stopped', 'lost'])

export function deviations({ order, rows, places, steps, now }: Pick<RunState, 'order' | 'rows' | 'places' | 'steps' | 'now'>): Deviation[] {
  const found: Deviation[] = []
  let undone = 0
  for (const id of order) {
    const row = rowOf({ rows, places }, id)
    if (!row) continue
    const title = steps.get(id)?.title ?? id
    if (row.mark === 'undone') undone += 1
    else if (OUT.has(row.mark)) found.push({ key: id, tone: MARKS[row.mark].tone, text: `${title}: ${MARKS[row.mark].word}${row.attempt > 1 ? `, after ${row.attempt} attempts` : ''}`, step: id })
    else if (row.attempt > 1) found.push({ key: id, tone: 'late', text: `${title}: took ${row.attempt} attempts`, step: id })
  }
  if (undone > 0) found.push({ key: 'undone', tone: 'rolling', text: `${undone === 1 ? 'One step was' : `${undone} steps were`} undone on the way back`, step: null })
  const holds = now.bar?.holds ?? []
  if (holds.length > 0) {
    const heldMs = holds.reduce((sum, { from, to }) => sum + ((to ?? now.endedAt ?? from) - from), 0)
    found.push({ key: 'holds', tone: 'now', text: `${holds.length === 1 ? 'One hold' : `${holds.length} holds`}, ${formatSpan(heldMs)} together`, step: null })
  }
  return found
}
