/** The run is over: how it ended, what it took against what was expected, where it left its script, and where to go from here. */
import { useMemo } from 'react'
import { useLocation } from 'wouter'
import { NewRunMode } from '../../../../electron/contract/shapes/scalars.ts'
import { COMPARISON_NAMES } from '../../../../electron/contract/shapes/scalars.ts'
import { endWords } from '../../../parts/run/runWords.ts'
import { useConnection } from '../../../store/hooks.ts'
import { newRunPath, planPath, warRoomPath } from '../../../store/paths.ts'
import type { RunState } from '../../../store/runState.ts'
import { Button } from '../../../ui/Button.tsx'
import { Delta } from '../../../ui/Delta.tsx'
import { formatClock } from '../../../ui/format.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { WallTime } from '../../../ui/WallTime.tsx'
import { AGAINST } from '../comparisons.ts'
import { Injects } from '../present/Injects.tsx'
import { HypercareList } from '../side/Hypercare.tsx'
import { deviations } from './deviations.ts'
import styles from './EndPanel.module.css'

const SIGNS = { completed: 'check', 'completed-degraded': 'warning', 'rolled-back': 'rollback', abandoned: 'stop', stopped: 'hold' } as const

export function EndPanel({ state, end, onStep }: { readonly state: RunState; readonly end: NonNullable<RunState['now']['end']>; readonly onStep: (step: string) => void }) {
  const { fixed, now: run } = state
  const { role } = useConnection()
  const [, navigate] = useLocation()
  const found = useMemo(() => deviations(state), [state])
  const { tone, title, text } = endWords(end)
  const mode = NewRunMode.safeParse(fixed.mode).data
  const compared = COMPARISON_NAMES.flatMap((name) => (run.late[name] === null ? [] : [{ name, ms: run.late[name].fixedMs }]))
  return (
    <section className={styles['end']} data-tone={tone} aria-label="The end">
      <p className={styles['how']}><Icon name={SIGNS[end]} size={24} />The run is over</p>
      <h2 className={styles['title']}>{title}</h2>
      {text !== undefined && <p className={styles['text']}>{text}</p>}
      <dl className={styles['figures']}>
        <div><dt>It took</dt><dd className="figures">{formatClock(run.sequence.ms)}</dd></div>
        {Math.abs(run.wall.ms - run.sequence.ms) >= 1000 && <div><dt>With holds and outages</dt><dd className="figures">{formatClock(run.wall.ms)}</dd></div>}
        {run.endedAt !== null && <div><dt>Ended</dt><dd><WallTime at={run.endedAt} seconds /></dd></div>}
        {compared.map(({ name, ms }) => <div key={name}><dt>vs {AGAINST[name]}</dt><dd><Delta ms={ms} /></dd></div>)}
      </dl>
      <section className={styles['part']} aria-label="Deviations">
        <h3 className={styles['name']}>{found.length === 0 ? 'No deviations: every step as the script has it.' : 'Where it left the script'}</h3>
        <ul>
          {found.map(({ key, tone: colour, text: words, step }) => (
            <li key={key} className={styles['deviation']} data-tone={colour}>
              {step === null ? <span>{words}</span> : <button type="button" className={styles['open']} onClick={() => onStep(step)}>{words}</button>}
            </li>
          ))}
        </ul>
      </section>
      {run.hypercare.length > 0 && (
        <section className={styles['part']} aria-label="What to watch">
          <h3 className={styles['name']}>To be watched from here on</h3>
          <HypercareList state={state} />
        </section>
      )}
      {run.injects.length > 0 && (
        <section className={styles['part']} aria-label="Reaction times">
          <h3 className={styles['name']}>How the injects were dealt with</h3>
          <Injects state={state} injects={run.injects} giving={null} />
        </section>
      )}
      <div className={styles['ways']}>
        {mode !== undefined && mode !== 'live' && <Button size="l" tone="primary" icon="retry" why={role === 'captain' ? null : 'Only the captain starts runs'} onClick={() => navigate(newRunPath(fixed.file, mode))}>{mode === 'tabletop' ? 'Walk it again' : 'Rehearse again'}</Button>}
        <Button size="l" icon="graph" onClick={() => navigate(planPath(fixed.file))}>Its plan</Button>
        <Button size="l" icon="screen" onClick={() => navigate(warRoomPath(fixed.run))}>War room</Button>
      </div>
    </section>
  )
}
