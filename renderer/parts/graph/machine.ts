/** What the picture of a runbook's machine shows: groups of steps, the links between steps, and the ways back. */
import type { CoverageStatus } from '../../../electron/contract/shapes/coverage.ts'
import type { PlanView } from '../../../electron/contract/shapes/plan.ts'
import type { Evidence, StepKind } from '../../../electron/contract/shapes/scalars.ts'

export type Book = Pick<NonNullable<PlanView['book']>, 'graph' | 'phases' | 'branches' | 'steps' | 'coverage' | 'problems'>
export type Problem = Book['problems'][number]
export type Edge = Book['graph']['edges'][number]

/** What happens at a step without leaving it. */
export type Mark = 'retries' | 'proposes' | 'holds' | 'degrades'

export interface MachineStep {
  readonly id: string
  readonly title: string
  readonly kind: StepKind
  readonly owner: string | null
  /** Median of its history, else what was planned. */
  readonly ms: number | null
  readonly timed: boolean
  readonly pointOfNoReturn: boolean
  readonly marks: readonly Mark[]
  /** What the checks say of it. */
  readonly problems: readonly Problem[]
}

export interface Lane {
  /** Null where the group has no lanes. */
  readonly id: string | null
  readonly steps: readonly MachineStep[]
}

export type GroupKind = 'phase' | 'rollback' | 'fix-forward' | 'fallback'

export interface Group {
  readonly id: string
  readonly kind: GroupKind
  readonly title: string
  readonly lanes: readonly Lane[]
  /** Of a branch, in words. */
  readonly ends: string | null
  /** Of the phase or branch itself. */
  readonly problems: readonly Problem[]
}

export type LinkKind = 'next' | 'need' | 'failure' | 'timeout' | 'choice' | 'goto' | 'resume' | 'rollback'

/** From step to step. */
export interface Link {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly kind: LinkKind
  readonly label: string | null
  /** The least of the transitions that it stands for; null where it is none. */
  readonly coverage: CoverageStatus | null
}

/** All rollbacks of one group that enter a branch at one step. */
export interface Rail {
  readonly id: string
  readonly group: string
  /** Steps from which it can be taken. */
  readonly steps: readonly string[]
  readonly branch: string
  readonly to: string
  /** The least that is known of it from any of those steps. */
  readonly evidence: Evidence
  readonly rehearsals: number
  /** The least of its entries. */
  readonly coverage: CoverageStatus | null
}

export interface Machine {
  /** Phases in order, then branches. */
  readonly groups: readonly Group[]
  readonly links: readonly Link[]
  readonly rails: readonly Rail[]
  /** Where the main way ends. */
  readonly ends: readonly string[]
  readonly groupOf: ReadonlyMap<string, Group>
  /** Of the ways that the order of the phases stands for: into a phase, and to an end of the main way. */
  readonly order: ReadonlyMap<string, CoverageStatus | null>
}
