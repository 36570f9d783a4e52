/** A quiet clock for each inject that was drawn: how long it took to see it, to decide, to carry that out. */
import type { RunInject } from '../../../../electron/contract/shapes/run.ts'
import { useConnection } from '../../../store/hooks.ts'
import type { RunState } from '../../../store/runState.ts'
import { Button } from '../../../ui/Button.tsx'
import { formatClock } from '../../../ui/format.ts'
import { useNow } from '../../../ui/useNow.ts'
import { may } from '../actions/actions.ts'
import type { Giving } from '../actions/useGiving.ts'
import { detectPrompt } from '../actions/watchPrompts.ts'
import { injectWords } from './injectWords.ts'
import styles from './Injects.module.css'

export interface InjectsProps {
  readonly state: RunState
  /** Those that are not over yet; all of them once the run is. */
  readonly injects: readonly RunInject[]
  /** Null: nothing can be done about them any more. */
  readonly giving: Giving | null
}

export function Injects({ state, injects, giving }: InjectsProps) {
  if (injects.length === 0) return null
  return <ul className={styles['injects']} aria-label="Injects">{injects.map((inject) => <Inject key={inject.inject} state={state} inject={inject} giving={giving} />)}</ul>
}

function Inject({ state: { now: run, steps }, inject, giving }: Omit<InjectsProps, 'injects'> & { readonly inject: RunInject }) {
  const { role } = useConnection()
  const ticks = run.end === null && inject.endedAt === null
  const now = useNow(ticks ? 1000 : null, inject.drawnAt)
  const { stretches, limit, outcome } = injectWords(inject, run.endedAt ?? now)
  return (
    <li className={styles['inject']}>
      <p className={styles['name']}>
        <span>Inject <strong>{inject.inject}</strong> at {steps.get(inject.step)?.title ?? inject.step}</span>
        {inject.what !== null && <span className={styles['what']}>seen as “{inject.what}”</span>}
      </p>
      <dl className={styles['clocks']}>
        {stretches.map(({ name, ms, runs }) => (
          <div key={name} data-tone={runs && ticks ? 'now' : undefined} data-waits={ms === null || undefined}>
            <dt>{name}</dt>
            <dd><span className="figures" role={runs && ticks ? 'timer' : undefined} aria-live="off">{ms === null ? '–' : formatClock(ms)}</span></dd>
          </div>
        ))}
      </dl>
      <div className={styles['words']}>
        {limit && <p className="figures" data-tone={limit.tone}>{limit.text}</p>}
        {outcome && <p data-tone={outcome.tone}>{outcome.text}</p>}
      </div>
      {giving && inject.detectedAt === null && may(role, 'detect') && (
        <Button data-action="detect" icon="eye" onClick={() => giving.act({ id: 'detect', label: 'I see it …', keys: null, icon: 'eye', tone: 'plain', then: { do: 'ask', prompt: detectPrompt(inject.inject) } })}>I see it …</Button>
      )}
    </li>
  )
}
