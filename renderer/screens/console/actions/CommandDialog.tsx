/** Asks what a command wants to know. A "no" of the run is told in it, and it stays. */
import { useState } from 'react'
import type { Command } from '../../../../electron/contract/command.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx'
import { HoldButton } from '../../../ui/HoldButton.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { useAsk } from '../../../ui/useAsk.ts'
import { ChoiceField } from './ChoiceField.tsx'
import { firstProblem, problemOf, trimmed, type Answers, type Prompt } from './prompt.ts'
import styles from './CommandDialog.module.css'

export interface CommandDialogProps {
  readonly prompt: Prompt
  /** @throws ContractError: the run's "no" in words */
  readonly give: (command: Command, said: string) => Promise<void>
  readonly onClose: () => void
}

export function CommandDialog({ prompt, give, onClose }: CommandDialogProps) {
  const { title, tone, notes, asks, confirm, word } = prompt
  const [answers, setAnswers] = useState<Answers>({})
  const [tried, setTried] = useState(false)
  const problem = firstProblem(prompt, answers)
  const submit = async (): Promise<void> => give(prompt.command(trimmed(prompt, answers)), prompt.said)
  const { ask, busy, error } = useAsk(submit, onClose)
  const send = (): void => {
    setTried(true)
    if (problem === null) ask()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      tone={tone}
      lead={notes.length === 0 ? undefined : <div className={styles['notes']}>{notes.map((note) => <p key={note}>{note}</p>)}</div>}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {word === undefined && <Button tone={tone === 'failed' ? 'danger' : 'primary'} busy={busy} keys={asks.length > 0 ? 'Enter' : undefined} onClick={send}>{confirm}</Button>}
        </>
      }
    >
      {asks.length === 0 && error === null && word === undefined ? undefined : (
        <>
          {asks.map((one, index) => {
            const shown = { label: one.label, value: answers[one.id] ?? '', error: tried ? problemOf(one, answers) : null, onChange: (value: string) => setAnswers((before) => ({ ...before, [one.id]: value })) }
            return one.kind === 'choice'
              ? <ChoiceField key={one.id} {...shown} options={one.options} autoFocus={index === 0} />
              : <TextField key={one.id} {...shown} hint={one.hint} required={one.required} autoFocus={index === 0} onEnter={word === undefined ? send : undefined} maxLength={2000} />
          })}
          {word !== undefined && (
            <HoldButton
              word={word}
              label={confirm}
              tone={tone === 'failed' ? 'failed' : 'rolling'}
              icon={tone === 'failed' ? 'stop' : 'rollback'}
              why={problem === null ? null : 'Say why first: the log keeps it'}
              onConfirm={async () => {
                await submit()
                onClose()
              }}
            />
          )}
          {error !== null && <ErrorNotice error={error} />}
        </>
      )}
    </Dialog>
  )
}
