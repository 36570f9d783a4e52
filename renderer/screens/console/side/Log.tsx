/** What happened, who did it and when; notes are written here. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react'
import type { LogEntry } from '../../../../electron/contract/shapes/run.ts'
import { WATCHERS } from '../../../../electron/contract/roles.ts'
import { useConnection } from '../../../store/hooks.ts'
import type { RunState } from '../../../store/runState.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { may } from '../actions/actions.ts'
import { LogRow } from './LogRow.tsx'
import { NoteField } from './NoteField.tsx'
import { useLog } from './useLog.ts'
import styles from './Log.module.css'

export interface LogProps {
  readonly state: RunState
  /** The step that a note is on. */
  readonly selected: string | null
  readonly noteField: RefObject<HTMLInputElement | null>
  readonly letterKeys: boolean
}

const SHOWS = [{ value: 'all', label: 'All' }, { value: 'people', label: 'People' }, { value: 'announcements', label: 'Told' }] as const
type Shows = (typeof SHOWS)[number]['value']

const NEAR_END_PX = 24
const EXPECTED_PX = 44

export function Log({ state, selected, noteField, letterKeys }: LogProps) {
  const { role } = useConnection()
  const { entries, hasEarlier, ask, busy, error } = useLog(state.fixed.run, state.log)
  const [shows, setShows] = useState<Shows>('all')
  const shown = useMemo(() => entries.filter((entry) => isShown(entry, shows)), [entries, shows])
  const box = useRef<HTMLDivElement>(null)
  const [follows, setFollows] = useState(true)
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => EXPECTED_PX,
    getItemKey: (index) => shown[index]?.seq ?? index,
    overscan: 8,
    useFlushSync: false,
  })
  const height = virtualizer.getTotalSize()
  useLayoutEffect(() => {
    if (follows && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [follows, height])
  useEffect(() => {
    const element = box.current
    if (!element || !follows) return
    const observer = new ResizeObserver(() => {
      element.scrollTop = element.scrollHeight
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [follows])

  // Its entries come by the dozen, its choices never change.
  const choices = useMemo(() => <Segmented label="Show" hideLabel size="s" value={shows} onChange={setShows} options={SHOWS} />, [shows])

  return (
    <section className={styles['log']} aria-label="Log">
      <header className={styles['head']}>
        <h2 className={styles['title']}>Log</h2>
        {choices}
      </header>
      <div ref={box} className={styles['box']} tabIndex={0} role="region" aria-label="Entries of the log" onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => setFollows(scrollHeight - scrollTop - clientHeight < NEAR_END_PX)}>
        {hasEarlier && role !== null && WATCHERS.includes(role) && <div className={styles['earlier']}><Button size="s" tone="quiet" icon="chevron-up" busy={busy} onClick={ask}>Earlier entries</Button></div>}
        {error !== null && <ErrorNotice error={error} />}
        {shown.length === 0 && <p className={styles['none']}>{NONE[shows]}</p>}
        <ul className={styles['list']} aria-label="Log" style={{ height }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const entry = shown[index]
            return entry && (
              <li key={key} ref={virtualizer.measureElement} data-index={index} className={styles['item']} style={{ transform: `translateY(${start}px)` }}>
                <LogRow entry={entry} />
              </li>
            )
          })}
        </ul>
      </div>
      {!follows && <div className={styles['back']}><Button size="s" icon="chevron-down" onClick={() => setFollows(true)}>To the latest</Button></div>}
      {may(role, 'note') && <NoteField run={state.fixed.run} step={selected} title={selected === null ? null : (state.steps.get(selected)?.title ?? null)} field={noteField} keys={letterKeys ? 'n' : undefined} />}
    </section>
  )
}

const NONE: Readonly<Record<Shows, string>> = { all: 'Nothing has happened yet.', people: 'Nobody has done anything by hand yet.', announcements: 'Nobody has been told anything yet.' }

function isShown({ actor, tone }: LogEntry, shows: Shows): boolean {
  return shows === 'all' || (shows === 'announcements' ? tone === 'announcement' : tone === 'note' || (actor.via !== 'runthrough' && actor.via !== 'auto'))
}
