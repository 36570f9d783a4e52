/** What can be done with the selected step, always at the same place; the run's "no" stands right above. */
import type { PresentStep } from '../../../../electron/contract/shapes/run.ts'
import { useConnection } from '../../../store/hooks.ts'
import type { RunState } from '../../../store/runState.ts'
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { ActionButton } from '../actions/ActionButton.tsx'
import { may, mayAt, type Action } from '../actions/actions.ts'
import type { Giving } from '../actions/useGiving.ts'
import { Outcomes } from './Outcomes.tsx'
import { Votes } from './Votes.tsx'
import styles from './Dock.module.css'

export interface DockProps {
  readonly state: RunState
  readonly present: PresentStep
  readonly actions: readonly Action[]
  readonly giving: Giving
  /** The way back, where the dock is all that is in sight. */
  readonly wayBack?: Action | null
}

export function Dock({ state, present, actions, giving, wayBack = null }: DockProps) {
  const { role } = useConnection()
  const facts = state.steps.get(present.step)
  if (!facts) return null
  const { refusal, forget } = giving
  return (
    <footer className={styles['dock']}>
      {refusal !== null && (
        <div className={styles['refusal']}>
          <ErrorNotice error={refusal.error} actions={<IconButton icon="close" label={`Close: ${refusal.what} was refused`} size="s" onClick={forget} />} />
        </div>
      )}
      {facts.kind === 'decision' && <Outcomes present={present} facts={facts} giving={giving} mayChoose={mayAt(state, role, facts, 'choose')} />}
      {facts.kind === 'gate' && present.votes.length > 0 && <Votes run={state.fixed.run} present={present} facts={facts} giving={giving} mayVote={may(role, 'vote')} />}
      <div className={styles['row']}>
        {actions.map((action) => <ActionButton key={action.id} action={action} giving={giving} size={action.tone === 'plain' ? 'm' : 'l'} />)}
        {actions.length === 0 && <p className={styles['none']}>{mayAt(state, role, facts, 'done') ? 'Nothing to do here now: it goes on by itself.' : 'You look; steps are worked on by the captain and operators.'}</p>}
        {wayBack && <span className={styles['back']}><ActionButton action={wayBack} giving={giving} /></span>}
      </div>
    </footer>
  )
}
