/** A step was over much sooner than ever: did it really run? Asked until somebody answers; after a no, the way back to it. */
import { useState } from 'react'
import type { RunDoubt } from '../../../../electron/contract/shapes/run.ts'
import { useConnection } from '../../../store/hooks.ts'
import type { RunState } from '../../../store/runState.ts'
import { Button } from '../../../ui/Button.tsx'
import { formatDuration } from '../../../ui/format.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { may, type Action } from '../actions/actions.ts'
import { ActionButton } from '../actions/ActionButton.tsx'
import type { Giving } from '../actions/useGiving.ts'
import { backToPrompt, deniedPrompt } from '../actions/watchPrompts.ts'
import styles from './Doubts.module.css'

export function Doubts({ state, giving }: { readonly state: RunState; readonly giving: Giving }) {
  const { role } = useConnection()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const shown = state.now.doubts.filter((doubt) => !(doubt.denied && left.has(keyOf(doubt))))
  if (shown.length === 0) return null
  return (
    <div className={styles['doubts']}>
      {shown.map((doubt) => {
        const title = state.steps.get(doubt.step)?.title ?? doubt.step
        const actions = doubt.denied ? backTo(doubt, title) : answers(doubt, title)
        const allowed = actions.filter(({ then }) => may(role, doubt.denied && then.do === 'ask' ? 'recycle' : 'vouch'))
        return (
          <Notice
            key={keyOf(doubt)}
            tone="late"
            icon="question"
            title={doubt.denied ? `${title} did not really run, and counts as done` : `Did it really run? ${title}`}
            actions={
              <>
                {allowed.map((action) => <ActionButton key={action.id} action={action} giving={giving} />)}
                {doubt.denied && <Button onClick={() => setLeft(new Set([...left, keyOf(doubt)]))}>Leave it</Button>}
              </>
            }
          >
            {doubt.denied
              ? doubt.canGoBack ? 'Go back to it to run it again: what follows it runs again, too.' : 'The run can not go back to it now: nothing may run for that, and no point of no return may be crossed.'
              : `It was done in ${took(doubt.tookMs)}, and never in less than ${took(doubt.fastestMs)} before. Until somebody answers, its time counts for no estimate.`}
          </Notice>
        )
      })}
    </div>
  )
}

const keyOf = ({ step, attempt }: RunDoubt): string => `${step} ${attempt}`
const took = (ms: number): string => formatDuration(ms, { tenths: true })

function answers(doubt: RunDoubt, title: string): Action[] {
  const { step, attempt } = doubt
  return [
    { id: `vouch-yes-${keyOf(doubt)}`, label: 'Yes, it ran', keys: null, icon: 'check', tone: 'plain', then: { do: 'command', command: { do: 'vouch', step, attempt, ran: true }, said: `It ran: ${title}` } },
    { id: `vouch-no-${keyOf(doubt)}`, label: 'No …', keys: null, icon: 'close', tone: 'plain', then: { do: 'ask', prompt: deniedPrompt(doubt, title) } },
  ]
}

function backTo(doubt: RunDoubt, title: string): Action[] {
  return doubt.canGoBack ? [{ id: `back-to-${keyOf(doubt)}`, label: 'Go back to it …', keys: null, icon: 'arrow-left', tone: 'plain', then: { do: 'ask', prompt: backToPrompt(doubt.step, title) } }] : []
}
