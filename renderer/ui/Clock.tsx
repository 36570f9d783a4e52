/** A clock that ticks by itself, by the host's time, and turns over when its own second is full. */
import type { Ticking } from '../../electron/contract/shapes/scalars.ts'
import { classes } from './classes.ts'
import { formatClock } from './format.ts'
import { useTicking } from './useNow.ts'
import styles from './Figures.module.css'

export type FigureSize = 's' | 'm' | 'l' | 'display' | 'war'

export function Clock({ value, size = 'm' }: { readonly value: Ticking; readonly size?: FigureSize | undefined }) {
  return <span className={classes('figures', styles['figure'])} data-size={size} role="timer" aria-live="off">{formatClock(useTicking(value))}</span>
}
