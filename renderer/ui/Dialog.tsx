/** A window over the page: named, closed by Esc, and the focus goes back to where it came from. */
import { Dialog as Base } from '@base-ui/react/dialog'
import { useId, type ReactNode, type RefObject } from 'react'
import { IconButton } from './IconButton.tsx'
import type { Tone } from './tone.ts'
import styles from './Dialog.module.css'

export interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  /** One sentence below the title: what this is about. */
  readonly lead?: ReactNode
  readonly children?: ReactNode
  /** At the foot, the safest first. */
  readonly actions?: ReactNode
  readonly size?: 's' | 'm' | 'l' | 'full' | undefined
  readonly tone?: Tone | undefined
  /** Where the focus goes at first; the first control unless said. */
  readonly initialFocus?: RefObject<HTMLElement | null> | undefined
}

export function Dialog({ open, onClose, title, lead, children, actions, size = 'm', tone = 'plain', initialFocus }: DialogProps) {
  const leadId = useId()
  return (
    <Base.Root open={open} onOpenChange={(next) => { if (!next) onClose() }}>
      <Base.Portal>
        <Base.Backdrop className={styles['veil']} />
        <Base.Popup className={styles['dialog']} data-size={size} data-tone={tone} data-density="reading" aria-describedby={lead === undefined ? undefined : leadId} {...(initialFocus ? { initialFocus } : {})}>
          <header className={styles['head']}>
            <Base.Title className={styles['title']}>{title}</Base.Title>
            <Base.Close render={<IconButton icon="close" label="Close" size="s" />} />
          </header>
          {lead !== undefined && <div className={styles['lead']} id={leadId}>{lead}</div>}
          {children !== undefined && <div className={styles['body']}>{children}</div>}
          {actions !== undefined && <footer className={styles['foot']}>{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
