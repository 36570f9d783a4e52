/** What comes next, and who owns it. */
import { useMemo } from 'react'
import { rowOf, type RunState } from '../../../store/runState.ts'
import { useNow } from '../../../ui/useNow.ts'
import { WallTime } from '../../../ui/WallTime.tsx'
import styles from './Next.module.css'

const MOST = 3

export function Next({ state }: { readonly state: RunState }) {
  const { order, rows, places, steps } = state
  const next = useMemo(() => {
    const found = []
    for (const id of order) {
      const row = rowOf({ rows, places }, id)
      const facts = steps.get(id)
      if (row?.mark === 'ahead' && facts) found.push({ row, facts })
      if (found.length === MOST) break
    }
    return found
  }, [order, rows, places, steps])
  const now = useNow(1000)
  if (next.length === 0) return null
  return (
    <section className={styles['next']} aria-label="Next">
      <h3 className={styles['name']}>Next</h3>
      <ol className={styles['list']}>
        {next.map(({ row, facts }) => (
          <li key={facts.id} className={styles['step']}>
            <span className={styles['title']}>{facts.lane === null ? '' : <span className={styles['quiet']}>{facts.lane} </span>}{facts.title}</span>
            <span className={styles['quiet']}>{facts.owner ?? 'nobody owns it'}</span>
            <span className={styles['quiet']}>{row.expectedAt === null ? '–' : <>ends <WallTime at={Math.max(row.expectedAt, now)} seconds /></>}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
