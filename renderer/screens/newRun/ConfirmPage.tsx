/** A live run: its window as the clock shows it, and the runbook's id, typed. */
import type { LibraryEntry } from '../../../electron/contract/shapes/library.ts'
import { formatSpan } from '../../ui/format.ts'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useNow } from '../../ui/useNow.ts'
import { WallTime } from '../../ui/WallTime.tsx'
import type { PageProps } from './pageProps.ts'
import styles from './pages.module.css'

export function ConfirmPage({ choices, plan, problems, send, entry }: PageProps & { readonly entry: Pick<LibraryEntry, 'bar' | 'total'> }) {
  const now = useNow(1000)
  const window = entry.bar?.window ?? null
  return (
    <div className={styles['summary']}>
      <LiveBadge mode="live" environment={choices.environment} size="l" />
      {window
        ? (
            <dl className={styles['clock']}>
              <div><dt>Begins, if started now</dt><dd><WallTime at={now} seconds size="l" /></dd></div>
              {entry.total && <div><dt>Expected end, at most (P90)</dt><dd><WallTime at={now + entry.total.p90Ms} size="l" /></dd></div>}
              <div><dt>{`Safety floor, the last ${formatSpan(window.safetyFloorMs)}`}</dt><dd><WallTime at={now + window.lengthMs - window.safetyFloorMs} size="l" /></dd></div>
              <div><dt>{`Window ends, after ${formatSpan(window.lengthMs)}`}</dt><dd><WallTime at={now + window.lengthMs} size="l" /></dd></div>
            </dl>
          )
        : <Notice title="This runbook has no change window">Nobody is told when it gets late, or until when a rollback fits.</Notice>}
      <div className={styles['fields']}>
        <TextField label={`Type ${plan.book.id} to confirm that this run is live`} value={choices.confirm} onChange={(text) => send({ type: 'CONFIRM', text })} error={problems['confirm'] ?? null} mono autoFocus onEnter={() => send({ type: 'NEXT' })} />
      </div>
    </div>
  )
}
