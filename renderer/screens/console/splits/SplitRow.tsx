/** One split, 28 px high. */
import { memo } from 'react'
import type { RunRow } from '../../../../electron/contract/shapes/run.ts'
import type { Comparison } from '../../../../electron/contract/shapes/scalars.ts'
import type { StepFacts } from '../../../../electron/contract/shapes/step.ts'
import { formatClock, formatDelta, formatDuration, formatTime } from '../../../ui/format.ts'
import { MARKS } from '../../../ui/marks.ts'
import { StateMark } from '../../../ui/StateMark.tsx'
import { useNow, useTicking } from '../../../ui/useNow.ts'
import { AlignedFigure } from './AlignedFigure.tsx'
import { Rails } from './Rails.tsx'
import { deltaOf } from './splitDelta.ts'
import styles from './SplitRow.module.css'

export interface SplitRowProps {
  readonly row: RunRow
  readonly facts: StepFacts
  readonly lane: number | null
  readonly lanes: number
  /** As many are drawn in the whole list. */
  readonly rails: number
  readonly comparison: Comparison
  readonly seconds: boolean
  readonly selected: boolean
  readonly onStep: (step: string) => void
}

/** Their shape says it; of others the word stands beside the title. */
const WORDLESS: ReadonlySet<RunRow['mark']> = new Set<RunRow['mark']>(['done', 'ahead', 'running', 'rolling'])

export const SplitRow = memo(function SplitRow({ row, facts, lane, lanes, rails, comparison, seconds, selected, onStep }: SplitRowProps) {
  const { mark, attempt, present, time } = row
  const { tone, word } = MARKS[mark]
  const state = present ? 'present' : mark === 'ahead' ? 'ahead' : 'over'
  return (
    <button type="button" className={styles['row']} data-tone={tone} data-state={state} data-selected={selected || undefined} aria-current={present ? 'step' : undefined} onClick={() => onStep(row.step)} title={titleOf(facts)}>
      <span className={styles['name']} data-alone={time === null || undefined}>
        <Rails rails={rails} lane={lane} lanes={lanes} through={mark === 'ahead'}><StateMark mark={mark} /></Rails>
        {facts.lane !== null && <span className={styles['lane']}>{facts.lane}</span>}
        <span className={styles['title']}>{facts.title}</span>
        {attempt > 1 && <span className={styles['word']}>×{attempt}</span>}
        {!WORDLESS.has(mark) && <span className={styles['word']} aria-hidden="true">{mark === 'armed' ? 'waits' : word}</span>}
      </span>
      {time === null ? null : time.runs ? <Growing row={{ ...row, time }} facts={facts} comparison={comparison} /> : <Stood row={row} facts={facts} comparison={comparison} />}
      <Ends row={row} seconds={seconds} />
    </button>
  )
})

function Stood({ row, facts, comparison }: { readonly row: RunRow; readonly facts: StepFacts; readonly comparison: Comparison }) {
  const delta = row.time === null ? null : deltaOf(row.mark, row.time.ms, facts.comparisons[comparison], row.present)
  return (
    <>
      <span className={styles['time']}>{row.time !== null && <AlignedFigure text={formatDuration(row.time.ms, { tenths: true })} />}</span>
      <Delta ms={delta} />
    </>
  )
}

/** Of one that runs: whole seconds, as nobody reads flying tenths. */
function Growing({ row, facts, comparison }: { readonly row: RunRow & { readonly time: NonNullable<RunRow['time']> }; readonly facts: StepFacts; readonly comparison: Comparison }) {
  const ms = useTicking(row.time)
  return (
    <>
      <span className={styles['time']}><AlignedFigure text={formatClock(ms)} /></span>
      <Delta ms={deltaOf(row.mark, ms, facts.comparisons[comparison], true)} />
    </>
  )
}

function Delta({ ms }: { readonly ms: number | null }) {
  if (ms === null) return <span className={styles['time']} />
  const even = Math.abs(ms) < 100
  return (
    <span className={styles['delta']} data-tone={even ? 'quiet' : ms > 0 ? 'late' : 'fine'}>
      <AlignedFigure text={even ? '±0:00' : formatDelta(ms, { tenths: true })} />
      {!even && <span className="visually-hidden">{ms > 0 ? ' late' : ' early'}</span>}
    </span>
  )
}

/** What is over has its time; what is to come is never shown before now. */
function Ends({ row: { endedAt, expectedAt, present }, seconds }: { readonly row: RunRow; readonly seconds: boolean }) {
  const now = useNow(endedAt === null && expectedAt !== null ? (seconds ? 1000 : 60_000) : null)
  const at = endedAt ?? (expectedAt === null ? null : Math.max(expectedAt, now))
  if (at === null) return <span className={styles['ends']}>–</span>
  return <span className={`figures ${styles['ends']}`} data-present={present || undefined}>{formatTime(at, { seconds })}</span>
}

function titleOf({ title, owner, lane, group }: StepFacts): string {
  return [title, owner === null ? 'nobody owns it' : `owner: ${owner}`, lane === null ? null : `lane ${lane}`, group].filter((part) => part !== null).join('\n')
}
