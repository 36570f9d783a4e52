/** A part of the settings: its heading, whether it was saved, and what went wrong. */
import type { ReactNode } from 'react'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { SavedPart, Saving } from './useSaving.ts'
import styles from './SettingsPart.module.css'

export interface SettingsPartProps {
  readonly title: string
  readonly lead?: ReactNode
  /** Null for a part in which nothing is saved. */
  readonly part: SavedPart | null
  readonly saving: Saving | null
  readonly children: ReactNode
}

export function SettingsPart({ title, lead, part, saving, children }: SettingsPartProps) {
  const mine = saving !== null && saving.part === part ? saving : null
  const id = `settings-${title.toLowerCase().replaceAll(/\W+/gu, '-')}`
  return (
    <section className={styles['part']} aria-labelledby={id}>
      <header className={styles['head']}>
        <h2 id={id}>{title}</h2>
        {lead !== undefined && <p className={styles['lead']}>{lead}</p>}
        {mine && mine.state !== 'failed' && <p className={styles['saved']}>{mine.state === 'saved' ? <><Icon name="check" />Saved</> : 'Saving …'}</p>}
      </header>
      <div className={styles['body']}>
        {children}
        {mine?.error && <ErrorNotice error={mine.error} />}
      </div>
    </section>
  )
}
