/** What happened, what it means, what to do now. */
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'
import type { Tone } from './tone.ts'
import styles from './Notice.module.css'

export interface NoticeProps {
  readonly tone?: Tone | undefined
  /** What happened. */
  readonly title: ReactNode
  /** What it means, and what to do. */
  readonly children?: ReactNode
  readonly actions?: ReactNode
  /** Read out at once when it comes. */
  readonly urgent?: boolean | undefined
  readonly icon?: IconName | undefined
}

const SIGNS: Readonly<Record<Tone, IconName>> = { plain: 'info', quiet: 'info', now: 'play', fine: 'info', late: 'clock', failed: 'warning', rolling: 'rollback' }

export function Notice({ tone = 'plain', title, children, actions, urgent = false, icon }: NoticeProps) {
  return (
    <div className={styles['notice']} data-tone={tone} role={urgent ? 'alert' : undefined}>
      <span className={styles['sign']}><Icon name={icon ?? SIGNS[tone]} /></span>
      <div className={styles['words']}>
        <div className={styles['title']}>{title}</div>
        {children !== undefined && <div className={styles['text']}>{children}</div>}
      </div>
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </div>
  )
}
