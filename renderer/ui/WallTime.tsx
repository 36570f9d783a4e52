/** A time of day in the reader's locale and zone; the exact one, with UTC, under the pointer. */
import { classes } from './classes.ts'
import type { FigureSize } from './Clock.tsx'
import { formatDay, formatExact, formatTime } from './format.ts'
import styles from './Figures.module.css'

export interface WallTimeProps {
  /** Wall ms. */
  readonly at: number
  readonly seconds?: boolean | undefined
  /** With its day, for what was not today. */
  readonly day?: boolean | undefined
  readonly size?: FigureSize | undefined
}

export function WallTime({ at, seconds = false, day = false, size = 'm' }: WallTimeProps) {
  return (
    <time className={classes('figures', styles['figure'])} data-size={size} dateTime={new Date(at).toISOString()} title={formatExact(at)}>
      {day ? `${formatDay(at)}, ` : ''}
      {formatTime(at, { seconds })}
    </time>
  )
}
