/** What stands before the people now: the largest thing on the screen, what it wants, and what can be done with it. */
import { useState } from 'react'
import type { PresentStep } from '../../../electron/contract/shapes/run.ts'
import { useOutput } from '../../store/hooks.ts'
import { outputKey } from '../../store/outputState.ts'
import type { RunState } from '../../store/runState.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Clock } from '../../ui/Clock.tsx'
import { Copy } from '../../ui/Copy.tsx'
import { Markdown } from '../../ui/Markdown.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Output } from '../../ui/Output.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import type { Acts } from './acts.ts'
import type { Asked } from './asked.ts'
import { Pace } from './Pace.tsx'
import styles from './Present.module.css'
import { StepActions } from './StepActions.tsx'

export interface PresentPaneProps {
  readonly state: RunState
  readonly selected: PresentStep | null
  readonly onChoose: (step: string) => void
  readonly acts: Acts
  readonly ask: (asked: Asked) => void
  readonly letters: boolean
}

export function PresentPane({ state, selected, onChoose, acts, ask, letters }: PresentPaneProps) {
  const { present } = state.now
  return (
    <section className={styles['pane']} aria-label="Now">
      {present.length > 1 && (
        <div className={styles['lanes']} role="group" aria-label="At the same time">
          {present.map((step) => (
            <button key={step.step} type="button" className={styles['laneTab']} aria-pressed={step.step === selected?.step} onClick={() => onChoose(step.step)}>
              <StateMark mark={step.mark} />
              <span className={styles['laneTitle']}>{state.steps.get(step.step)?.title ?? step.step}</span>
              {step.elapsed && <Clock value={step.elapsed} />}
            </button>
          ))}
        </div>
      )}
      {selected ? <Step key={`${selected.step} ${selected.attempt}`} step={selected} state={state} acts={acts} ask={ask} letters={letters} /> : <p className={styles['calm']}>Nothing waits for anybody at this moment.</p>}
    </section>
  )
}

function Step({ step, state, acts, ask, letters }: Omit<PresentPaneProps, 'selected' | 'onChoose'> & { readonly step: PresentStep }) {
  const facts = state.steps.get(step.step)
  const { data: written } = useOutput(state.fixed.run)
  const output = written?.get(outputKey(step.step, step.attempt))
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set())
  if (!facts) return null
  const tick = (index: number, on: boolean): void => setTicked((before) => new Set(on ? [...before, index] : [...before].filter((other) => other !== index)))
  return (
    <>
      <div className={styles['head']}>
        <div className={styles['words']}>
          <p className={styles['state']}><StateMark mark={step.mark} word />{step.attempt > 1 && <span> · attempt {step.attempt}</span>}{facts.lane !== null && <span> · lane {facts.lane}</span>}</p>
          <h2 className={styles['title']}>{facts.title}</h2>
          <p className={styles['owner']}>
            <strong>{facts.owner ?? 'Nobody owns it'}</strong>
            {facts.escalate !== null && <span className={styles['quiet']}> · if nobody answers: {facts.escalate}</span>}
            {facts.component && <span className={styles['quiet']}> · {facts.component.id}, {facts.component.tier}</span>}
          </p>
        </div>
        {step.elapsed && <div className={styles['clock']}><Clock value={step.elapsed} size="display" /><Pace step={step} facts={facts} /></div>}
      </div>
      {facts.pointOfNoReturn && <Notice tone="late" icon="gate" title="Point of no return">Once this step has started there is no way back but what is declared after it.</Notice>}
      {facts.warning !== null && <Notice tone="failed" title="Warning">{facts.warning}</Notice>}
      {facts.caution !== null && <Notice tone="late" title="Caution">{facts.caution}</Notice>}
      {step.symptoms.map((symptom) => <Notice key={symptom} tone="late" title="What is seen">{symptom}</Notice>)}
      {step.why !== null && <Notice tone="failed" title={step.mark === 'failed' || step.mark === 'timed-out' || step.mark === 'lost' ? 'It failed' : 'What is going on'}>{step.why}</Notice>}
      {step.announcement && <Notice tone="plain" icon="megaphone" title={`To ${step.announcement.audience}${step.announcement.sent ? '' : ', shown here and sent to nobody'}`}>{step.announcement.text}</Notice>}
      <StepActions step={step} facts={facts} acts={acts} ask={ask} letters={letters} />
      {facts.instructions !== null && <Markdown text={facts.instructions} />}
      {facts.checklist.length > 0 && <div className={styles['checklist']}>{facts.checklist.map((item, index) => <Checkbox key={item} label={item} checked={ticked.has(index)} onChange={(on) => tick(index, on)} />)}</div>}
      {facts.command !== null && <p className={styles['command']}><code>{facts.command}</code><Copy text={facts.command} label="Copy the command" /></p>}
      {step.progress && <Progress {...step.progress} {...(facts.volumeUnit === null ? {} : { unit: facts.volumeUnit })} />}
      {facts.executes && step.attempt > 0 && state.fixed.mode !== 'tabletop' && <Output text={output?.text ?? ''} cut={output?.cut ?? false} />}
    </>
  )
}
