/** A screen: its name, what can be done with all of it, and what it shows. The frame around it has the <main>. */
import { useEffect, type ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './Page.module.css'

export interface PageProps {
  readonly title: string
  /** Before the title: a way back, a badge. */
  readonly before?: ReactNode
  /** Below the title. */
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  /** As wide as text is read; the whole width unless said. */
  readonly width?: 'full' | 'reading' | undefined
  /** The page itself scrolls; where it does not, something on it does. */
  readonly scrolls?: boolean | undefined
  readonly density?: 'reading' | 'console' | 'war' | undefined
  readonly className?: string | undefined
  readonly children?: ReactNode
}

export function Page({ title, before, lead, actions, width = 'full', scrolls = true, density = 'reading', className, children }: PageProps) {
  useEffect(() => {
    document.title = title === 'Runthrough' ? title : `${title} · Runthrough`
  }, [title])
  return (
    <div className={classes(styles['page'], className)} data-width={width} data-scrolls={scrolls || undefined} data-density={density}>
      <header className={styles['head']}>
        <div className={styles['names']}>
          {before}
          <h1 className={styles['title']}>{title}</h1>
          {lead !== undefined && <div className={styles['lead']}>{lead}</div>}
        </div>
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </header>
      <div className={styles['body']}>{children}</div>
    </div>
  )
}
