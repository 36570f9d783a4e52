/** Lanes as rails: the mark of a step stands on its own, the others run by. */
import type { CSSProperties, ReactNode } from 'react'
import { MOST_RAILS } from './splitItems.ts'
import styles from './Rails.module.css'

export interface RailsProps {
  readonly rails: number
  readonly lane: number | null
  readonly lanes: number
  /** The rail runs on under the mark: a mere dot. */
  readonly through: boolean
  readonly children: ReactNode
}

export function Rails({ rails, lane, lanes, through, children }: RailsProps) {
  const at = Math.min(lane ?? 0, MOST_RAILS - 1)
  return (
    <span className={styles['rails']} style={{ '--rails': rails } as CSSProperties}>
      {Array.from({ length: Math.min(MOST_RAILS, Math.max(1, lanes)) }, (_, rail) => <span key={rail} className={styles['rail']} style={{ '--at': rail } as CSSProperties} />)}
      <span className={styles['stop']} data-through={through || undefined} style={{ '--at': at } as CSSProperties}>{children}</span>
    </span>
  )
}
