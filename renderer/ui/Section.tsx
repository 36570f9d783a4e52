/** A part of a page under a heading, on the page's own ground. */
import { useId, type ReactNode } from 'react'
import styles from './Section.module.css'

export interface SectionProps {
  readonly title: ReactNode
  /** One sentence below the heading. */
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly children?: ReactNode
}

export function Section({ title, lead, actions, children }: SectionProps) {
  const id = useId()
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <header className={styles['head']}>
        <div>
          <h2 id={id} className={styles['title']}>{title}</h2>
          {lead !== undefined && <p className={styles['lead']}>{lead}</p>}
        </div>
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </header>
      {children}
    </section>
  )
}
