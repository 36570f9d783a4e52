/** Runthrough's mark: a window bar with what is done, what runs, and the flag until which one can turn back. */
import styles from './Mark.module.css'

export function Mark() {
  return (
    <svg className={styles['mark']} width="24" height="24" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path className={styles['line']} d="M3 16h26" />
      <path className={styles['done']} d="M3 11.5h8v9H3z" />
      <path className={styles['now']} d="M13 11.5h6v9h-6z" />
      <path className={styles['pole']} d="M24 26V5" />
      <path className={styles['flag']} d="M24 5h6.5l-2.2 3 2.2 3H24z" />
    </svg>
  )
}
