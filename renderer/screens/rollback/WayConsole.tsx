/** After the start: the console of the way back. Its steps with how they stand, the present one with what to do, and whom to call where one fails. */
import { useState } from 'react'
import type { PresentStep } from '../../../electron/contract/shapes/run.ts'
import type { BranchFacts } from '../../../electron/contract/shapes/step.ts'
import { mayAt, stepActions } from '../console/actions/actions.ts'
import { CommandDialog } from '../console/actions/CommandDialog.tsx'
import { useGiving } from '../console/actions/useGiving.ts'
import { Dock } from '../console/present/Dock.tsx'
import { StepBody } from '../console/present/StepBody.tsx'
import { StepHead } from '../console/present/StepHead.tsx'
import { useDraft } from '../console/present/useDraft.ts'
import { useLetterKeys } from '../../frame/letterKeys.ts'
import { useConnection, useSettings } from '../../store/hooks.ts'
import { rowOf, type RunState } from '../../store/runState.ts'
import { Clock } from '../../ui/Clock.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { FailedStep } from './FailedStep.tsx'
import styles from './WayConsole.module.css'

export function WayConsole({ state, branch }: { readonly state: RunState; readonly branch: BranchFacts }) {
  const { fixed, now: run, steps } = state
  const { role } = useConnection()
  const { settings } = useSettings()
  const giving = useGiving(fixed.run, state.log)
  const [chosen, setChosen] = useState<string | null>(null)
  const onTheWay = run.present.filter(({ step }) => steps.get(step)?.branch === branch.id)
  const draining = run.present.filter(({ step }) => steps.get(step)?.branch !== branch.id)
  const selected = onTheWay.find(({ step }) => step === chosen) ?? onTheWay[0] ?? null
  const facts = selected && steps.get(selected.step)
  const draft = useDraft(fixed.run, selected?.step ?? '', selected?.attempt ?? 0)
  const actions = selected ? stepActions(state, selected, role, draft.fields) : []
  useLetterKeys(settings.letterKeys, (key) => {
    const action = actions.find(({ keys }) => keys === key)
    if (action) giving.act(action)
    return action !== undefined
  })
  return (
    <div className={styles['way']}>
      <section className={styles['list']} aria-label="Steps of the way back">
        <h2 className={styles['name']}>Rolling back: {branch.title}</h2>
        <ol className={styles['steps']}>
          {fixed.steps.filter((step) => step.branch === branch.id).map((step) => <Step key={step.id} state={state} id={step.id} title={step.title} isPresent={step.id === selected?.step} onSelect={onTheWay.some((one) => one.step === step.id) ? () => setChosen(step.id) : null} />)}
        </ol>
      </section>
      <div className={styles['now']}>
        {draining.length > 0 && <Draining present={draining} state={state} />}
        {selected && facts ? (
          <section className={styles['present']} aria-label="Now">
            <div className={styles['body']}>
              <StepHead present={selected} facts={facts} comparison="median" />
              {selected.failedAt !== null && <FailedStep state={state} present={selected} facts={facts} branch={branch} mayRetry={mayAt(state, role, facts, 'retry')} />}
              <StepBody run={fixed.run} present={withoutWhy(selected)} facts={facts} draft={draft} holds={run.can.releaseOver.includes(selected.step)} />
            </div>
            <Dock state={state} present={selected} actions={actions} giving={giving} />
          </section>
        ) : (
          draining.length === 0 && <p className={styles['quiet']} role="status">The next step begins in a moment.</p>
        )}
      </div>
      {giving.prompt && <CommandDialog key={giving.prompt.title} prompt={giving.prompt} give={giving.give} onClose={giving.closePrompt} />}
    </div>
  )
}

/** What failed is said by its own notice, in the words of the way back. */
function withoutWhy(present: PresentStep): PresentStep {
  return present.failedAt === null ? present : { ...present, why: null }
}

interface StepProps {
  readonly state: RunState
  readonly id: string
  readonly title: string
  readonly isPresent: boolean
  readonly onSelect: (() => void) | null
}

function Step({ state, id, title, isPresent, onSelect }: StepProps) {
  const row = rowOf(state, id)
  const mark = row?.mark ?? (state.now.standing.is === 'draining' ? 'ahead' : 'passed-over')
  return (
    <li className={styles['step']} aria-current={isPresent ? 'step' : undefined}>
      <StateMark mark={mark} word />
      {onSelect === null ? <span className={styles['what']}>{title}</span> : <button type="button" className={styles['what']} onClick={onSelect}>{title}</button>}
      {row?.time && <Clock value={row.time} />}
    </li>
  )
}

/** What ran when the rollback was started is stopped or awaited, as the runbook says, never left alone. */
function Draining({ present, state: { steps } }: { readonly present: readonly PresentStep[]; readonly state: RunState }) {
  return (
    <Notice tone="rolling" title="The first step begins when nothing runs any more">
      <ul className={styles['drains']}>
        {present.map(({ step, mark, elapsed }) => {
          const facts = steps.get(step)
          return (
            <li key={step} className={styles['step']}>
              <StateMark mark={mark} word />
              <span className={styles['what']}>{facts?.title ?? step}{facts?.owner ? <span className={styles['quiet']}> · {facts.owner}{facts.escalate === null ? '' : `, no answer? ${facts.escalate}`}</span> : null}</span>
              {elapsed && <Clock value={elapsed} />}
            </li>
          )
        })}
      </ul>
    </Notice>
  )
}
