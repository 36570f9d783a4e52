/** Words about a step. */
import type { PresentStep } from '../../../../electron/contract/shapes/run.ts'
import type { StepFacts } from '../../../../electron/contract/shapes/step.ts'
import { formatClock, formatTime } from '../../../ui/format.ts'
import type { Tone } from '../../../ui/tone.ts'

export const KINDS: Readonly<Record<StepFacts['kind'], string>> = {
  manual: 'by hand',
  command: 'program',
  migration: 'migration',
  check: 'check',
  announce: 'announcement',
  gate: 'go/no-go',
  decision: 'decision',
  hold: 'planned hold',
  wait: 'wait',
}

export interface Happening {
  readonly tone: Tone
  readonly text: string
}

/** With less than this share of its time left it is told as late. */
const LITTLE = 0.2

/** What happens by itself and when, and since when it stands or is overdue. `now`: wall ms. */
export function happenings({ clock, overdueAt, failedAt, mark }: Pick<PresentStep, 'clock' | 'overdueAt' | 'failedAt' | 'mark'>, now: number): Happening[] {
  const at = (time: number): string => formatTime(time, { seconds: true })
  const found: Happening[] = []
  if (failedAt !== null) found.push({ tone: 'late', text: `Waits for a decision for ${formatClock(now - failedAt)}, since ${at(failedAt)}` })
  if (clock !== null) {
    const left = clock.at - now
    // A failed check that nobody decides on in time.
    const what = failedAt !== null && clock.what === 'deadline' ? 'The run holds by itself' : CLOCKS[clock.what]
    const little = clock.what !== 'ends' && clock.what !== 'retry' && left < clock.lengthMs * LITTLE
    found.push({ tone: little ? 'late' : 'plain', text: left <= 0 ? `${what} now` : `${what} in ${formatClock(left)}, at ${at(clock.at)}` })
  }
  if (overdueAt !== null && (mark === 'running' || mark === 'rolling')) {
    if (overdueAt <= now) found.push({ tone: 'late', text: `Overdue by ${formatClock(now - overdueAt)}, since ${at(overdueAt)}` })
    else found.push({ tone: 'plain', text: `Overdue from ${at(overdueAt)} on` })
  }
  return found
}

const CLOCKS: Readonly<Record<NonNullable<PresentStep['clock']>['what'], string>> = {
  deadline: 'Deadline',
  'time-out': 'Times out by itself',
  retry: 'Tries again by itself',
  ends: 'Ends by itself',
}

/** How long a title is: the longer, the smaller it is written. */
export function titleSize(title: string): 's' | 'm' | 'l' {
  return title.length <= 22 ? 'l' : title.length <= 48 ? 'm' : 's'
}
