/** The console as a whole: what is always there above, then splits, the present step, log, in as many columns as there is room for. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useConnection, useSettings } from '../../store/hooks.ts'
import { rowOf, type RunState } from '../../store/runState.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { rollbackAction, stepActions } from './actions/actions.ts'
import { CommandDialog } from './actions/CommandDialog.tsx'
import { useGiving } from './actions/useGiving.ts'
import { knownComparisons } from './comparisons.ts'
import { EndPanel } from './end/EndPanel.tsx'
import { RunHead } from './head/RunHead.tsx'
import { Doubts } from './head/Doubts.tsx'
import { StandingLine } from './head/StandingLine.tsx'
import { Present } from './present/Present.tsx'
import { useDraft } from './present/useDraft.ts'
import { Hypercare } from './side/Hypercare.tsx'
import { Log } from './side/Log.tsx'
import { WayBackPanel } from './side/WayBackPanel.tsx'
import { Splits } from './splits/Splits.tsx'
import { StepSheet } from './StepSheet.tsx'
import { useAlerts } from './useAlerts.ts'
import { useConsoleKeys } from './useConsoleKeys.ts'
import { useShape } from './useShape.ts'
import styles from './ConsolePage.module.css'

export interface ConsolePageProps {
  readonly state: RunState
  /** The stream is over: what is shown is old. */
  readonly stale: Error | null
  readonly onAgain: () => void
}

export function ConsolePage({ state, stale, onAgain }: ConsolePageProps) {
  const { fixed, now: run } = state
  const { role } = useConnection()
  const { settings: { comparison: preferred, letterKeys } } = useSettings()
  const shape = useShape()
  const giving = useGiving(fixed.run, state.log)
  const [chosen, setChosen] = useState<string | null>(null)
  const [looked, setLooked] = useState<string | null>(null)
  const [comparison, setComparison] = useState<typeof preferred | null>(null)
  const [tab, setTab] = useState<'now' | 'splits' | 'log' | 'back'>('now')
  const noteField = useRef<HTMLInputElement>(null)
  const follow = useRef<(() => void) | null>(null)
  const known = useMemo(() => knownComparisons(fixed.steps), [fixed.steps])
  const wanted = comparison ?? preferred
  const against = known.has(wanted) ? wanted : 'plan'
  const selected = run.present.find(({ step }) => step === chosen) ?? run.present[0] ?? null
  const draft = useDraft(fixed.run, selected?.step ?? '', selected?.attempt ?? 0)
  const actions = selected ? stepActions(state, selected, role, draft.fields) : []
  const lookedRow = looked === null ? undefined : rowOf(state, looked)
  const lookedFacts = looked === null ? undefined : state.steps.get(looked)

  useAlerts(run.alerts)
  useConsoleKeys({ on: letterKeys, state, role, actions, giving, selected, select: setChosen, against, known, setComparison, noteField, follow, show: setTab })
  useEffect(() => {
    document.title = `Run: ${fixed.title} · Runthrough`
  }, [fixed.title])

  const present = useRef(run.present)
  present.current = run.present
  // One function for good: every row of the splits is remembered by it.
  const onStep = useCallback((step: string): void => {
    if (present.current.some((one) => one.step === step)) {
      setChosen(step)
      setTab('now')
    } else setLooked(step)
  }, [])
  const splits = <Splits state={state} comparison={against} known={known} onComparison={setComparison} selected={selected?.step ?? null} onStep={onStep} followAgain={follow} letterKeys={letterKeys} />
  const log = <><Hypercare state={state} /><Log state={state} selected={selected?.step ?? null} noteField={noteField} letterKeys={letterKeys} /></>
  const back = <WayBackPanel state={state} giving={giving} />
  const centre = run.end !== null && run.end !== 'stopped'
    ? <EndPanel state={state} end={run.end} onStep={onStep} />
    : <Present state={state} selected={selected} onSelect={setChosen} comparison={against} actions={actions} draft={draft} giving={giving} wayBack={shape === 'narrow' ? rollbackAction(state, role) : null} />

  return (
    <div className={styles['console']} data-density="console" data-shape={shape}>
      <h1 className="visually-hidden">Run of {fixed.title}</h1>
      <RunHead state={state} comparison={against} giving={giving} small={shape === 'narrow'} />
      {stale && <div className={styles['stale']}><ErrorNotice error={stale} retry={onAgain} /></div>}
      <StandingLine state={state} giving={giving} />
      <Doubts state={state} giving={giving} />
      {shape === 'wide' && (
        <div className={styles['columns']}>
          <div className={styles['column']}>{splits}</div>
          <div className={styles['column']}>{centre}</div>
          <div className={styles['column']}>{back}{log}</div>
        </div>
      )}
      {shape === 'middle' && (
        <div className={styles['columns']}>
          <div className={styles['column']}>
            {back}
            <Tabs label="Splits and log" value={tab === 'log' ? 'log' : 'splits'} onChange={setTab} tabs={[{ value: 'splits', label: 'Splits', panel: <div className={styles['panel']}>{splits}</div> }, { value: 'log', label: 'Log', panel: <div className={styles['panel']}>{log}</div> }]} />
          </div>
          <div className={styles['column']}>{centre}</div>
        </div>
      )}
      {shape === 'narrow' && (
        <Tabs
          label="Parts of the run"
          value={tab}
          onChange={setTab}
          tabs={[
            { value: 'now', label: 'Now', panel: <div className={styles['panel']}>{centre}</div> },
            { value: 'splits', label: 'Splits', panel: <div className={styles['panel']}>{splits}</div> },
            { value: 'log', label: 'Log', panel: <div className={styles['panel']}>{log}</div> },
            ...(run.end === null ? [{ value: 'back' as const, label: 'Way back', panel: <div className={styles['panel']}>{back}</div> }] : []),
          ]}
        />
      )}
      {giving.prompt && <CommandDialog key={giving.prompt.title} prompt={giving.prompt} give={giving.give} onClose={giving.closePrompt} />}
      {lookedRow && lookedFacts && <StepSheet run={fixed.run} row={lookedRow} facts={lookedFacts} onClose={() => setLooked(null)} />}
    </div>
  )
}
