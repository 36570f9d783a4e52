/** One split. Only the running ones tick. */
import { memo } from 'react'
import type { RunRow } from '../../../electron/contract/shapes/run.ts'
import type { Comparison } from '../../../electron/contract/shapes/scalars.ts'
import type { StepFacts } from '../../../electron/contract/shapes/step.ts'
import { classes } from '../../ui/classes.ts'
import { Clock } from '../../ui/Clock.tsx'
import { Delta } from '../../ui/Delta.tsx'
import { Duration } from '../../ui/Duration.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { useTicking } from '../../ui/useNow.ts'
import { WallTime } from '../../ui/WallTime.tsx'
import styles from './Splits.module.css'

export interface SplitLineProps {
  readonly row: RunRow
  readonly step: StepFacts | undefined
  readonly comparison: Comparison
  readonly chosen: boolean
  readonly onChoose: (step: string) => void
}

const NEVER = { ms: 0, at: 0, runs: false } as const

export const SplitLine = memo(function SplitLine({ row, step, comparison, chosen, onChoose }: SplitLineProps) {
  const against = step?.comparisons[comparison] ?? null
  const counts = row.mark === 'done' || row.mark === 'degraded'
  const title = step?.title ?? row.step
  const words = (
    <>
      <StateMark mark={row.mark} />
      <span className={styles['title']} title={title}>
        {step?.lane ? <span className={styles['lane']}>{step.lane}</span> : null}
        {title}
        {step?.pointOfNoReturn ? <span className={styles['gate']}> ▮ no return</span> : null}
        {row.attempt > 1 ? <span className={styles['attempt']}> {`×${row.attempt}`}</span> : null}
      </span>
      <span className={styles['time']}>{row.time === null ? <Expected row={row} against={against} /> : row.time.runs ? <Clock value={row.time} /> : <Duration ms={row.time.ms} tenths />}</span>
      <span className={styles['delta']}>{row.time !== null && against !== null && (row.time.runs ? <Growing row={row} against={against} /> : counts && <Delta ms={row.time.ms - against} tenths />)}</span>
    </>
  )
  if (!row.present) return <div className={styles['row']} data-mark={row.mark}>{words}</div>
  return <button type="button" className={classes(styles['row'], styles['present'])} data-mark={row.mark} aria-pressed={chosen} onClick={() => onChoose(row.step)}>{words}</button>
})

/** Ahead: the clock time of its expected end, else how long it is planned for. */
function Expected({ row, against }: { readonly row: RunRow; readonly against: number | null }) {
  if (row.endedAt !== null) return <span className={styles['quiet']}>–</span>
  return <span className={styles['quiet']}>{row.expectedAt === null ? <Duration ms={against} /> : <WallTime at={row.expectedAt} />}</span>
}

/** A running one is late only once it takes longer. */
function Growing({ row, against }: { readonly row: RunRow; readonly against: number }) {
  const ms = useTicking(row.time ?? NEVER)
  return ms > against ? <Delta ms={ms - against} /> : null
}
