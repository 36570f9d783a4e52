/** A step of the way back failed: it holds here. What that means, what can be done, whom to call, and what the runbook has besides. */
import type { PresentStep } from '../../../electron/contract/shapes/run.ts'
import type { BranchFacts, StepFacts } from '../../../electron/contract/shapes/step.ts'
import type { RunState } from '../../store/runState.ts'
import { Notice } from '../../ui/Notice.tsx'
import styles from './WayConsole.module.css'

export interface FailedStepProps {
  readonly state: RunState
  readonly present: PresentStep
  readonly facts: StepFacts
  readonly branch: BranchFacts
  readonly mayRetry: boolean
}

export function FailedStep({ state: { fixed }, present, facts, branch, mayRetry }: FailedStepProps) {
  const fallbacks = fixed.branches.filter(({ kind }) => kind === 'fallback')
  const owner = facts.owner === null ? null : `${facts.owner}${facts.escalate === null ? '' : ` (${facts.escalate})`}`
  const authorises = branch.authorise === null || branch.authorise === facts.owner ? null : `${branch.authorise}${branch.call === null ? '' : ` (${branch.call})`}`
  const calls = [owner, authorises].filter((one) => one !== null)
  return (
    <Notice tone="failed" urgent title={`${facts.title} failed: the way back holds here`}>
      <p>The old state is not back yet; nothing goes on until this is settled.{present.why === null ? '' : ` ${present.why}`}</p>
      <ul className={styles['todo']}>
        {mayRetry && <li>Mend what it says, then Retry.</li>}
        {calls.length > 0 && <li>Call {calls.join(', then ')}.</li>}
        {fallbacks.map(({ id, title, authorise, call }) => <li key={id}>The runbook’s fallback: {title}{authorise === null ? '' : `, authorised by ${authorise}`}{call === null ? '' : ` (${call})`}. The captain decides.</li>)}
        <li>To leave the step out, or to give the run up, is the captain’s decision.</li>
      </ul>
    </Notice>
  )
}
