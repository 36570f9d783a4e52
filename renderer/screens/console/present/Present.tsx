/** The centre: the step that stands before the people now, what to do, and the means to do it. */
import type { PresentStep } from '../../../../electron/contract/shapes/run.ts'
import type { Comparison } from '../../../../electron/contract/shapes/scalars.ts'
import type { RunState } from '../../../store/runState.ts'
import type { Action } from '../actions/actions.ts'
import type { Giving } from '../actions/useGiving.ts'
import { Dock } from './Dock.tsx'
import { Injects } from './Injects.tsx'
import { Lanes } from './Lanes.tsx'
import { Next } from './Next.tsx'
import { Nothing } from './Nothing.tsx'
import { StepBody } from './StepBody.tsx'
import { StepHead } from './StepHead.tsx'
import type { UsedDraft } from './useDraft.ts'
import styles from './Present.module.css'

export interface PresentProps {
  readonly state: RunState
  readonly selected: PresentStep | null
  readonly onSelect: (step: string) => void
  readonly comparison: Comparison
  readonly actions: readonly Action[]
  readonly draft: UsedDraft
  readonly giving: Giving
  /** The way back, where the dock is all that is in sight. */
  readonly wayBack?: Action | null
}

export function Present({ state, selected, onSelect, comparison, actions, draft, giving, wayBack = null }: PresentProps) {
  const facts = selected && state.steps.get(selected.step)
  if (!selected || !facts) return <Nothing state={state} />
  return (
    <section className={styles['present']} aria-label="Now">
      <div className={styles['scrolls']}>
        {state.now.present.length > 1 && <Lanes present={state.now.present} steps={state.steps} selected={selected.step} onSelect={onSelect} />}
        <StepHead present={selected} facts={facts} comparison={comparison} />
        <Injects state={state} injects={state.now.injects.filter(({ endedAt }) => endedAt === null)} giving={giving} />
        <StepBody run={state.fixed.run} present={selected} facts={facts} draft={draft} holds={state.now.can.releaseOver.includes(selected.step)} />
        <Next state={state} />
      </div>
      <Dock state={state} present={selected} actions={actions} giving={giving} wayBack={wayBack} />
    </section>
  )
}
