/** Whether something was rehearsed, as a shape and, where there is room, a word: nothing rests on colour alone. */
import type { CoverageStatus } from '../../../electron/contract/shapes/coverage.ts'
import { COVERAGE_WORDS } from './coverageWords.ts'
import styles from './CoverageMark.module.css'

export function CoverageMark({ status, word = true }: { readonly status: CoverageStatus; readonly word?: boolean }) {
  return (
    <span className={styles['mark']} data-status={status}>
      <svg width="14" height="14" viewBox="0 0 14 14" role={word ? undefined : 'img'} aria-hidden={word || undefined} aria-label={word ? undefined : COVERAGE_WORDS[status]} focusable="false"><CoverageShape status={status} x={7} y={7} /></svg>
      {word && COVERAGE_WORDS[status]}
    </span>
  )
}

/** Inside of a drawing: filled with a tick, half filled, a cross out of date, empty. */
export function CoverageShape({ status, x, y }: { readonly status: CoverageStatus; readonly x: number; readonly y: number }) {
  return (
    <g className={styles['shape']} data-status={status} transform={`translate(${x} ${y})`}>
      <circle r="5" className={styles['ring']} />
      {status === 'timed' && <path d="M-2.4 .2l1.8 1.8 3.2-3.8" className={styles['tick']} />}
      {status === 'walked' && <path d="M0-5a5 5 0 0 1 0 10Z" className={styles['half']} />}
      {status === 'stale' && <path d="M0-2.8V.4M0 2.6v.01" className={styles['stroke']} />}
    </g>
  )
}
