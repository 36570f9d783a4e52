/** Asks for a text, most often for a reason: what is written here stands in the log for good. */
import { useState, type ReactNode } from 'react'
import { Button, type ButtonTone } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorNotice } from './ErrorNotice.tsx'
import { TextArea } from './TextArea.tsx'
import { TextField } from './TextField.tsx'
import { useAsk } from './useAsk.ts'

export interface PromptDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children?: ReactNode
  /** "Why?" unless said. */
  readonly label?: string | undefined
  readonly hint?: string | undefined
  readonly confirm: string
  readonly tone?: Extract<ButtonTone, 'primary' | 'danger' | 'rolling'> | undefined
  /** A reason is wanted unless this is false. */
  readonly required?: boolean | undefined
  readonly multiline?: boolean | undefined
  readonly initial?: string | undefined
  /** What is wrong with it, in words; null where nothing is. */
  readonly check?: ((text: string) => string | null) | undefined
  /** The text without spaces around it. What it throws is shown in the dialog, which then stays. */
  readonly onConfirm: (text: string) => void | Promise<void>
}

export function PromptDialog({ open, onClose, ...rest }: PromptDialogProps) {
  return open ? <Asked onClose={onClose} {...rest} /> : null
}

function Asked({ onClose, title, children, label = 'Why?', hint, confirm, tone = 'primary', required = true, multiline = false, initial = '', check, onConfirm }: Omit<PromptDialogProps, 'open'>) {
  const [text, setText] = useState(initial)
  const [tried, setTried] = useState(false)
  const { ask, busy, error } = useAsk(onConfirm, onClose)
  const given = text.trim()
  const wrong = given === '' ? (required ? 'A few words are enough; the log keeps them.' : null) : (check?.(given) ?? null)
  const send = (): void => {
    setTried(true)
    if (wrong === null) ask(given)
  }
  const field = { label, value: text, onChange: setText, hint, error: tried ? wrong : null, required, autoFocus: true }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      lead={children}
      tone={tone === 'danger' ? 'failed' : tone === 'rolling' ? 'rolling' : 'plain'}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone={tone} busy={busy} keys={multiline ? 'Ctrl+Enter' : 'Enter'} onClick={send}>{confirm}</Button>
        </>
      }
    >
      {multiline ? <TextArea {...field} onSubmit={send} /> : <TextField {...field} onEnter={send} />}
      {error !== null && <ErrorNotice error={error} />}
    </Dialog>
  )
}
