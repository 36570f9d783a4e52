/** LIVE or REHEARSAL: in words, in shape, and against what. It stands on every screen of a run. */
import type { Mode } from '../../electron/contract/shapes/scalars.ts'
import styles from './LiveBadge.module.css'

export interface LiveBadgeProps {
  readonly mode: Mode
  readonly environment: string | null
  readonly size?: 's' | 'm' | 'l' | undefined
}

const WORDS: Readonly<Record<Mode, string>> = { live: 'LIVE', rehearsal: 'REHEARSAL', tabletop: 'TABLETOP', simulation: 'SIMULATION' }

export function LiveBadge({ mode, environment, size = 'm' }: LiveBadgeProps) {
  return (
    <span className={styles['badge']} data-mode={mode} data-size={size}>
      <span className={styles['shape']} aria-hidden="true" />
      <span className={styles['word']}>{WORDS[mode]}</span>
      {environment !== null && <span className={styles['environment']}>{environment}</span>}
    </span>
  )
}
