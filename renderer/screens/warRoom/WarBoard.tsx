/** What stands on the wall: how the run stands, the step that matters now and its clock, when it ends, and what comes next. */
import { useEffect } from 'react'
import type { PresentStep } from '../../../electron/contract/shapes/run.ts'
import { milestones } from '../../parts/run/milestones.ts'
import { endWords, standingWords, type Words } from '../../parts/run/runWords.ts'
import { useConnection } from '../../store/hooks.ts'
import type { RunState } from '../../store/runState.ts'
import { barOfRun } from '../../ui/bar/barOfRun.ts'
import { Clock } from '../../ui/Clock.tsx'
import { formatSpan } from '../../ui/format.ts'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { useNow } from '../../ui/useNow.ts'
import { WallTime } from '../../ui/WallTime.tsx'
import { WindowBar } from '../../ui/WindowBar.tsx'
import { WarFigures } from './WarFigures.tsx'
import styles from './WarRoom.module.css'

export function WarBoard({ state, stale }: { readonly state: RunState; readonly stale: Error | null }) {
  const { fixed, now: run, rows } = state
  const now = useNow()
  const words = run.end === null ? standingWords(state, now) : endWords(run.end)
  const [first, ...others] = leading(run.present)
  const next = run.end === null ? milestones(state) : []
  const announced = state.log.findLast(({ tone }) => tone === 'announcement')
  useEffect(() => {
    document.title = `War room: ${fixed.title} · Runthrough`
  }, [fixed.title])

  return (
    <div className={styles['room']} data-density="war">
      <header className={styles['head']}>
        <LiveBadge mode={fixed.mode} environment={fixed.environment} size="l" />
        <h1 className={styles['title']}>{fixed.title}</h1>
        <WallTime at={now} size="l" />
      </header>
      <Old stale={stale} />
      {words && <Standing words={words} />}
      <section className={styles['present']} aria-label="Now">
        {first ? <Leading step={first} state={state} /> : <Ended state={state} words={words} />}
      </section>
      <WarFigures state={state} now={now} />
      <WindowBar bar={barOfRun(run, fixed, rows)} size="war" />
      <div className={styles['foot']}>
        {others.length > 0 && (
          <section aria-label="At the same time">
            <h2>At the same time</h2>
            <ul>
              {others.slice(0, 4).map((step) => (
                <li key={step.step} className={styles['line']}>
                  <StateMark mark={step.mark} />
                  <span className={styles['what']}>{state.steps.get(step.step)?.title}</span>
                  {step.elapsed && <Clock value={step.elapsed} />}
                </li>
              ))}
            </ul>
          </section>
        )}
        {next.length > 0 && (
          <section aria-label="Next">
            <h2>Next</h2>
            <ul>
              {next.map(({ id, title, expectedAt }) => (
                <li key={id} className={styles['line']}>
                  <span className={styles['what']}>{title} ends</span>
                  {expectedAt === null ? <span className={styles['quiet']}>nobody knows yet</span> : <WallTime at={Math.max(expectedAt, now)} />}
                </li>
              ))}
            </ul>
          </section>
        )}
        <section aria-label="Last announcement">
          <h2>Last announcement</h2>
          {announced ? <p className={styles['line']}><span className={styles['what']}>{announced.text}</span><WallTime at={announced.at} /></p> : <p className={styles['quiet']}>None in this run so far.</p>}
        </section>
      </div>
    </div>
  )
}

/** What failed first, then what runs longest: that is what the room waits for. */
function leading(present: readonly PresentStep[]): PresentStep[] {
  const failed = ({ mark }: PresentStep): boolean => mark === 'failed' || mark === 'timed-out' || mark === 'lost'
  const since = ({ elapsed }: PresentStep): number => (elapsed ? elapsed.at - elapsed.ms : Infinity)
  return [...present].sort((a, b) => Number(failed(b)) - Number(failed(a)) || since(a) - since(b))
}

function Leading({ step, state }: { readonly step: PresentStep; readonly state: RunState }) {
  const facts = state.steps.get(step.step)
  return (
    <>
      <div>
        <StateMark mark={step.mark} word />
        <p className={styles['step']}>{facts?.title ?? step.step}</p>
        <p className={styles['owner']}>{facts?.owner ?? 'nobody owns it'}{facts?.lane ? <span className={styles['quiet']}> · lane {facts.lane}</span> : null}</p>
        {step.why !== null && <p className={styles['why']}>{step.why}</p>}
      </div>
      {step.elapsed && <Clock value={step.elapsed} size="war" />}
    </>
  )
}

function Ended({ state: { now: run }, words }: { readonly state: RunState; readonly words: Words | null }) {
  return (
    <>
      <p className={styles['step']}>{words?.title ?? 'Nothing runs at this moment'}</p>
      <Clock value={run.wall} size="war" />
    </>
  )
}

function Standing({ words: { tone, title, text } }: { readonly words: Words }) {
  return <p className={styles['standing']} data-tone={tone} role="status"><strong>{title}</strong>{text !== undefined && <span>{text}</span>}</p>
}

/** What is shown is old: the road to the host is cut. */
function Old({ stale }: { readonly stale: Error | null }) {
  const { state, lostSince } = useConnection()
  const now = useNow()
  if (stale) return <p className={styles['standing']} data-tone="failed" role="alert"><strong>{stale.message}</strong><span>What stands here is old.</span></p>
  if (state === 'open') return null
  return <p className={styles['standing']} data-tone="late" role="status"><strong>No connection to the host{lostSince === null ? '' : ` for ${formatSpan(now - lostSince)}`}</strong><span>What stands here is old; the run itself goes on. Trying again by itself.</span></p>
}
