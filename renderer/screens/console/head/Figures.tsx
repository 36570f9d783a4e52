/** What everybody asks all night: how much is left of the sequence and of the window, when it ends, how sure that is, how late it is. */
import type { ReactNode } from 'react'
import type { Comparison } from '../../../../electron/contract/shapes/scalars.ts'
import { latenessOf } from '../../../parts/run/lateness.ts'
import type { RunState } from '../../../store/runState.ts'
import { formatClock, formatDelta, formatShare, formatTime } from '../../../ui/format.ts'
import type { Tone } from '../../../ui/tone.ts'
import { useNow } from '../../../ui/useNow.ts'
import { WallTime } from '../../../ui/WallTime.tsx'
import { AGAINST } from '../comparisons.ts'
import { etaNow, etaVerdict, showsSeconds, tMinus } from './figures.ts'
import styles from './Figures.module.css'

export function Figures({ state: { fixed, now: run }, comparison }: { readonly state: RunState; readonly comparison: Comparison }) {
  const now = useNow(run.end === null ? 1000 : null)
  const seconds = showsSeconds(run, fixed.startedAt, run.endedAt)
  const left = tMinus(run, now)
  const eta = etaNow(run, now)
  const verdict = etaVerdict({ eta, bar: run.bar }, now)
  const late = latenessOf(run, comparison, now)
  const fits = run.forecast?.fitsWindow ?? null
  if (run.end !== null) return null
  const held = run.standing.is === 'held' || run.alsoHeld !== null
  return (
    <dl className={styles['figures']}>
      <Figure name="T−" means="Until the end of the sequence; it stops in a hold" below={held ? 'stopped: on hold' : 'to the end'} value={left === null ? '–' : formatClock(left)} />
      {fixed.window && <Figure name="L−" means="Until the change window ends, by the wall clock" below={now > fixed.window.endsAt ? 'past its end' : 'of the window'} tone={now > fixed.window.endsAt ? 'failed' : undefined} value={`${now > fixed.window.endsAt ? '+' : ''}${formatClock(Math.abs(fixed.window.endsAt - now))}`} />}
      <Figure
        name="Ends"
        means="Half of all runs have ended by then; between the two others eight of ten"
        tone={verdict.tone}
        below={eta === null ? 'nobody knows yet' : verdict.words === '' ? (eta.from === 'forecast' ? bandOf(Math.max(now, eta.p10At), Math.max(now, eta.p90At), seconds) : `by ${AGAINST[eta.comparison]}`) : verdict.words}
        value={eta === null ? '–' : <WallTime at={Math.max(now, eta.p50At)} seconds={seconds} />}
      />
      {fixed.window && <Figure name="In window" means="The chance to end inside the change window" tone={fits !== null && fits < 0.8 ? 'late' : undefined} below={fits === null ? 'no forecast yet' : run.forecast && run.forecast.basedOnRuns > 0 ? `from ${run.forecast.basedOnRuns === 1 ? '1 run' : `${run.forecast.basedOnRuns} runs`}` : 'from its plan'} value={fits === null ? '–' : formatShare(fits)} />}
      <Figure
        name={late && Math.abs(late.ms) >= 1000 ? (late.ms > 0 ? 'Late' : 'Early') : 'On time'}
        means="Against the chosen comparison"
        tone={late === null || Math.abs(late.ms) < 1000 ? undefined : late.ms > 0 ? 'late' : 'fine'}
        below={late === null ? 'not known' : `vs ${AGAINST[late.against]}`}
        value={late === null ? '–' : formatDelta(late.ms)}
      />
    </dl>
  )
}

function bandOf(from: number, to: number, seconds: boolean): string {
  return `${formatTime(from, { seconds })}–${formatTime(to, { seconds })}`
}

function Figure({ name, means, value, below, tone }: { readonly name: string; readonly means: string; readonly value: ReactNode; readonly below: string; readonly tone?: Tone | undefined }) {
  return (
    <div className={styles['figure']} data-tone={tone} title={means}>
      <dt className={styles['name']}>{name}</dt>
      <dd className={`figures ${styles['value']}`}>{value}</dd>
      <dd className={styles['below']}>{below}</dd>
    </div>
  )
}
