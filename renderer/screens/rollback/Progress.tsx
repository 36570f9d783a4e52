/** What is done, what is present, what is not done: for somebody who was not there. */
import type { RunRow } from '../../../electron/contract/shapes/run.ts'
import type { RunState } from '../../store/runState.ts'
import { Clock } from '../../ui/Clock.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { WallTime } from '../../ui/WallTime.tsx'
import styles from './Card.module.css'
import { progressOf } from './cardWords.ts'

export function Progress({ state }: { readonly state: RunState }) {
  const { over, present, ahead } = progressOf(state)
  return (
    <section aria-label="What is done and what is not">
      <h2 className={styles['name']}>Where the run stands</h2>
      {present.length > 0 && <Rows rows={present} state={state} />}
      {present.length === 0 && <p className={styles['quiet']}>No step is present.</p>}
      <More title={`${over.length} done or settled`} rows={over} state={state} />
      <More title={`${ahead.length} not done`} rows={ahead} state={state} />
    </section>
  )
}

function More({ title, rows, state }: { readonly title: string; readonly rows: readonly RunRow[]; readonly state: RunState }) {
  if (rows.length === 0) return <p className={styles['quiet']}>{title}</p>
  return (
    <details className={styles['more']}>
      <summary>{title}</summary>
      <Rows rows={rows} state={state} />
    </details>
  )
}

function Rows({ rows, state: { steps } }: { readonly rows: readonly RunRow[]; readonly state: RunState }) {
  return (
    <ul className={styles['rows']}>
      {rows.map(({ step, mark, time, endedAt, present }) => {
        const facts = steps.get(step)
        return (
          <li key={step}>
            <StateMark mark={mark} word />
            <span className={styles['step']}>{facts?.title ?? step}</span>
            <span className={styles['quiet']}>{facts?.owner ?? ''}</span>
            {present && time !== null && <Clock value={time} />}
            {endedAt !== null && <WallTime at={endedAt} />}
          </li>
        )
      })}
    </ul>
  )
}
