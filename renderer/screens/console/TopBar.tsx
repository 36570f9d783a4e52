/** Always there: what this run is, its two clocks, when it ends and how sure that is, and the window bar. */
import { Link } from 'wouter'
import { latenessOf } from '../../parts/run/lateness.ts'
import { useSettings } from '../../store/hooks.ts'
import { planPath, warRoomPath } from '../../store/paths.ts'
import type { RunState } from '../../store/runState.ts'
import { barOfRun } from '../../ui/bar/barOfRun.ts'
import { Clock } from '../../ui/Clock.tsx'
import { Copy } from '../../ui/Copy.tsx'
import { Delta } from '../../ui/Delta.tsx'
import { formatClock, formatShare } from '../../ui/format.ts'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { useNow } from '../../ui/useNow.ts'
import { WallTime } from '../../ui/WallTime.tsx'
import { WindowBar } from '../../ui/WindowBar.tsx'
import styles from './TopBar.module.css'

const AGAINST = { plan: 'plan', median: 'median', best: 'best', last: 'last run', p90: 'P90' } as const

export function TopBar({ state }: { readonly state: RunState }) {
  const { fixed, now: run, rows } = state
  return (
    <header className={styles['top']}>
      <div className={styles['what']}>
        <LiveBadge mode={fixed.mode} environment={fixed.environment} />
        <h1 className={styles['title']}><Link href={planPath(fixed.file)}>{fixed.title}</Link></h1>
        <span className={styles['hash']} title={`The runbook's bytes: sha256 ${fixed.sha256}`}><code>{fixed.sha256.slice(0, 8)}</code><Copy text={fixed.sha256} label="Copy the runbook's hash" /></span>
        <Link className={styles['link']} href={warRoomPath(fixed.run)}>War room</Link>
      </div>
      <Figures state={state} />
      <WindowBar bar={barOfRun(run, fixed, rows)} size="l" />
    </header>
  )
}

function Figures({ state: { fixed, now: run } }: { readonly state: RunState }) {
  const { settings } = useSettings()
  const now = useNow()
  const late = latenessOf(run, settings.comparison, now)
  const { eta, forecast } = run
  const fits = forecast?.fitsWindow ?? null
  const left = fixed.window && run.end === null ? fixed.window.endsAt - now : null
  return (
    <dl className={styles['figures']}>
      {eta && run.end === null && <Figure name="T−" tip="Time of the sequence until its expected end: it stops in a hold"><span className="figures">{run.sequence.runs ? formatClock(Math.max(0, eta.p50At - now)) : `${formatClock(Math.max(0, eta.p50At - now))} held`}</span></Figure>}
      {left !== null && <Figure name="L−" tip="Wall time until the window ends"><span className="figures">{left < 0 ? `−${formatClock(-left)} over` : formatClock(left)}</span></Figure>}
      <Figure name={run.end === null ? 'Active' : 'Took'} tip="Time of the sequence, without holds and outages"><Clock value={run.sequence} size="l" /></Figure>
      {run.end === null ? (
        <Figure name={eta?.from === 'comparison' ? `Ends, by the ${AGAINST[eta.comparison]}` : 'Ends'} tip="P50, with P10 to P90">
          {eta ? <><WallTime at={Math.max(now, eta.p50At)} size="l" />{eta.from === 'forecast' && <small className={styles['band']}> <WallTime at={Math.max(now, eta.p10At)} size="s" />–<WallTime at={Math.max(now, eta.p90At)} size="s" /></small>}</> : <span className={styles['quiet']}>nobody knows yet</span>}
        </Figure>
      ) : (
        run.endedAt !== null && <Figure name="Ended" tip=""><WallTime at={run.endedAt} size="l" /></Figure>
      )}
      {run.end === null && <Figure name="In the window" tip="Probability that the run ends before the window does"><span className="figures">{fits === null ? '–' : formatShare(fits)}</span></Figure>}
      {late && <Figure name={`${Math.abs(late.ms) < 1000 ? 'On time' : late.ms > 0 ? 'Late' : 'Early'}, ${AGAINST[late.against]}`} tip="Against the chosen comparison"><Delta ms={late.ms} size="l" /></Figure>}
      <Figure name="Steps" tip="Over, of those on this way"><span className="figures">{run.counts.done}<small className={styles['band']}> of {run.counts.total}</small></span></Figure>
      {forecast && run.end === null && <p className={styles['basis']}>{forecast.basedOnRuns === 0 ? 'From the plan alone: never rehearsed.' : forecast.basedOnRuns < 3 ? `From ${forecast.basedOnRuns === 1 ? 'one rehearsal' : 'two rehearsals'}: low evidence.` : `From ${forecast.basedOnRuns} rehearsals.`}</p>}
    </dl>
  )
}

function Figure({ name, tip, children }: { readonly name: string; readonly tip: string; readonly children: React.ReactNode }) {
  return <div title={tip}><dt>{name}</dt><dd>{children}</dd></div>
}
