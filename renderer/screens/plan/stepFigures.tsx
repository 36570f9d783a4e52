/** What is known of a step, in the forms in which both the table and the panel show it. */
import type { PlanStep } from '../../../electron/contract/shapes/plan.ts'
import { evidenceWords } from '../../parts/graph/words.ts'
import { Duration } from '../../ui/Duration.tsx'
import { formatDuration, formatShare, formatSpan } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import styles from './stepFigures.module.css'

/** Two quantiles: the likely one, and the one to count on. */
export function Pair({ first, second }: { readonly first: number | null; readonly second: number | null }) {
  return (
    <span className={styles['pair']}>
      <Duration ms={first} tenths />
      {second !== null && <span className={styles['second']}><Duration ms={second} size="s" tenths /></span>}
    </span>
  )
}

/** Ms from the run's start. */
export function FromStart({ ms }: { readonly ms: number | null }) {
  return <span className={`figures ${styles['from']}`}>{ms === null ? '–' : `T+${formatDuration(ms)}`}</span>
}

type Back = PlanStep['rollback']

export function BackEvidence({ back, titleOf }: { readonly back: Back; readonly titleOf: (id: string) => string }) {
  const { branch, evidence, rehearsals } = back
  if (branch === null) return <span className={styles['evidence']} data-evidence={evidence}>{evidence === 'forward-only' ? <><Icon name="arrow-right" />forward only</> : 'no rollback'}</span>
  return (
    <span className={styles['back']}>
      <span className={styles['branch']}><Icon name="rollback" />{titleOf(branch)}</span>
      <span className={styles['evidence']} data-evidence={evidence}>{evidenceWords(evidence, rehearsals)}</span>
    </span>
  )
}

/** Until when a rollback from here fits the window, in a sentence; null where nothing can be said. */
export function safeWords({ branch, evidence, latestSafeMs, fitsIfStarted, p50Ms, p90Ms }: Back): string | null {
  if (branch === null) return evidence === 'forward-only' ? 'Past the point of no return: forward only.' : null
  if (latestSafeMs === null) return evidence === 'never' ? 'Nobody has timed this way back: until when it fits the window is unknown.' : null
  const takes = p50Ms === null || p90Ms === null ? '' : ` It takes ${[...new Set([formatSpan(p50Ms), formatSpan(p90Ms)])].join(' to ')}.`
  const fits = fitsIfStarted === null ? '' : ` Started when expected, this step still leaves time for it with ${formatShare(fitsIfStarted)}.`
  return `Fits the window until ${formatDuration(latestSafeMs)} after the start.${takes}${fits}`
}
