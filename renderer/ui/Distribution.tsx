/** What something took in earlier runs: one dot a run on a line from nought, the latest one ringed, the plan as a tick. */
import { formatDuration, formatNumberOf } from './format.ts'
import styles from './Distribution.module.css'

export interface DistributionProps {
  /** Ms, the latest first. */
  readonly times: readonly number[]
  readonly plannedMs?: number | null | undefined
  /** The line's end, where several strips are compared; the longest time unless said. */
  readonly maxMs?: number | undefined
}

const WIDTH = 96
const HEIGHT = 16
const EDGE = 4

export function Distribution({ times, plannedMs = null, maxMs }: DistributionProps) {
  if (times.length === 0) return <span className={styles['none']}>not timed yet</span>
  const most = Math.max(maxMs ?? 0, plannedMs ?? 0, ...times, 1)
  const x = (ms: number): number => EDGE + (Math.min(ms, most) / most) * (WIDTH - 2 * EDGE)
  const sorted = times.toSorted((a, b) => a - b)
  const [least = 0, last = 0] = [sorted[0], sorted.at(-1)]
  const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
  const words = `${formatNumberOf(times.length, 'run')}: ${formatDuration(least, { tenths: true })} to ${formatDuration(last, { tenths: true })}, median ${formatDuration(median, { tenths: true })}${plannedMs === null ? '' : `, planned ${formatDuration(plannedMs)}`}`
  return (
    <svg className={styles['strip']} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words}>
      <title>{words}</title>
      <line className={styles['axis']} x1={EDGE} x2={WIDTH - EDGE} y1={HEIGHT / 2} y2={HEIGHT / 2} />
      {plannedMs !== null && <line className={styles['plan']} x1={x(plannedMs)} x2={x(plannedMs)} y1="1" y2={HEIGHT - 1} />}
      {times.map((ms, index) => index > 0 && <circle key={index} className={styles['dot']} cx={x(ms)} cy={HEIGHT / 2} r="2" />)}
      <circle className={styles['latest']} cx={x(times[0] ?? 0)} cy={HEIGHT / 2} r="2.75" />
    </svg>
  )
}
