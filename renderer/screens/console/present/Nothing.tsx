/** No step stands before the people at this moment: why, and what comes next. */
import type { RunState } from '../../../store/runState.ts'
import { Next } from './Next.tsx'
import styles from './Present.module.css'

export function Nothing({ state }: { readonly state: RunState }) {
  const { standing, alsoHeld } = state.now
  const held = standing.is === 'held' || alsoHeld !== null
  return (
    <section className={styles['nothing']} aria-label="Now">
      <h2 className={styles['quietTitle']}>{held ? 'On hold: nothing starts until it is released' : standing.is === 'draining' || standing.is === 'abandoning' ? 'Waits until nothing runs any more' : 'Nothing stands before you at this moment'}</h2>
      <Next state={state} />
    </section>
  )
}
