/** An inject as its clocks: detection, decision, execution, one after the other; only the one that is open runs. */
import type { RunInject } from '../../../../electron/contract/shapes/run.ts'
import { formatClock } from '../../../ui/format.ts'
import type { Tone } from '../../../ui/tone.ts'

export interface Stretch {
  readonly name: string
  /** Null: it has not begun. */
  readonly ms: number | null
  readonly runs: boolean
}

export interface InjectWords {
  readonly stretches: readonly Stretch[]
  /** The time that is given for the decision, against what it took. */
  readonly limit: { readonly tone: Tone; readonly text: string } | null
  /** What was chosen, and what was hoped for. */
  readonly outcome: { readonly tone: Tone; readonly text: string } | null
}

/** `now`: wall ms; where the run is over, its end. */
export function injectWords(inject: RunInject, now: number): InjectWords {
  const { drawnAt, detectedAt, decidedAt, endedAt } = inject
  return {
    stretches: [stretch('Detection', drawnAt, detectedAt, now), stretch('Decision', detectedAt, decidedAt, now), stretch('Execution', decidedAt, endedAt, now)],
    limit: limitOf(inject, now),
    outcome: outcomeOf(inject),
  }
}

function stretch(name: string, from: number | null, to: number | null, now: number): Stretch {
  return { name, ms: from === null ? null : Math.max(0, (to ?? now) - from), runs: from !== null && to === null }
}

function limitOf({ drawnAt, decidedAt, decideWithinMs }: RunInject, now: number): InjectWords['limit'] {
  if (decideWithinMs === null) return null
  const leftMs = drawnAt + decideWithinMs - (decidedAt ?? now)
  if (decidedAt !== null) return leftMs >= 0 ? { tone: 'fine', text: `Decided in time: ${formatClock(decideWithinMs)} were given` } : { tone: 'late', text: `Decided ${formatClock(-leftMs)} too late: ${formatClock(decideWithinMs)} were given` }
  return leftMs >= 0 ? { tone: 'plain', text: `${formatClock(leftMs)} left to decide, of ${formatClock(decideWithinMs)}` } : { tone: 'late', text: `The decision is ${formatClock(-leftMs)} over its ${formatClock(decideWithinMs)}` }
}

const BY: Readonly<Record<NonNullable<RunInject['decidedBy']>, string>> = { person: '', tool: ' (the tool answered)', runbook: ' (by the runbook itself)' }

function outcomeOf({ took, decidedBy, expected, asExpected }: RunInject): InjectWords['outcome'] {
  if (took === null) return null
  const by = decidedBy === null ? '' : BY[decidedBy]
  return asExpected ? { tone: 'fine', text: `Taken: ${took}${by}, as the card hopes for` } : { tone: 'late', text: `Taken: ${took}${by}; the card hopes for ${expected ?? 'something else'}` }
}
