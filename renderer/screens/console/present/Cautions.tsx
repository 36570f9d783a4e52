/** What must be read before anything is done: what can not be undone, what is dangerous, what went wrong. */
import type { PresentStep } from '../../../../electron/contract/shapes/run.ts'
import type { StepFacts } from '../../../../electron/contract/shapes/step.ts'
import { Notice } from '../../../ui/Notice.tsx'

export interface CautionsProps {
  readonly present: PresentStep
  readonly facts: StepFacts
  /** The run is on hold because of it. */
  readonly holds: boolean
}

export function Cautions({ present: { mark, why, symptoms, proposed, can, clock }, facts, holds }: CautionsProps) {
  const before = mark === 'armed'
  return (
    <>
      {symptoms.map((symptom) => <Notice key={symptom} tone="late" icon="bell" title={symptom}>An inject of this rehearsal: act as if it were so.</Notice>)}
      {why !== null && <Notice tone={mark === 'backoff' || mark === 'ending' ? 'late' : 'failed'} title={why}>{meaning({ mark, proposed, can, clock }, holds)}</Notice>}
      {facts.pointOfNoReturn && <Notice tone="failed" icon="flag" title="Point of no return">{before ? 'Once it starts, no rollback that is declared before it can be taken.' : 'It has been started: from here it goes forward only, unless a later rollback says otherwise.'}</Notice>}
      {facts.warning !== null && <Notice tone="failed" title={`Warning: ${facts.warning}`} />}
      {facts.caution !== null && <Notice tone="late" icon="info" title={`Caution: ${facts.caution}`} />}
    </>
  )
}

function meaning({ mark, proposed, can, clock }: Pick<PresentStep, 'mark' | 'proposed' | 'can' | 'clock'>, holds: boolean): string {
  if (mark === 'backoff') return 'It is tried again by itself.'
  if (mark === 'ending') return 'What follows waits until its program is gone.'
  if (can.includes('crossing')) return 'Nobody knows whether it took effect. Two people look, and say so: only “no” opens the rollback again.'
  if (proposed) return 'The runbook proposes the rollback, and the run is held. Accept it, try again, or go another way.'
  if (holds) return 'The run is held because of it. Ask for it again, go on without it and say why, or go another way; then release the hold.'
  if (clock?.what === 'deadline') return 'What it checks is important: somebody decides what follows. Try it again, go on degraded or skip it with a reason, or roll back. Where nobody does in time, the run holds.'
  return 'Only its own lane waits. Try it again, skip it with a reason, or leave it another way.'
}
