/** The card, or what it has turned into. LIVE or REHEARSAL, the clock and the window bar stand above all of it. */
import { useEffect, useMemo, type ReactNode } from 'react'
import { Link } from 'wouter'
import { endWords } from '../../parts/run/runWords.ts'
import { useConnection } from '../../store/hooks.ts'
import { runPath } from '../../store/paths.ts'
import type { RunState } from '../../store/runState.ts'
import { barOfRun } from '../../ui/bar/barOfRun.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { formatAgo, formatSpan } from '../../ui/format.ts'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useNow } from '../../ui/useNow.ts'
import { WallTime } from '../../ui/WallTime.tsx'
import { WindowBar } from '../../ui/WindowBar.tsx'
import { Card } from './Card.tsx'
import { isOver, walkedBranch } from './cardWords.ts'
import { NobodyDrives } from './NobodyDrives.tsx'
import styles from './RollbackPage.module.css'
import { WayConsole } from './WayConsole.tsx'

export interface RollbackPageProps {
  readonly state: RunState
  /** The stream is over: what is shown is old. */
  readonly stale: Error | null
  readonly onAgain: () => void
}

export function RollbackPage({ state, stale, onAgain }: RollbackPageProps) {
  const { fixed, now: run, rows, card } = state
  const { role } = useConnection()
  const now = useNow(1000)
  const bar = useMemo(() => barOfRun(run, fixed, rows), [run, fixed, rows])
  const walked = isOver(run.end) ? null : walkedBranch(state)
  useEffect(() => {
    document.title = `Rollback: ${fixed.title} · Runthrough`
  }, [fixed.title])

  return (
    <div className={styles['page']} data-density="reading">
      <header className={styles['head']}>
        <div className={styles['row']}>
          <LiveBadge mode={fixed.mode} environment={fixed.environment} />
          <h1 className={styles['title']}>{fixed.title}</h1>
          <code className={styles['hash']} title={`Runbook ${fixed.sha256}`}>#{fixed.sha256.slice(0, 8)}</code>
          <WallTime at={now} seconds />
          {role !== 'rollback' && <Link href={runPath(fixed.run)} className={styles['console']}>To the Console</Link>}
        </div>
        <WindowBar bar={bar} size="m" />
      </header>
      <Cut now={now} />
      {stale && <ErrorNotice error={stale} retry={onAgain} />}
      {run.driver.is === 'nobody' && !isOver(run.end) && <NobodyDrives run={fixed.run} walking={walked !== null} lastSeen={run.driver.lastSeenAt === null ? null : formatAgo(run.driver.lastSeenAt, now)} />}
      {isOver(run.end) ? <Ended state={state} /> : walked !== null ? <WayConsole state={state} branch={walked} /> : card !== null ? <Card state={state} card={card} now={now} /> : <NoWay state={state} />}
    </div>
  )
}

/** The road to the host is cut: what is shown is old, and nothing can be started. */
function Cut({ now }: { readonly now: number }) {
  const { state, lostSince } = useConnection()
  if (state === 'open' || state === 'connecting') return null
  return (
    <Notice tone="failed" urgent title={`No connection to the host${lostSince === null ? '' : ` for ${formatSpan(now - lostSince)}`}`}>
      What stands here is old, and nothing can be started from here until it is back. Trying again by itself. If it stays away: on the host’s machine, <code>runthrough rollback RUN</code> starts it, too.
    </Notice>
  )
}

function NoWay({ state: { now: run, fixed } }: { readonly state: RunState }) {
  return (
    <Notice tone="plain" title={run.wayBack?.evidence === 'forward-only' ? 'Forward only' : 'There is no way back now'}>
      <p>{run.can.whyNoRollback ?? 'The runbook has no rollback from where this run stands.'}</p>
      <Calls>{fixed.branches.filter(({ kind }) => kind !== 'rollback').map(({ id, title, authorise, call }) => <li key={id}><strong>{title}</strong>{authorise === null ? '' : `, authorised by ${authorise}`}{call === null ? '' : ` (${call})`}</li>)}</Calls>
    </Notice>
  )
}

function Calls({ children }: { readonly children: readonly ReactNode[] }) {
  if (children.length === 0) return null
  return <><p>What the runbook has instead; the captain enters it on the Console:</p><ul>{children}</ul></>
}

function Ended({ state }: { readonly state: RunState }) {
  const { now: run } = state
  if (run.end === null) return null
  const { tone, title, text } = endWords(run.end)
  return (
    <section aria-label="The end">
      <Notice tone={tone} urgent title={<h2 className={styles['ended']}>{title}</h2>}>
        {text !== undefined && <p>{text}</p>}
        {run.endedAt !== null && <p>Ended at <WallTime at={run.endedAt} seconds day />. Nothing can be rolled back any more.</p>}
      </Notice>
    </section>
  )
}
