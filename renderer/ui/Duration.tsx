/** What something took, or is expected to take; `–` where nobody knows. */
import { classes } from './classes.ts'
import type { FigureSize } from './Clock.tsx'
import { formatDuration } from './format.ts'
import styles from './Figures.module.css'

export interface DurationProps {
  readonly ms: number | null
  /** Below ten seconds, where they help. */
  readonly tenths?: boolean | undefined
  readonly size?: FigureSize | undefined
}

export function Duration({ ms, tenths = false, size = 'm' }: DurationProps) {
  const [whole, part] = formatDuration(ms, { tenths }).split('.')
  return (
    <span className={classes('figures', styles['figure'])} data-size={size}>
      {whole}
      {part !== undefined && <span className={styles['tenths']}>{`.${part}`}</span>}
    </span>
  )
}
