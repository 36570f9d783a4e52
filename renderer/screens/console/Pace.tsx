/** How a running step is doing, and what happens by itself and when. */
import type { PresentStep } from '../../../electron/contract/shapes/run.ts'
import type { StepFacts } from '../../../electron/contract/shapes/step.ts'
import { formatClock, formatDuration, formatSpan } from '../../ui/format.ts'
import { useNow } from '../../ui/useNow.ts'
import styles from './Present.module.css'

const BY_ITSELF = { deadline: 'The deadline is in', 'time-out': 'Times out in', retry: 'Tried again in', ends: 'Ends by itself in' } as const

export function Pace({ step, facts }: { readonly step: PresentStep; readonly facts: StepFacts }) {
  const now = useNow()
  const usual = facts.comparisons.median ?? facts.plannedMs
  const overdue = step.overdueAt !== null && now > step.overdueAt && step.elapsed?.runs === true
  return (
    <p className={styles['pace']}>
      {usual !== null && <span>{facts.comparisons.median === null ? 'planned' : 'usually'} {formatDuration(usual)}{facts.n > 0 && ` (${facts.n} ×)`}</span>}
      {overdue && step.overdueAt !== null && <strong className={styles['overdue']}>overdue by {formatSpan(now - step.overdueAt)}</strong>}
      {step.clock && <span>{BY_ITSELF[step.clock.what]} <span className="figures">{formatClock(Math.max(0, step.clock.at - now))}</span></span>}
    </p>
  )
}
