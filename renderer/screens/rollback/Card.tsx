/** Before the rollback: until when it fits, what it does, what it costs, what else could be done, and the one act that starts it. */
import type { MouseEvent } from 'react'
import type { RollbackCard } from '../../../electron/contract/shapes/card.ts'
import { may } from '../console/actions/actions.ts'
import { evidenceWords, takes } from '../console/side/wayBackLines.ts'
import { useAlerts } from '../console/useAlerts.ts'
import { useConnection } from '../../store/hooks.ts'
import type { RunState } from '../../store/runState.ts'
import { formatSpan } from '../../ui/format.ts'
import { WallTime } from '../../ui/WallTime.tsx'
import styles from './Card.module.css'
import { CardSteps } from './CardSteps.tsx'
import { beforeFirst, verdictOf } from './cardWords.ts'
import { Loss } from './Loss.tsx'
import { Options } from './Options.tsx'
import { Progress } from './Progress.tsx'
import { StartRollback } from './StartRollback.tsx'

export interface CardProps {
  readonly state: RunState
  readonly card: RollbackCard
  readonly now: number
}

export function Card({ state, card, now }: CardProps) {
  const { fixed, now: run, steps } = state
  const { role } = useConnection()
  useAlerts(run.alerts)
  const branch = fixed.branches.find(({ id }) => id === card.branch)
  const titleOf = (step: string): string => steps.get(step)?.title ?? step
  const [first] = card.steps
  const verdict = verdictOf(run.wayBack, fixed.startedAt, now)
  const length = run.wayBack && takes(run.wayBack)
  return (
    <div className={styles['card']}>
      <div className={styles['main']}>
        <a href="#start" className={styles['jump']} onClick={toStart}>To the start of the rollback</a>
        <section className={styles['verdict']} data-tone={verdict.tone} aria-label="Latest safe time">
          <p className={styles['fits']}>{verdict.title}{verdict.at !== null && <strong><WallTime at={verdict.at} seconds={Math.abs(verdict.at - now) < NEAR_MS} /></strong>}</p>
          <p>{verdict.text}</p>
          {run.wayBack && run.wayBack.evidence !== 'never' && <p className={styles['quiet']}>{length === null ? '' : `It takes ${length}; `}{evidenceWords(run.wayBack)}.{restWords(card)}</p>}
        </section>
        <section aria-label="The way back">
          <h2 className={styles['name']}>{branch?.title ?? card.branch}</h2>
          <dl className={styles['facts']}>
            <div><dt>First</dt><dd>{first ? titleOf(first.step) : 'Nothing is left to do'}</dd></div>
            <div><dt>Authorises</dt><dd>{branch?.authorise ? <>{branch.authorise}{branch.call === null ? '' : `: ${branch.call}`}</> : 'The runbook asks nobody'}</dd></div>
            <div><dt>Is lost</dt><dd>{branch ? <Loss run={fixed.run} branch={branch} mayMeasure={may(role, 'rollback') && run.driver.is === 'here' && fixed.mode !== 'tabletop'} /> : 'The runbook does not say'}</dd></div>
            <div><dt>Ends</dt><dd>{branch?.ends ?? 'rolled back'}</dd></div>
          </dl>
          <ul className={styles['before']}>{beforeFirst(card, titleOf).map((line) => <li key={line}>{line}</li>)}</ul>
          <CardSteps card={card} steps={steps} />
        </section>
        <Options state={state} card={card} now={now} />
        <Progress state={state} />
      </div>
      <StartRollback state={state} card={card} authorise={branch?.authorise ?? null} />
    </div>
  )
}

/** On a phone it lies far below; the address stays as it is. */
function toStart(event: MouseEvent<HTMLAnchorElement>): void {
  event.preventDefault()
  const start = document.getElementById('start')
  start?.scrollIntoView()
  start?.focus()
}

/** Within this, seconds count. */
const NEAR_MS = 10 * 60_000

/** What is off the latest safe time already. */
function restWords({ awaitsMs, decideMs }: RollbackCard): string {
  const off = [awaitsMs === null ? null : `${formatSpan(awaitsMs)} for what is awaited`, decideMs === null ? null : `${formatSpan(decideMs)} to decide`].filter((part) => part !== null)
  return off.length === 0 ? '' : ` Counted in: ${off.join(', ')}.`
}
