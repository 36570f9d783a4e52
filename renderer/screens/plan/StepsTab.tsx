/** All steps of a runbook with what they took, when each is expected to begin, and how it is gone back from there. */
import { useMemo } from 'react'
import type { PlanStep } from '../../../electron/contract/shapes/plan.ts'
import { KINDS } from '../../parts/graph/kinds.ts'
import { Distribution } from '../../ui/Distribution.tsx'
import { Duration } from '../../ui/Duration.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Table, type Column } from '../../ui/Table.tsx'
import { BackEvidence, FromStart, Pair } from './stepFigures.tsx'
import styles from './StepsTab.module.css'

export interface StepsTabProps {
  readonly steps: readonly PlanStep[]
  readonly titleOf: (id: string) => string
  readonly chosen: string | null
  readonly onChoose: (step: string | null) => void
}

export function StepsTab({ steps, titleOf, chosen, onChoose }: StepsTabProps) {
  const columns = useMemo(() => columnsFor(steps, titleOf), [steps, titleOf])
  return (
    <div className={styles['steps']} data-density="console">
      <Table label="Steps" columns={columns} rows={steps} keyOf={({ id }) => id} chosen={chosen} onRow={({ id }) => onChoose(id === chosen ? null : id)} estimate={46} />
    </div>
  )
}

/** What grows does so in proportion to its least width: else the table would ask for more than all least widths together. */
function columnsFor(steps: readonly PlanStep[], titleOf: (id: string) => string): Column<PlanStep>[] {
  const order = new Map(steps.map(({ id }, index) => [id, index + 1]))
  return [
    { id: 'order', title: '#', width: '1.75rem', align: 'end', cell: ({ id }) => <span className={`figures ${styles['order']}`}>{order.get(id)}</span> },
    { id: 'step', title: 'Step', width: 'minmax(10.5rem, 2.1fr)', cell: (step) => <StepName step={step} />, sortBy: ({ title }) => title },
    { id: 'group', title: 'Phase or branch', width: 'minmax(5.5rem, 1.1fr)', cell: (step) => <span className={styles['group']}>{step.branch !== null && <Icon name="branch" />}{step.group}{step.lane !== null && <span className={styles['lane']}>{step.lane}</span>}</span> },
    { id: 'owner', title: 'Owner', width: '5rem', cell: ({ owner }) => owner ?? <span className={styles['none']}>nobody</span>, sortBy: ({ owner }) => owner },
    { id: 'planned', title: 'Planned', width: '4rem', align: 'end', cell: ({ plannedMs }) => <Duration ms={plannedMs} />, sortBy: ({ plannedMs }) => plannedMs },
    { id: 'history', title: 'Took', width: '6rem', cell: ({ times, plannedMs }) => <Distribution times={times} plannedMs={plannedMs} />, sortBy: ({ n }) => n },
    { id: 'n', title: 'n', width: '1.5rem', align: 'end', cell: ({ n }) => <span className="figures">{n}</span>, sortBy: ({ n }) => n },
    { id: 'median', title: 'Median, P90', width: '5rem', align: 'end', cell: ({ comparisons: { median, p90 } }) => <Pair first={median} second={p90} />, sortBy: ({ comparisons }) => comparisons.median },
    { id: 'starts', title: 'Begins', width: '5rem', align: 'end', cell: ({ starts }) => <FromStart ms={starts?.p50Ms ?? null} />, sortBy: ({ starts }) => starts?.p50Ms ?? null },
    { id: 'back', title: 'Rollback from here', width: 'minmax(9.5rem, 1.9fr)', cell: ({ rollback }) => <div className={styles['way']}><BackEvidence back={rollback} titleOf={titleOf} /></div>, sortBy: ({ rollback }) => rollback.rehearsals },
    { id: 'takes', title: 'It takes', width: '4rem', align: 'end', cell: ({ rollback }) => <Pair first={rollback.p50Ms} second={rollback.p90Ms} />, sortBy: ({ rollback }) => rollback.p90Ms },
    { id: 'safe', title: 'Fits until', width: '5.5rem', align: 'end', cell: ({ rollback }) => <FromStart ms={rollback.latestSafeMs} />, sortBy: ({ rollback }) => rollback.latestSafeMs },
  ]
}

function StepName({ step }: { readonly step: PlanStep }) {
  const kind = KINDS[step.kind]
  return (
    <span className={styles['name']}>
      <span className={styles['kind']} title={kind.word}><Icon name={kind.icon} /><span className="visually-hidden">{kind.word}</span></span>
      <span className={styles['words']}>
        <span className={styles['title']}>{step.title}</span>
        <span className={styles['id']}>{step.id}{step.pointOfNoReturn && <span className={styles['crossing']}>point of no return</span>}</span>
      </span>
    </span>
  )
}
