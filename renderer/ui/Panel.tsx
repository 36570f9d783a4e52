/** A raised area with a name. Never one inside another. */
import { useId, type ReactNode } from 'react'
import { classes } from './classes.ts'
import type { Tone } from './tone.ts'
import styles from './Panel.module.css'

export interface PanelProps {
  readonly title?: ReactNode
  readonly actions?: ReactNode
  readonly tone?: Tone | undefined
  /** Its content touches its edges: a list, a table. */
  readonly flush?: boolean | undefined
  readonly className?: string | undefined
  readonly children?: ReactNode
}

export function Panel({ title, actions, tone, flush = false, className, children }: PanelProps) {
  const id = useId()
  return (
    <section className={classes(styles['panel'], className)} data-tone={tone} aria-labelledby={title === undefined ? undefined : id}>
      {(title !== undefined || actions !== undefined) && (
        <header className={styles['head']}>
          <h2 id={id} className={styles['title']}>{title}</h2>
          {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
        </header>
      )}
      <div className={styles['body']} data-flush={flush || undefined}>{children}</div>
    </section>
  )
}
