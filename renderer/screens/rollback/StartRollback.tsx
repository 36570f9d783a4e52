/** Who starts it, why, and on whose word; then the one deliberate act: held for 1.5 s, or a word typed. */
import { useState } from 'react'
import type { RollbackCard } from '../../../electron/contract/shapes/card.ts'
import { may } from '../console/actions/actions.ts'
import { useCommand, useConnection, useSettings } from '../../store/hooks.ts'
import type { RunState } from '../../store/runState.ts'
import { HoldButton } from '../../ui/HoldButton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './Card.module.css'

export interface StartRollbackProps {
  readonly state: RunState
  readonly card: RollbackCard
  /** The role that has to say that it may be. */
  readonly authorise: string | null
}

export function StartRollback({ state: { fixed, steps }, card, authorise }: StartRollbackProps) {
  const { role, state: road, session } = useConnection()
  const { settings, save } = useSettings()
  const command = useCommand(fixed.run)
  const [name, setName] = useState(settings.name)
  const [why, setWhy] = useState('')
  const [by, setBy] = useState('')
  const [how, setHow] = useState('')
  // The captain's name is the host's; whoever came by a link has none yet.
  const asksName = role !== 'captain'
  const [first] = card.steps
  const missing = road !== 'open' ? 'There is no connection to the host' : asksName && name.trim() === '' ? 'Say first who you are: the log keeps it' : why.trim() === '' ? 'Say first why: the log keeps it' : null
  const start = async (): Promise<void> => {
    if (asksName && name.trim() !== session?.name) await save({ name: name.trim() })
    const authorised = by.trim() === '' ? {} : { authorised: { by: by.trim(), ...(how.trim() === '' ? {} : { how: how.trim() }) } }
    await command({ do: 'rollback', reason: why.trim(), ...authorised })
  }
  if (!may(role, 'rollback')) return <aside className={styles['start']} aria-label="Start the rollback"><p className={styles['quiet']}>You look. The captain starts it, or whoever has the link for it.</p></aside>
  return (
    <aside id="start" tabIndex={-1} className={styles['start']} aria-label="Start the rollback">
      <h2 className={styles['name']}>Start the rollback</h2>
      {asksName && <TextField label="Your name" value={name} onChange={setName} required maxLength={200} />}
      <TextField label="Why go back?" value={why} onChange={setWhy} required maxLength={2000} />
      {authorise !== null && (
        <>
          <TextField label={`Who authorised it (${authorise})?`} hint="Leave it empty where nobody can be reached: the log shows that, too." value={by} onChange={setBy} maxLength={200} />
          <TextField label="How?" hint="By phone, in the room …" value={how} onChange={setHow} maxLength={200} />
        </>
      )}
      <p>{first ? <>It begins with “{steps.get(first.step)?.title ?? first.step}”.</> : 'It is over at once: there is nothing to undo.'} There is no undo.</p>
      <HoldButton word="rollback" label="Roll back" why={missing} onConfirm={start} />
    </aside>
  )
}
