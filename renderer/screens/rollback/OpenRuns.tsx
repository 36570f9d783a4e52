/** Where the rollback's link leads: to the card of the open run; to a choice where there are several; and where there is none, to a plain wait. */
import { useEffect, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import type { RunSummary } from '../../../electron/contract/shapes/run.ts'
import { useRuns } from '../../store/hooks.ts'
import { rollbackPath } from '../../store/paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { Page } from '../../ui/Page.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { WallTime } from '../../ui/WallTime.tsx'
import styles from './OpenRuns.module.css'

export function OpenRuns() {
  const { data, error } = useRuns()
  const [, navigate] = useLocation()
  const open = data ? openOf(data.runs) : null
  const [first, ...others] = open ?? []
  // Whoever comes here from a card wants to see what there is, not the card again.
  const known = useRef(data)
  const only = first && others.length === 0 && data !== known.current ? first.run : null
  useEffect(() => {
    // The way back in the browser leads out of here, not to this page again.
    if (only !== null) navigate(rollbackPath(only), { replace: true })
  }, [only, navigate])

  return (
    <Page title="Rollback" width="reading" lead="This link is for the way back of a run, and for nothing else.">
      {error && <ErrorNotice error={error} />}
      {open === null && !error && <Spinner label="Asking the host for the runs that are open" />}
      {open !== null && open.length === 0 && (
        <EmptyState icon="clock" title="No run is open">Nothing can be rolled back now. As soon as a run begins, its card opens here by itself: leave this page open.</EmptyState>
      )}
      {open !== null && open.length > 0 && (
        <section aria-label="Open runs">
          <p>{open.length === 1 ? 'One run is open.' : `${open.length} runs are open. Which one is it?`}</p>
          <ul className={styles['runs']}>
            {open.map((run) => (
              <li key={run.run}>
                <Link href={rollbackPath(run.run)} className={styles['run']}>
                  <LiveBadge mode={run.mode} environment={run.environment} />
                  <strong>{run.title}</strong>
                  <span className={styles['quiet']}>since <WallTime at={run.startedAt} day />{run.startedBy === null ? '' : `, by ${run.startedBy}`}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}

/** Live ones first, then the latest. A tabletop changes nothing, but its team practises the card, too. */
function openOf(runs: readonly RunSummary[]): RunSummary[] {
  return runs.filter(({ endedAt }) => endedAt === null).toSorted((a, b) => Number(b.live) - Number(a.live) || b.startedAt - a.startedAt)
}
