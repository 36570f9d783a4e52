/** How a step stands: a shape of its own, a word, and a colour that only repeats what the two say. */
import type { ReactNode } from 'react'
import type { StepMark } from '../../electron/contract/shapes/scalars.ts'
import { MARKS } from './marks.ts'
import styles from './StateMark.module.css'

export interface StateMarkProps {
  readonly mark: StepMark
  /** Beside the shape; without it a screen reader hears it all the same. */
  readonly word?: boolean | undefined
}

export function StateMark({ mark, word = false }: StateMarkProps) {
  const facts = MARKS[mark]
  return (
    <span className={styles['mark']} data-tone={facts.tone} data-mark={mark}>
      <svg className={styles['shape']} width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{SHAPES[mark]}</svg>
      <span className={word ? styles['word'] : 'visually-hidden'}>{facts.word}</span>
    </span>
  )
}

const solid = (d: string): ReactNode => <path className={styles['solid']} d={d} />
const line = (d: string): ReactNode => <path className={styles['line']} d={d} />

/** Filled: it acts. A line: it is over. A dot: not yet. */
const SHAPES: Readonly<Record<StepMark, ReactNode>> = {
  running: solid('M3.5 2 13.5 8l-10 6V2Z'),
  rolling: solid('M12.5 2 2.5 8l10 6V2Z'),
  armed: solid('M8 1.5 14.5 8 8 14.5 1.5 8 8 1.5Z'),
  ending: solid('M3 3h10v10H3V3Z'),
  backoff: line('M13 8a5 5 0 1 1-1.6-3.7M13 2v3.3H9.7'),
  failed: <>{solid('M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z')}<path className={styles['cut']} d="M5.3 5.3l5.4 5.4M10.7 5.3l-5.4 5.4" /></>,
  done: line('M2.5 8.7l3.6 3.6 7.4-8.2'),
  degraded: <>{line('M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Z')}{solid('M8 2a6 6 0 0 1 0 12V2Z')}</>,
  skipped: line('M3 3.5 7.5 8 3 12.5M8.5 3.5 13 8l-4.5 4.5'),
  'passed-over': line('M6 3.5 10.5 8 6 12.5'),
  'timed-out': <>{line('M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Z')}{line('M8 4.5V8l2.5 2M3.8 3.8l8.4 8.4')}</>,
  stopped: line('M3.5 3.5h9v9h-9v-9Z'),
  lost: line('M5.3 5.6C5.3 3.8 6.5 2.7 8 2.7s2.7 1 2.7 2.5c0 2-2.7 2.2-2.7 4.3M8 12.7v.1'),
  undone: line('M6 3 2.5 6.5 6 10M2.5 6.5h6.8a3.5 3.5 0 0 1 0 7H7'),
  ahead: <circle className={styles['solid']} cx="8" cy="8" r="2" />,
}
