/** How a window bar is read: its signs and their words, in the order in which they stand on it. */
import styles from './BarKey.module.css'

const SIGNS = [
  { id: 'steps', word: 'steps, in order' },
  { id: 'ponr', word: 'point of no return' },
  { id: 'end', word: 'when it ends: P10–P90, most likely at the tick' },
  { id: 'flag', word: 'until when a rollback still fits' },
  { id: 'floor', word: 'safety floor' },
  { id: 'window', word: 'end of the change window' },
] as const

export function BarKey() {
  return (
    <ul className={styles['key']} aria-label="How to read a window bar">
      {SIGNS.map(({ id, word }) => (
        <li key={id} className={styles['sign']}>
          <span className={styles['shape']} data-shape={id} aria-hidden="true" />
          {word}
        </li>
      ))}
    </ul>
  )
}
