/** How a run ended, what it took against the plan, and what comes next. */
import { useLocation } from 'wouter'
import { endWords } from '../../parts/run/runWords.ts'
import { LIBRARY_PATH, newRunPath, planPath } from '../../store/paths.ts'
import type { RunState } from '../../store/runState.ts'
import { Button } from '../../ui/Button.tsx'
import { Clock } from '../../ui/Clock.tsx'
import { Delta } from '../../ui/Delta.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import styles from './Console.module.css'
import present from './Present.module.css'

export function EndPanel({ state }: { readonly state: RunState }) {
  const { fixed, now: run, rows, steps } = state
  const [, go] = useLocation()
  if (run.end === null) return null
  const words = endWords(run.end)
  const done = rows.filter(({ mark, time }) => (mark === 'done' || mark === 'degraded') && time !== null)
  const planned = done.map(({ step, time }) => ({ ms: time?.ms ?? 0, planned: steps.get(step)?.plannedMs ?? null })).filter((one) => one.planned !== null)
  const delta = planned.length === 0 ? null : planned.reduce((sum, one) => sum + one.ms - (one.planned ?? 0), 0)
  const unusual = rows.filter(({ mark }) => mark === 'failed' || mark === 'timed-out' || mark === 'skipped' || mark === 'lost' || mark === 'degraded')
  const hypercare = fixed.steps.filter(({ id, hypercare: note }) => note !== null && done.some(({ step }) => step === id))
  const again = fixed.mode === 'simulation' ? undefined : fixed.mode
  return (
    <section className={styles['end']} aria-label="The end">
      <div className={present['head']}>
        <div className={present['words']}>
          <h2 className={present['title']} data-tone={words.tone}>{words.title}</h2>
          {words.text !== undefined && <p>{words.text}</p>}
        </div>
        <div className={present['clock']}>
          <Clock value={run.sequence} size="display" />
          {delta !== null && <p className={present['pace']}><span>against the plan of what was done</span><Delta ms={delta} /></p>}
        </div>
      </div>
      {unusual.length > 0 && (
        <div>
          <h3>Not as planned</h3>
          <ul className={styles['running']}>{unusual.map(({ step, mark }) => <li key={step}><StateMark mark={mark} word /> {steps.get(step)?.title ?? step}</li>)}</ul>
        </div>
      )}
      {hypercare.length > 0 && <Notice tone="plain" icon="eye" title="To be watched from now on">{hypercare.map(({ hypercare: note }) => note).join(' · ')}</Notice>}
      <div className={present['actions']}>
        <Button tone="primary" size="l" icon="retry" onClick={() => go(newRunPath(fixed.file, again))}>Once more</Button>
        <Button size="l" icon="graph" onClick={() => go(planPath(fixed.file))}>Plan and history</Button>
        <Button size="l" icon="list" onClick={() => go(LIBRARY_PATH)}>Library</Button>
      </div>
    </section>
  )
}
