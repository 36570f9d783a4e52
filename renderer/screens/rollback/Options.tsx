/** What can be done now, side by side: go back, another declared branch, or go on. */
import type { CardOption, RollbackCard } from '../../../electron/contract/shapes/card.ts'
import { evidenceWords } from '../console/side/wayBackLines.ts'
import type { RunState } from '../../store/runState.ts'
import { formatShare } from '../../ui/format.ts'
import { WallTime } from '../../ui/WallTime.tsx'
import styles from './Options.module.css'

interface Shown {
  readonly id: string
  readonly title: string
  readonly p50At: number | null
  readonly p90At: number | null
  readonly fitsWindow: number | null
  readonly loses: string | null
  readonly authorise: string | null
  readonly known: string
}

export function Options({ state, card, now }: { readonly state: RunState; readonly card: RollbackCard; readonly now: number }) {
  const shown = [...card.options.map((option) => ofBranch(state, option)), goingOn(state)]
  return (
    <section aria-label="The options">
      <h2 className={styles['title']}>The options</h2>
      <ul className={styles['options']}>
        {shown.map(({ id, title, p50At, p90At, fitsWindow, loses, authorise, known }) => (
          <li key={id} className={styles['option']}>
            <h3>{title}</h3>
            <dl>
              <div><dt>Run ends</dt><dd>{p50At === null || p90At === null ? 'nobody knows' : <><WallTime at={Math.max(now, p50At)} seconds={p90At - now < NEAR_MS} /> to <WallTime at={Math.max(now, p90At)} seconds={p90At - now < NEAR_MS} /></>}</dd></div>
              <div><dt>In the window</dt><dd className="figures">{fitsWindow === null ? '–' : formatShare(fitsWindow)}</dd></div>
              <div><dt>Is lost</dt><dd>{loses ?? '–'}</dd></div>
              <div><dt>Authorises</dt><dd>{authorise ?? '–'}</dd></div>
              <div><dt>Known</dt><dd>{known}</dd></div>
            </dl>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Within this, seconds count. */
const NEAR_MS = 10 * 60_000
const KINDS = { rollback: 'Roll back', 'fix-forward': 'Fix forward', fallback: 'Fall back' } as const

function ofBranch({ fixed }: RunState, { branch: id, p50At, p90At, fitsWindow, evidence, rehearsals }: CardOption): Shown {
  const branch = fixed.branches.find((one) => one.id === id)
  return { id, title: branch ? `${KINDS[branch.kind]}: ${branch.title}` : id, p50At, p90At, fitsWindow, loses: branch?.loses ?? null, authorise: branch?.authorise ?? null, known: evidenceWords({ evidence, rehearsals }) }
}

function goingOn({ now: { eta, forecast, present, standing } }: RunState): Shown {
  const stands = standing.is === 'held' || present.some(({ failedAt }) => failedAt !== null)
  const [p50At, p90At] = eta?.from === 'forecast' ? [eta.p50At, eta.p90At] : [eta?.p50At ?? null, eta?.p50At ?? null]
  return {
    id: 'go on',
    title: stands ? 'Wait, and go on as it is' : 'Go on as it is',
    p50At,
    p90At,
    fitsWindow: forecast?.fitsWindow ?? null,
    loses: null,
    authorise: null,
    known: forecast === null ? 'nothing yet' : forecast.basedOnRuns === 0 ? 'the plan alone' : `${forecast.basedOnRuns} earlier ${forecast.basedOnRuns === 1 ? 'run' : 'runs'}`,
  }
}
