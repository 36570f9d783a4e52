/** Puts a text on the clipboard, and says that it is there. */
import { useEffect, useState } from 'react'
import { Button } from './Button.tsx'
import { IconButton } from './IconButton.tsx'
import { useAnnounce } from './LiveRegion.tsx'
import { ticker } from './ticker.ts'
import { useToast } from './Toasts.tsx'
import { useNow } from './useNow.ts'

export interface CopyProps {
  /** Made when it is asked for, where it is long. */
  readonly text: string | (() => string)
  /** What is copied: "Copy the link". */
  readonly label?: string | undefined
  /** With its label as a button's text. */
  readonly wide?: boolean | undefined
  readonly size?: 's' | 'm' | undefined
}

const SHOWN_MS = 2000

export function Copy({ text, label = 'Copy', wide = false, size = 's' }: CopyProps) {
  const announce = useAnnounce()
  const toast = useToast()
  const [copiedAt, setCopiedAt] = useState<number | null>(null)
  const now = useNow(copiedAt === null ? null : 500)
  const copied = copiedAt !== null
  useEffect(() => {
    if (copiedAt !== null && now - copiedAt > SHOWN_MS) setCopiedAt(null)
  }, [copiedAt, now])

  const copy = async (): Promise<void> => {
    try {
      await put(typeof text === 'string' ? text : text())
      setCopiedAt(ticker.now())
      announce('Copied')
    } catch {
      toast({ tone: 'failed', title: 'Not copied', text: 'The browser did not allow it. Select the text and press Ctrl+C.' })
    }
  }
  return wide
    ? <Button size={size} icon={copied ? 'check' : 'copy'} onClick={() => void copy()}>{copied ? 'Copied' : label}</Button>
    : <IconButton size={size} icon={copied ? 'check' : 'copy'} label={copied ? 'Copied' : label} onClick={() => void copy()} />
}

/** A page that did not come over https has no clipboard of its own, and the desktop shell refuses it: then a selection is copied. */
async function put(text: string): Promise<void> {
  const clipboard = (navigator as { readonly clipboard?: Clipboard }).clipboard
  if (clipboard) {
    const taken = await clipboard.writeText(text).then(() => true, () => false)
    if (taken) return
  }
  putSelected(text)
}

function putSelected(text: string): void {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'visually-hidden'
  const before = document.activeElement
  // Inside a dialog that holds the focus, else it would take it back before the copy.
  ;(before?.closest('[role="dialog"], [role="alertdialog"]') ?? document.body).append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  if (!done) throw new Error('The browser refused to copy')
}
