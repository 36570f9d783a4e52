/** The title of a phase or branch, with the names of its lanes in the order of their rails. */
import styles from './GroupRow.module.css'

export function GroupRow({ title, lanes }: { readonly title: string; readonly lanes: readonly string[] }) {
  return (
    <div className={styles['group']}>
      <span className={styles['title']}>{title}</span>
      {lanes.length > 0 && <span className={styles['lanes']}>{lanes.join(' | ')}</span>}
      <span className={styles['rule']} aria-hidden="true" />
    </div>
  )
}
