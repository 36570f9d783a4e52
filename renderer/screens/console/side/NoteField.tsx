/** Writes a note into the log, on the step that is selected. */
import { useState, type RefObject } from 'react'
import { useCommand } from '../../../store/hooks.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { useAsk } from '../../../ui/useAsk.ts'
import styles from './NoteField.module.css'

export interface NoteFieldProps {
  readonly run: string
  readonly step: string | null
  readonly title: string | null
  readonly field: RefObject<HTMLInputElement | null>
  readonly keys?: string | undefined
}

export function NoteField({ run, step, title, field, keys }: NoteFieldProps) {
  const give = useCommand(run)
  const [text, setText] = useState('')
  const note = text.trim()
  const { ask, busy, error } = useAsk(async () => void (await give({ do: 'note', text: note, ...(step === null ? {} : { step }) })), () => setText(''))
  const send = (): void => {
    if (note !== '') ask()
  }
  return (
    <form className={styles['form']} onSubmit={(event) => { event.preventDefault(); send() }}>
      {error !== null && <ErrorNotice error={error} />}
      <div className={styles['row']}>
        <div className={styles['field']}><TextField ref={field} label={title === null ? 'Note' : `Note on ${title}`} hideLabel icon="note" keys={keys} placeholder="Write a note" value={text} onChange={setText} maxLength={10_000} /></div>
        {note !== '' && <Button type="submit" busy={busy}>Note it</Button>}
      </div>
    </form>
  )
}
