/** Always in sight: is there a way back, until when it fits, how long it takes, how sure that is; and the one deliberate act that starts it. */
import { Link } from 'wouter'
import { useConnection } from '../../../store/hooks.ts'
import { rollbackPath } from '../../../store/paths.ts'
import type { RunState } from '../../../store/runState.ts'
import { wayBackWords } from '../../../ui/bar/barWords.ts'
import { formatSpan } from '../../../ui/format.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { useNow } from '../../../ui/useNow.ts'
import { WallTime } from '../../../ui/WallTime.tsx'
import { ActionButton } from '../actions/ActionButton.tsx'
import { may, rollbackAction } from '../actions/actions.ts'
import type { Giving } from '../actions/useGiving.ts'
import { evidenceWords, takes } from './wayBackLines.ts'
import styles from './WayBackPanel.module.css'

export function WayBackPanel({ state, giving }: { readonly state: RunState; readonly giving: Giving }) {
  const { fixed, now: run, steps } = state
  const { role } = useConnection()
  const now = useNow(run.end === null ? 1000 : null)
  if (run.end !== null) return null
  const walked = walkedRollback(state)
  if (walked !== null) return <Panel title="Rolling back" rolling><p className={styles['line']}>{walked}. The way back is under way.</p><Link href={rollbackPath(fixed.run)}>Its steps</Link></Panel>
  const { rollback, whyNoRollback } = run.can
  const action = rollbackAction(state, role)
  if (rollback === null || !run.can.run.includes('rollback')) return <Panel title="No way back now"><p className={styles['line']}>{whyNoRollback ?? 'The runbook has no rollback from here.'}</p></Panel>
  const branch = fixed.branches.find(({ id }) => id === rollback.branch)
  const fits = wayBackWords({ wayBack: run.wayBack, startsAt: run.bar?.startsAt ?? fixed.startedAt, runFrom: fixed.startedAt }, now)
  const length = run.wayBack && takes(run.wayBack)
  return (
    <Panel title="Way back" rolling>
      {fits && (
        <p className={styles['fits']} data-tone={fits.tone}>
          <span>{fits.words}</span>
          {fits.at !== null && <strong><WallTime at={fits.at} seconds={Math.abs(fits.at - now) < NEAR_MS} /></strong>}
          {fits.at !== null && fits.at > now && <span className={styles['quiet']}>for {formatSpan(fits.at - now)} more</span>}
        </p>
      )}
      <dl className={styles['facts']}>
        <div><dt>Leads</dt><dd>{rollback.title}, beginning with “{steps.get(rollback.firstStep)?.title ?? rollback.firstStep}”</dd></div>
        <div><dt>Takes</dt><dd>{length ?? 'nobody timed it'}</dd></div>
        {run.wayBack && run.wayBack.evidence !== 'never' && <div><dt>Known</dt><dd>{evidenceWords(run.wayBack)}</dd></div>}
        {branch?.authorise ? <div><dt>Asks</dt><dd>{branch.authorise} authorises it</dd></div> : null}
        {branch?.loses ? <div><dt>Loses</dt><dd>{branch.loses}</dd></div> : null}
      </dl>
      <Link href={rollbackPath(fixed.run)} className={styles['quiet']}>The card: steps, options, whom to call</Link>
      {action ? <ActionButton action={action} giving={giving} /> : <p className={styles['quiet']}>{may(role, 'rollback') ? '' : 'The captain starts it, or whoever has its link.'}</p>}
    </Panel>
  )
}

/** Within this, seconds count. */
const NEAR_MS = 10 * 60_000

function Panel({ title, rolling = false, children }: { readonly title: string; readonly rolling?: boolean; readonly children: React.ReactNode }) {
  return (
    <section className={styles['panel']} data-tone={rolling ? 'rolling' : 'quiet'} aria-label="Way back">
      <h2 className={styles['title']}><Icon name="rollback" size={20} />{title}</h2>
      {children}
    </section>
  )
}

/** The title of the rollback that is walked or about to be; null while none is. */
function walkedRollback({ fixed, now: { standing, present }, steps }: RunState): string | null {
  const id = standing.is === 'branch' || standing.is === 'draining' ? standing.branch : present.map(({ step }) => steps.get(step)?.branch ?? null).find((branch) => branch !== null)
  const branch = fixed.branches.find((one) => one.id === id)
  return branch?.kind === 'rollback' ? branch.title : null
}
