/** The three answers that everybody in the room asks for: when does it end, how sure is that, how late are we. */
import { latenessOf } from '../../parts/run/lateness.ts'
import { useSettings } from '../../store/hooks.ts'
import type { RunState } from '../../store/runState.ts'
import { wayBackWords } from '../../ui/bar/barWords.ts'
import { Clock } from '../../ui/Clock.tsx'
import { Delta } from '../../ui/Delta.tsx'
import { formatShare } from '../../ui/format.ts'
import { WallTime } from '../../ui/WallTime.tsx'
import styles from './WarRoom.module.css'

const AGAINST = { plan: 'plan', median: 'median', best: 'best run', last: 'last run', p90: 'P90' } as const

export function WarFigures({ state: { now: run, fixed }, now }: { readonly state: RunState; readonly now: number }) {
  const { settings } = useSettings()
  const late = latenessOf(run, settings.comparison, now)
  const { eta, forecast } = run
  const fits = forecast?.fitsWindow ?? null
  const way = run.end === null ? wayBackWords({ wayBack: run.wayBack, startsAt: run.bar?.startsAt ?? fixed.startedAt, runFrom: fixed.startedAt }, now) : null
  return (
    <dl className={styles['figures']}>
      {run.end !== null ? (
        run.endedAt !== null && <div><dt>Ended</dt><dd><WallTime at={run.endedAt} size="l" /></dd></div>
      ) : (
        <div>
          <dt>Ends</dt>
          {eta ? <dd><WallTime at={Math.max(now, eta.p50At)} size="l" />{eta.from === 'forecast' && <span className={styles['band']}><WallTime at={Math.max(now, eta.p10At)} /> to <WallTime at={Math.max(now, eta.p90At)} /></span>}</dd> : <dd className={styles['quiet']}>nobody knows yet</dd>}
        </div>
      )}
      <div><dt>In the window</dt><dd className="figures">{run.end !== null || fits === null ? '–' : formatShare(fits)}</dd></div>
      <div><dt>{late ? `${late.ms > 0 ? 'Late' : 'Early'} against the ${AGAINST[late.against]}` : 'Late or early'}</dt><dd>{late ? <Delta ms={late.ms} size="l" /> : '–'}</dd></div>
      {way && <div><dt>{way.words}{way.caveat === null ? '' : ` (${way.caveat})`}</dt><dd data-tone={way.tone}>{way.at === null ? '–' : <WallTime at={way.at} size="l" />}</dd></div>}
      <div><dt>Active</dt><dd><Clock value={run.sequence} size="l" /></dd></div>
    </dl>
  )
}
