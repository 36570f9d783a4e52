/** What of a runbook was rehearsed, by whom and when, and what was not: each gap can be rehearsed from here. */
import { useMemo, useState } from 'react'
import type { PlanView } from '../../../electron/contract/shapes/plan.ts'
import { CoverageMark } from '../../parts/coverage/CoverageMark.tsx'
import { COVERAGE_MEANS, COVERAGE_ORDER } from '../../parts/coverage/coverageWords.ts'
import type { Machine } from '../../parts/graph/machine.ts'
import type { Goal } from '../../store/paths.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { Table, type Column } from '../../ui/Table.tsx'
import { WallTime } from '../../ui/WallTime.tsx'
import { entryRows, isGap, transitionRows, type CoverageRow } from './coverageRows.ts'
import styles from './CoverageTab.module.css'

export interface CoverageTabProps {
  readonly book: NonNullable<PlanView['book']>
  readonly machine: Machine
  readonly titleOf: (id: string) => string
  /** Why nothing can be rehearsed, in words; null where it can. */
  readonly locked: string | null
  readonly onRehearse: (goal: Goal) => void
}

type Part = 'entries' | 'transitions'

export function CoverageTab({ book, machine, titleOf, locked, onRehearse }: CoverageTabProps) {
  const [part, setPart] = useState<Part>('entries')
  const [gapsOnly, setGapsOnly] = useState(false)
  const rows = useMemo(() => ({ entries: entryRows(book, titleOf), transitions: transitionRows(book, machine, titleOf) }), [book, machine, titleOf])
  const columns = useMemo(() => columnsFor(part, locked, onRehearse), [part, locked, onRehearse])
  if (!book.coverage) return <EmptyState title="Nothing is known of its coverage">The file has errors: mend them, then what was rehearsed is counted.</EmptyState>
  const shown = gapsOnly ? rows[part].filter(isGap) : rows[part]
  const gaps = (of: readonly CoverageRow[]): string => `${of.filter(isGap).length} of ${of.length} open`
  return (
    <div className={styles['coverage']} data-density="console">
      <div className={styles['top']}>
        <ul className={styles['figures']} aria-label="Transitions">
          {COVERAGE_ORDER.map((status) => (
            <li key={status} title={COVERAGE_MEANS[status]}><CoverageMark status={status} /><strong className="figures">{book.coverage?.transitions[status]}</strong></li>
          ))}
          <li className={styles['quiet']}>{`of ${book.coverage.transitions.total} transitions`}</li>
        </ul>
        <div className={styles['choose']}>
          <Segmented label="What is listed" hideLabel size="s" value={part} onChange={setPart} options={[{ value: 'entries', label: `Ways back: ${gaps(rows.entries)}` }, { value: 'transitions', label: `Transitions: ${gaps(rows.transitions)}` }]} />
          <Switch label="Gaps only" checked={gapsOnly} onChange={setGapsOnly} />
        </div>
      </div>
      <Table key={part} label={part === 'entries' ? 'Ways back' : 'Transitions'} columns={columns} rows={shown} keyOf={({ key }) => key} estimate={44} empty={<Nothing part={part} gapsOnly={gapsOnly} />} />
    </div>
  )
}

function Nothing({ part, gapsOnly }: { readonly part: Part; readonly gapsOnly: boolean }) {
  if (gapsOnly) return <EmptyState icon="check" title="There is no gap">{part === 'entries' ? 'Every way back was rehearsed, as the runbook stands.' : 'Every transition was rehearsed, as the runbook stands.'}</EmptyState>
  return <EmptyState title={part === 'entries' ? 'It declares no way back' : 'It has no transitions'} />
}

function columnsFor(part: Part, locked: string | null, onRehearse: (goal: Goal) => void): Column<CoverageRow>[] {
  const wide = (text: string): React.ReactNode => <div className={styles['fills']}>{text}</div>
  const place: Column<CoverageRow> = { id: 'from', title: part === 'entries' ? 'Back from' : 'At', width: 'minmax(9rem, 1.4fr)', cell: ({ from }) => wide(from) }
  const what: readonly Column<CoverageRow>[] = part === 'entries'
    ? [{ id: 'branch', title: 'By', width: 'minmax(8rem, 1fr)', cell: ({ leads }) => wide(leads), sortBy: ({ leads }) => leads }]
    : [
        { id: 'when', title: 'What happens', width: 'minmax(7rem, 0.8fr)', cell: ({ when }) => wide(when), sortBy: ({ when }) => when },
        { id: 'leads', title: 'Where it leads', width: 'minmax(10rem, 1.4fr)', cell: ({ leads }) => wide(leads) },
      ]
  return [
    { id: 'status', title: 'Rehearsed', width: '6rem', cell: ({ covered }) => <CoverageMark status={covered.status} />, sortBy: ({ covered }) => COVERAGE_ORDER.indexOf(covered.status) },
    place,
    ...what,
    ...(part === 'entries' ? [{ id: 'n', title: 'n', width: '2rem', align: 'end' as const, cell: ({ n }: CoverageRow) => <span className="figures">{n}</span>, sortBy: ({ n }: CoverageRow) => n }] : []),
    { id: 'last', title: 'Last', width: '8.5rem', cell: ({ covered: { lastAt } }) => (lastAt === null ? <span className={styles['quiet']}>–</span> : <WallTime at={lastAt} day />), sortBy: ({ covered: { lastAt } }) => lastAt },
    { id: 'by', title: 'Who', width: 'minmax(5rem, 0.6fr)', cell: ({ covered: { by } }) => (by === null ? <span className={styles['quiet']}>–</span> : wide(by)), sortBy: ({ covered: { by } }) => by },
    { id: 'why', title: 'Why', width: 'minmax(9rem, 1.6fr)', cell: ({ covered: { why, status } }) => (why === null || status === 'never' ? <span className={styles['quiet']}>–</span> : wide(why)) },
    {
      id: 'rehearse',
      title: 'Close it',
      width: '9rem',
      cell: ({ covered: { status }, goal, from, when, leads }) => (status === 'timed' ? null : <Button size="s" icon="play" why={locked} aria-label={`Rehearse this: ${from}, ${when === '' ? `back by ${leads}` : `${when}, ${leads}`}`} onClick={() => onRehearse(goal)}>Rehearse this</Button>),
    },
  ]
}
