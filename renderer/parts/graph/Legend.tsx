/** What the lines of the picture mean. */
import type { ReactNode } from 'react'
import { CoverageShape } from '../coverage/CoverageMark.tsx'
import { COVERAGE_MEANS, COVERAGE_ORDER } from '../coverage/coverageWords.ts'
import styles from './Legend.module.css'
import type { Shown } from './Lines.tsx'
import lines from './Lines.module.css'

interface Entry {
  readonly kind: string
  readonly word: string
  readonly sign?: ReactNode
  readonly unproven?: boolean
}

const ENTRIES: readonly Entry[] = [
  { kind: 'next', word: 'next' },
  { kind: 'need', word: 'needs', sign: <circle className={lines['sign']} cx="5" cy="7" r="3" /> },
  { kind: 'choice', word: 'choice', sign: <path className={lines['sign']} d="M5 2l5 5-5 5-5-5Z" /> },
  { kind: 'failure', word: 'failure', sign: <path className={lines['sign']} d="M1 3l8 8M9 3l-8 8" /> },
  { kind: 'timeout', word: 'time-out', sign: <g className={lines['sign']}><circle cx="5" cy="7" r="4.5" /><path d="M5 4.5V7l1.8 1.2" /></g> },
  { kind: 'resume', word: 'goes on' },
  { kind: 'back', word: 'rollback' },
  { kind: 'back', word: 'rollback, never rehearsed', unproven: true },
]

export function Legend({ show }: { readonly show: Shown }) {
  if (show === 'coverage') return <CoverageLegend />
  return (
    <ul className={styles['legend']} aria-label="Lines of the graph">
      {ENTRIES.map(({ kind, word, sign, unproven }) => (
        <li key={word} className={styles['entry']}>
          <svg width="34" height="14" viewBox="0 0 34 14" aria-hidden="true" focusable="false">
            <g className={lines['line']} data-kind={kind} data-unproven={unproven}>
              <path className={lines['stroke']} d={`M${sign ? 11 : 1} 7H28`} />
              <path className={lines['head']} d="M33 7l-7 -3.6v7.2Z" />
              {sign}
            </g>
          </svg>
          {word}
        </li>
      ))}
      <li className={styles['entry']}>
        <svg width="34" height="14" viewBox="0 0 34 14" aria-hidden="true" focusable="false"><path className={styles['gate']} d="M2 5h30M2 9h30M2 1v12M32 1v12" /></svg>
        point of no return
      </li>
    </ul>
  )
}

function CoverageLegend() {
  return (
    <ul className={styles['legend']} aria-label="Lines of the graph">
      {COVERAGE_ORDER.map((status) => (
        <li key={status} className={styles['entry']}>
          <svg width="44" height="14" viewBox="0 0 44 14" aria-hidden="true" focusable="false">
            <g className={lines['lines']} data-show="coverage">
              <g className={lines['line']} data-coverage={status}>
                <path className={lines['stroke']} d="M1 7H43" />
                <CoverageShape status={status} x={22} y={7} />
              </g>
            </g>
          </svg>
          {COVERAGE_MEANS[status]}
        </li>
      ))}
    </ul>
  )
}
