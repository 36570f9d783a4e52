/** Late or early: signed, in the tone of what it says, and in words for those who hear it. */
import { classes } from './classes.ts'
import type { FigureSize } from './Clock.tsx'
import { formatDelta } from './format.ts'
import styles from './Figures.module.css'

export interface DeltaProps {
  /** Positive: late. Null: there is nothing to compare with. */
  readonly ms: number | null
  readonly tenths?: boolean | undefined
  readonly size?: FigureSize | undefined
}

export function Delta({ ms, tenths = false, size = 'm' }: DeltaProps) {
  const even = ms === null || Math.abs(ms) < (tenths ? 100 : 1000)
  return (
    <span className={classes('figures', styles['figure'], styles['delta'])} data-size={size} data-tone={even ? 'quiet' : ms > 0 ? 'late' : 'fine'}>
      {ms === null ? '–' : formatDelta(ms, { tenths })}
      {!even && <span className="visually-hidden">{ms > 0 ? ' late' : ' early'}</span>}
    </span>
  )
}
