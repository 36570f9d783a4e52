/** The splits in the manner of a speedrun timer: what is over with its time and delta, what runs growing, what is ahead with its expected time. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useMemo, useRef, type CSSProperties, type RefObject } from 'react'
import type { Comparison } from '../../../../electron/contract/shapes/scalars.ts'
import type { RunState } from '../../../store/runState.ts'
import { Button } from '../../../ui/Button.tsx'
import { Select } from '../../../ui/Select.tsx'
import { AGAINST, comparisonOptions } from '../comparisons.ts'
import { showsSeconds } from '../head/figures.ts'
import { GroupRow } from './GroupRow.tsx'
import { anchorOf, longestLane, railsOf, splitItems } from './splitItems.ts'
import { SplitRow } from './SplitRow.tsx'
import { useFollow } from './useFollow.ts'
import styles from './Splits.module.css'

export interface SplitsProps {
  readonly state: RunState
  readonly comparison: Comparison
  /** Of which anything is known. */
  readonly known: ReadonlySet<Comparison>
  readonly onComparison: (comparison: Comparison) => void
  /** The present step that the buttons act on. */
  readonly selected: string | null
  /** A row was clicked. */
  readonly onStep: (step: string) => void
  /** Filled with what brings the present step back. */
  readonly followAgain: RefObject<(() => void) | null>
  readonly letterKeys: boolean
}

const ROW_PX = 28

export function Splits({ state, comparison, known, onComparison, selected, onStep, followAgain, letterKeys }: SplitsProps) {
  const { fixed, order, rows, places, steps, now: run } = state
  const items = useMemo(() => splitItems({ fixed, order, rows, places, steps }), [fixed, order, rows, places, steps])
  const rails = useMemo(() => railsOf(items), [items])
  const laneCh = useMemo(() => longestLane(items), [items])
  const box = useRef<HTMLDivElement>(null)
  const { follows, follow } = useFollow(box, anchorOf(items, run.end !== null) * ROW_PX)
  followAgain.current = follow
  const seconds = showsSeconds(run, fixed.startedAt, run.endedAt)
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: useCallback(() => ROW_PX, []),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 10,
    useFlushSync: false,
  })
  const choice = useMemo(() => <Select label="Compare with" hideLabel size="s" value={comparison} onChange={onComparison} options={comparisonOptions(known)} />, [comparison, onComparison, known])
  return (
    <section className={styles['splits']} aria-label="Splits" style={{ '--lane-ch': laneCh } as CSSProperties}>
      <header className={styles['head']}>
        <h2 className={styles['title']}>Splits <span className={styles['count']}>{run.counts.done} of {run.counts.total}</span></h2>
        {choice}
      </header>
      <div className={styles['names']} aria-hidden="true">
        <span>step</span>
        <span className={styles['right']}>time</span>
        <span className={styles['right']}>vs {AGAINST[comparison]}</span>
        <span className={styles['right']}>ends</span>
      </div>
      <div ref={box} className={styles['box']}>
        <ul className={styles['list']} aria-label="Steps of this run" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const item = items[index]
            if (!item) return null
            return (
              <li key={key} className={styles['item']} aria-setsize={items.length} aria-posinset={index + 1} style={{ transform: `translateY(${start}px)` }}>
                {item.is === 'group'
                  ? <GroupRow title={item.title} lanes={item.lanes} />
                  : <SplitRow row={item.row} facts={item.facts} lane={item.lane} lanes={item.lanes} rails={rails} comparison={comparison} seconds={seconds} selected={item.row.step === selected} onStep={onStep} />}
              </li>
            )
          })}
        </ul>
      </div>
      {!follows && <div className={styles['back']}><Button size="s" icon="chevron-down" keys={letterKeys ? 'l' : undefined} onClick={follow}>To the present step</Button></div>}
    </section>
  )
}
