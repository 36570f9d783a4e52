/** One runbook, looked at before anything runs. */
import { useCallback, useMemo, useState } from 'react'
import type { Input, Output } from '../../../electron/contract/api.ts'
import type { PlanView } from '../../../electron/contract/shapes/plan.ts'
import type { NewRunMode } from '../../../electron/contract/shapes/scalars.ts'
import { Graph } from '../../parts/graph/Graph.tsx'
import { machineOf } from '../../parts/graph/machineOf.ts'
import { waysOut } from '../../parts/graph/words.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Tabs, type Tab } from '../../ui/Tabs.tsx'
import type { Goal } from '../../store/paths.ts'
import { CoverageTab } from './CoverageTab.tsx'
import { FactsTab } from './FactsTab.tsx'
import { PlanHead } from './PlanHead.tsx'
import type { PlanPlace, PlanTab } from './planPlace.ts'
import { ProblemsTab } from './ProblemsTab.tsx'
import { RunsTab } from './RunsTab.tsx'
import { SimulateDialog } from './SimulateDialog.tsx'
import { StepPanel } from './StepPanel.tsx'
import { StepsTab } from './StepsTab.tsx'
import styles from './PlanPage.module.css'

export interface PlanPageProps {
  readonly view: PlanView
  readonly place: PlanPlace
  readonly onPlace: (place: PlanPlace) => void
  /** `goal`: what a rehearsal is for. */
  readonly onNewRun: (mode: NewRunMode, goal?: Goal) => void
  readonly onRun: (run: string) => void
  readonly onBoard: () => void
  readonly simulate: (asked: Input<'simulate'>, signal: AbortSignal) => Promise<Output<'simulate'>>
  /** This page may start runs: else its buttons say who may. */
  readonly mayStart: boolean
}

export function PlanPage({ view, place, onPlace, onNewRun, onRun, onBoard, simulate, mayStart }: PlanPageProps) {
  const { entry, book, diagnostics, runs, source } = view
  const [simulating, setSimulating] = useState(false)
  const machine = useMemo(() => (book ? machineOf(book) : null), [book])
  const titleOf = useMemo(() => {
    const titles = new Map([...(book?.steps ?? []), ...(machine?.groups ?? [])].map(({ id, title }) => [id, title]))
    return (id: string): string => titles.get(id) ?? id
  }, [book, machine])
  const step = book?.steps.find(({ id }) => id === place.step) ?? null
  const choose = useCallback((id: string | null) => onPlace({ ...place, step: id }), [place, onPlace])
  const ways = useMemo(() => (book && machine && step ? waysOut(book, machine, step.id) : []), [book, machine, step])
  const stepPanel = step && <StepPanel step={step} ways={ways} problems={book?.problems.filter(({ at }) => at === step.id) ?? []} titleOf={titleOf} onChoose={choose} />

  const rehearse = useCallback((goal: Goal) => onNewRun('rehearsal', goal), [onNewRun])
  const broken = entry.errors > 0 || !book ? 'The file has errors: mend them first.' : null
  const locked = mayStart ? broken : 'Only the captain starts runs: this page came by another link.'
  const tabs: Tab<PlanTab>[] = []
  if (book && machine) {
    tabs.push(
      { value: 'graph', label: 'Graph', panel: <div className={styles['split']}><Graph book={book} machine={machine} chosen={step?.id ?? null} onChoose={choose} show={place.lines} onShow={book.coverage ? (lines) => onPlace({ ...place, lines }) : null} />{stepPanel}</div> },
      { value: 'steps', label: 'Steps', badge: book.steps.length, panel: <div className={styles['split']}><StepsTab steps={book.steps} titleOf={titleOf} chosen={step?.id ?? null} onChoose={choose} />{stepPanel}</div> },
      { value: 'coverage', label: 'Coverage', panel: <CoverageTab book={book} machine={machine} titleOf={titleOf} locked={locked} onRehearse={rehearse} /> },
    )
  }
  tabs.push({ value: 'problems', label: 'Problems', badge: diagnostics.length, panel: <ProblemsTab name={entry.name} source={source} diagnostics={diagnostics} /> })
  if (book) tabs.push({ value: 'facts', label: 'Risks & readiness', panel: <FactsTab book={book} /> })
  tabs.push({ value: 'runs', label: 'Runs', badge: runs.length, panel: <RunsTab runs={runs} sha256={entry.sha256} onOpen={onRun} onRehearse={locked === null ? () => onNewRun('rehearsal') : null} /> })
  const shown = tabs.find(({ value }) => value === place.tab) ?? tabs[0]

  return (
    <Page
      title={book?.title ?? entry.runbook?.title ?? entry.name}
      scrolls={false}
      className={styles['plan']}
      actions={
        <>
          <Button why={locked} onClick={() => onNewRun('tabletop')}>Tabletop</Button>
          <Button why={broken} onClick={() => setSimulating(true)}>Simulate</Button>
          <Button why={book ? null : broken} icon="gate" onClick={onBoard}>Go/no-go board</Button>
          <Button why={locked ?? (entry.ready ? null : `Not ready: ${entry.notReady.join(' ')}`)} onClick={() => onNewRun('live')}>Go live</Button>
          <Button tone="primary" icon="play" why={locked} onClick={() => onNewRun('rehearsal')}>Rehearse</Button>
        </>
      }
    >
      <PlanHead view={view} />
      {shown ? <div className={styles['tabs']}><Tabs label="Parts of the plan" value={shown.value} onChange={(tab) => onPlace({ ...place, tab })} tabs={tabs} /></div> : <EmptyState title="There is nothing to show" />}
      <SimulateDialog open={simulating} file={entry.file} onClose={() => setSimulating(false)} simulate={simulate} />
    </Page>
  )
}
