/** Something is under way, and nobody knows for how long. It tells what, and after two seconds since when; nothing turns. */
import { useState } from 'react'
import { formatSpan } from './format.ts'
import { ticker } from './ticker.ts'
import { useNow } from './useNow.ts'
import styles from './Progress.module.css'

const PATIENCE_MS = 2000

/** `label` as "Reading the plan". */
export function Spinner({ label }: { readonly label: string }) {
  const [since] = useState(() => ticker.now())
  const takesMs = useNow(1000, since) - since
  return (
    <span className={styles['spinner']} role="status">
      <span className={styles['ring']} aria-hidden="true" />
      {`${label} …`}
      {takesMs >= PATIENCE_MS && <span className={styles['quiet']} aria-hidden="true">{formatSpan(takesMs)}</span>}
    </span>
  )
}
