/** Going back is one deliberate act: a reason, then a button that is held, or a word. */
import { useState } from 'react'
import type { RunState } from '../../store/runState.ts'
import { asError } from '../../ui/asError.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { HoldButton } from '../../ui/HoldButton.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import type { Acts } from './acts.ts'
import styles from './Console.module.css'

export function RollbackDialog({ state, acts, onClose }: { readonly state: RunState; readonly acts: Acts; readonly onClose: () => void }) {
  const [reason, setReason] = useState('')
  const [error, setError] = useState<Error | null>(null)
  const { rollback } = state.now.can
  const running = state.now.present.filter(({ mark }) => mark === 'running')
  const start = async (): Promise<void> => {
    setError(null)
    try {
      await acts.ask({ do: 'rollback', reason: reason.trim() }, 'Rolling back.')
      onClose()
    } catch (caught) {
      setError(asError(caught))
    }
  }
  return (
    <Dialog open onClose={onClose} tone="rolling" title={rollback ? `Roll back: ${rollback.title}` : 'No rollback from here'} lead="Nothing new starts on the main path. When nothing runs any more, the way back begins." actions={<Button onClick={onClose}>Do not roll back</Button>}>
      {running.length > 0 && (
        <ul className={styles['running']} aria-label="What still runs">
          {running.map(({ step, mark }) => <li key={step}><StateMark mark={mark} /> {state.steps.get(step)?.title ?? step}: stopped or awaited, as the runbook says</li>)}
        </ul>
      )}
      <TextArea label="Why" hint="It stands in the log under your name." required rows={2} value={reason} onChange={setReason} />
      <HoldButton word="rollback" label="Hold to roll back" why={rollback === null ? (state.now.can.whyNoRollback ?? 'The run does not allow it now.') : reason.trim() === '' ? 'Say why first.' : null} onConfirm={start} />
      {error && <ErrorNotice error={error} />}
    </Dialog>
  )
}
