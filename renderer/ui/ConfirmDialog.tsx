/** A question before something that can't be taken back. What is asked stands in the button, never "OK". */
import { useRef, useState, type ReactNode } from 'react'
import { Button, type ButtonTone } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorNotice } from './ErrorNotice.tsx'
import { TextField } from './TextField.tsx'
import { useAsk } from './useAsk.ts'

export interface ConfirmDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children?: ReactNode
  /** The verb: "Abandon the run". */
  readonly confirm: string
  /** "Cancel" unless said. */
  readonly keep?: string | undefined
  readonly tone?: Extract<ButtonTone, 'primary' | 'danger' | 'rolling'> | undefined
  /** To be typed first, letter by letter. */
  readonly word?: string | undefined
  /** What it throws is shown in the dialog, which then stays. */
  readonly onConfirm: () => void | Promise<void>
}

export function ConfirmDialog({ open, onClose, title, children, confirm, keep = 'Cancel', tone = 'primary', word, onConfirm }: ConfirmDialogProps) {
  const safe = useRef<HTMLButtonElement>(null)
  const [typed, setTyped] = useState('')
  const close = (): void => {
    setTyped('')
    forget()
    onClose()
  }
  const { ask, busy, error, forget } = useAsk(onConfirm, close)
  const missing = word !== undefined && typed.trim() !== word
  return (
    <Dialog
      open={open}
      onClose={close}
      title={title}
      lead={children}
      size="s"
      tone={tone === 'danger' ? 'failed' : tone === 'rolling' ? 'rolling' : 'plain'}
      {...(word === undefined ? { initialFocus: safe } : {})}
      actions={
        <>
          <Button ref={safe} onClick={close}>{keep}</Button>
          <Button tone={tone} busy={busy} why={missing ? `Type ${word} first` : null} onClick={ask}>{confirm}</Button>
        </>
      }
    >
      {word === undefined && error === null ? undefined : (
        <>
          {word !== undefined && <TextField label={`Type ${word} to go on`} value={typed} onChange={setTyped} mono autoFocus onEnter={() => { if (!missing) ask() }} />}
          {error !== null && <ErrorNotice error={error} />}
        </>
      )}
    </Dialog>
  )
}
