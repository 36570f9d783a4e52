/** Earlier runs of a runbook, and those that are open. */
import type { RunSummary } from '../../../electron/contract/shapes/run.ts'
import { Button } from '../../ui/Button.tsx'
import { Duration } from '../../ui/Duration.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { Table, type Column } from '../../ui/Table.tsx'
import { WallTime } from '../../ui/WallTime.tsx'
import { OUTCOMES } from './outcomes.ts'
import styles from './RunsTab.module.css'

export interface RunsTabProps {
  readonly runs: readonly RunSummary[]
  /** Of the file as it stands. */
  readonly sha256: string | null
  readonly onOpen: (run: string) => void
  /** Null where none can be started. */
  readonly onRehearse: (() => void) | null
}

export function RunsTab({ runs, sha256, onOpen, onRehearse }: RunsTabProps) {
  if (runs.length === 0) return <NoRuns onRehearse={onRehearse} />
  return (
    <div className={styles['runs']} data-density="console">
      <Table label="Runs" columns={columnsFor(sha256)} rows={runs} keyOf={({ run }) => run} onRow={({ run }) => onOpen(run)} estimate={44} />
    </div>
  )
}

function NoRuns({ onRehearse }: { readonly onRehearse: (() => void) | null }) {
  return (
    <EmptyState icon="clock" title="It was never run" actions={onRehearse && <Button tone="primary" icon="play" onClick={onRehearse}>Rehearse</Button>}>
      <p>A rehearsal times every step: then the end of a run can be foretold, and until when a rollback fits. Three rehearsals of a way back make its time one to count on.</p>
      <p>A tabletop times nothing, and finds out who is missing.</p>
    </EmptyState>
  )
}

function columnsFor(sha256: string | null): Column<RunSummary>[] {
  return [
    { id: 'started', title: 'Began', width: '11rem', cell: ({ startedAt }) => <WallTime at={startedAt} day />, sortBy: ({ startedAt }) => startedAt },
    { id: 'mode', title: 'Kind', width: 'minmax(11rem, 1fr)', cell: ({ mode, environment }) => <div className={styles['fills']}><LiveBadge mode={mode} environment={environment} size="s" /></div>, sortBy: ({ mode }) => mode },
    { id: 'outcome', title: 'Outcome', width: 'minmax(11rem, 1fr)', cell: (run) => <div className={styles['fills']}><RunOutcome run={run} /></div>, sortBy: ({ outcome }) => outcome },
    { id: 'active', title: 'Active', width: '6rem', align: 'end', cell: ({ activeMs }) => <Duration ms={activeMs} />, sortBy: ({ activeMs }) => activeMs },
    { id: 'wall', title: 'Wall time', width: '6rem', align: 'end', cell: ({ wallMs }) => <Duration ms={wallMs} />, sortBy: ({ wallMs }) => wallMs },
    { id: 'by', title: 'Begun by', width: 'minmax(7rem, 1fr)', cell: ({ startedBy }) => <div className={styles['fills']}>{startedBy ?? <span className={styles['quiet']}>unknown</span>}</div>, sortBy: ({ startedBy }) => startedBy },
    { id: 'file', title: 'File', width: 'minmax(10rem, 1fr)', cell: (run) => <div className={styles['fills']}><RunFile run={run} sha256={sha256} /></div> },
  ]
}

function RunOutcome({ run: { outcome, endedAt, driver } }: { readonly run: RunSummary }) {
  if (outcome !== null) {
    const { word, mark } = OUTCOMES[outcome]
    return <span className={styles['outcome']}><StateMark mark={mark} />{word}</span>
  }
  if (endedAt !== null) return <span className={styles['quiet']}>ended</span>
  return <span className={styles['outcome']} data-tone="now"><StateMark mark="running" />{`open, ${driver === 'nobody' ? 'nobody drives it' : driver === 'here' ? 'driven here' : 'driven elsewhere'}`}</span>
}

function RunFile({ run, sha256 }: { readonly run: RunSummary; readonly sha256: string | null }) {
  return (
    <span className={styles['file']}>
      <span className={styles['hash']} title={run.sha256}>{`#${run.sha256.slice(0, 8)}`}</span>
      <span className={styles['quiet']}>{[sha256 !== null && run.sha256 !== sha256 ? 'an earlier version' : null, run.excluded ? 'left out of history' : null].filter(Boolean).join(', ')}</span>
    </span>
  )
}
