/** How far something is. Where the total is unknown it shows what is done and the rate, and never a share. */
import { formatCount, formatShare, formatSpan } from './format.ts'
import styles from './Progress.module.css'

export interface ProgressProps {
  readonly done: number | null
  readonly total: number | null
  /** Units a second. */
  readonly rate: number | null
  /** What is counted: "rows". */
  readonly unit?: string | undefined
  readonly label?: string | undefined
}

export function Progress({ done, total, rate, unit, label = 'Progress' }: ProgressProps) {
  const known = done !== null && total !== null && total > 0
  const share = known ? Math.min(1, Math.max(0, done / total)) : null
  const leftMs = known && rate !== null && rate > 0 && done < total ? ((total - done) / rate) * 1000 : null
  const units = unit === undefined ? '' : ` ${unit}`
  const words = [
    done === null ? null : known ? `${formatCount(done)} of ${formatCount(total)}${units}` : `${formatCount(done)}${units}`,
    rate === null ? null : `${formatCount(rate)}${units}/s`,
    leftMs === null ? null : `${formatSpan(leftMs)} left at this rate`,
    known ? null : 'total unknown',
  ].filter((word) => word !== null)
  return (
    <div className={styles['progress']}>
      <div className={styles['track']} role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={share === null ? undefined : Math.floor(share * 100)} aria-valuetext={words.join(', ')} data-unknown={share === null || undefined}>
        {share !== null && <div className={styles['fill']} style={{ transform: `scaleX(${share})` }} />}
      </div>
      <div className={styles['words']}>
        {share !== null && <span className={`figures ${styles['share']}`}>{formatShare(share)}</span>}
        {words.map((word) => <span key={word} className="figures">{word}</span>)}
      </div>
    </div>
  )
}
