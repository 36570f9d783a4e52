/** The three columns under the bar: splits, the present step with its actions, the log. On a narrow screen they are tabs below the step. */
import { useState } from 'react'
import { useSettings } from '../../store/hooks.ts'
import type { RunState } from '../../store/runState.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useActs } from './acts.ts'
import { Alerts } from './Alerts.tsx'
import type { Asked } from './asked.ts'
import { AskedDialog } from './AskedDialog.tsx'
import styles from './Console.module.css'
import { EndPanel } from './EndPanel.tsx'
import { LogPane } from './LogPane.tsx'
import { PresentPane } from './PresentPane.tsx'
import { RollbackPanel } from './RollbackPanel.tsx'
import { RunActions } from './RunActions.tsx'
import { Splits } from './Splits.tsx'
import { StandingLine } from './StandingLine.tsx'
import { TopBar } from './TopBar.tsx'
import { useLetters } from './useLetters.ts'
import { useNarrow } from './useNarrow.ts'

export interface ConsolePageProps {
  readonly state: RunState
  readonly error: Error | null
  readonly again: () => void
}

export function ConsolePage({ state, error, again }: ConsolePageProps) {
  const { settings } = useSettings()
  const acts = useActs(state.fixed.run)
  const [asked, setAsked] = useState<Asked | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [tab, setTab] = useState<'splits' | 'log'>('splits')
  const narrow = useNarrow()
  const { present } = state.now
  const selected = present.find(({ step }) => step === chosen) ?? present[0] ?? null
  useLetters({ on: settings.letterKeys && asked === null, state, selected, acts, ask: setAsked, choose: setChosen })

  const splits = <Splits state={state} comparison={settings.comparison} selected={selected?.step ?? null} onChoose={setChosen} />
  const log = <LogPane state={state} acts={acts} />
  return (
    <div className={styles['console']} data-density="console">
      <TopBar state={state} />
      <StandingLine state={state} acts={acts} />
      {error && <ErrorNotice error={error} retry={again} />}
      <div className={styles['columns']}>
        {!narrow && <section className={styles['splits']} aria-label="Splits">{splits}</section>}
        <div className={styles['centre']}>
          {state.now.end === null ? <PresentPane state={state} selected={selected} onChoose={setChosen} acts={acts} ask={setAsked} letters={settings.letterKeys} /> : <EndPanel state={state} />}
          {acts.error && <ErrorNotice error={acts.error} retry={undefined} actions={undefined} />}
          {state.now.end === null && (
            <>
              <RunActions state={state} acts={acts} ask={setAsked} letters={settings.letterKeys} />
              <RollbackPanel state={state} ask={setAsked} />
            </>
          )}
        </div>
        {narrow ? (
          <Tabs label="More of the run" value={tab} onChange={setTab} tabs={[{ value: 'splits', label: 'Splits', panel: <div className={styles['tabbed']}>{splits}</div> }, { value: 'log', label: 'Log', panel: <div className={styles['tabbed']}>{log}</div> }]} />
        ) : (
          <section className={styles['log']} aria-label="Log">{log}</section>
        )}
      </div>
      <AskedDialog asked={asked} state={state} acts={acts} onClose={() => setAsked(null)} />
      <Alerts alerts={state.now.alerts} />
    </div>
  )
}
