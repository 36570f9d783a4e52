/** A runbook as the rest of the core sees it: checked, with defaults filled in, durations in ms, and every place in the file known. */
import type { BranchId, Execution, PhaseId, StepId } from '../ports.ts'

/** 1-based. */
export interface Position {
  readonly line: number
  readonly column: number
}

export type StepKind = 'manual' | 'command' | 'migration' | 'check' | 'announce' | 'gate' | 'decision' | 'hold' | 'wait'
export type Tier = 'critical' | 'important' | 'nice-to-have'

/** What happens next. `hold`: the step waits for a person. */
export type Action =
  | { readonly do: 'continue' }
  | { readonly do: 'hold' }
  | { readonly do: 'rollback' }
  | { readonly do: 'degrade' }
  | { readonly do: 'goto'; readonly step: StepId }
  | { readonly do: 'branch'; readonly branch: BranchId }

/** What a failure or a time-out leads to: up to `retries` automatic attempts more, `delayMs` apart, then the action. */
export interface Policy {
  readonly retries: number
  readonly delayMs: number
  readonly then: Action
}

/** The rollback entry that holds somewhere: a branch (from one of its steps on), or explicitly none. */
export type RollbackEntry =
  | { readonly branch: BranchId; readonly enter?: StepId; readonly at: Position }
  | { readonly none: string; readonly at: Position }

export interface StepBase {
  readonly id: StepId
  readonly at: Position
  readonly title: string
  readonly instructions?: string
  readonly caution?: string
  readonly warning?: string
  readonly owner?: string
  readonly component?: string
  readonly plannedMs?: number
  readonly timeoutMs?: number
  readonly overdueAfterMs?: number
  readonly needs: readonly StepId[]
  /** Undefined where the file says nothing: then a check's component tier decides, else it waits. */
  readonly onFailure?: Policy
  readonly onTimeout?: Policy
  /** What a rollback does with this step while it runs. */
  readonly onRollback: 'stop' | 'wait'
  readonly rollback?: RollbackEntry
  readonly pointOfNoReturn: boolean
  /** A check that tells whether a failed point-of-no-return step took effect. */
  readonly crossedWhen?: Execution
  readonly undoes: readonly StepId[]
  readonly was: readonly StepId[]
  readonly start?: 'auto' | 'armed'
  /** After a crash that lost the attempt: may it simply run again? */
  readonly rerun: 'safe' | 'ask'
  readonly auto?: { readonly afterMs: number; readonly outcome?: 'done' | 'failed'; readonly choose?: string; readonly vote?: 'go' | 'no-go' }
  readonly evidence?: 'required' | 'optional'
  readonly hypercare?: string
  readonly notBefore?: string
  readonly mustEndBy?: string
  readonly confirm?: string
  /** sha256-ready text of what this step does (canonical JSON of its own keys): changes when its content changes. */
  readonly content: string
}

export interface ManualStep extends StepBase {
  readonly kind: 'manual'
  readonly checklist: readonly string[]
  readonly fields: readonly { readonly id: string; readonly title: string; readonly pattern?: string; readonly required: boolean }[]
}
export interface CommandStep extends StepBase {
  readonly kind: 'command'
  readonly run: Execution
}
export interface MigrationStep extends StepBase {
  readonly kind: 'migration'
  readonly run: Execution
  readonly progress?: { readonly pattern: string } | { readonly probe: Execution; readonly everyMs: number }
  /** Unit of the data volume, such as `rows`. */
  readonly volume?: { readonly unit: string; readonly expected: Readonly<Record<string, number>> }
}
export interface CheckStep extends StepBase {
  readonly kind: 'check'
  readonly run: Execution
  /** Repeats until `until` passes in a row. */
  readonly repeat?: { readonly everyMs: number; readonly until: number }
}
export interface AnnounceStep extends StepBase {
  readonly kind: 'announce'
  readonly audience: string
  readonly template: string
}
export interface GateStep extends StepBase {
  readonly kind: 'gate'
  readonly poll: readonly string[]
  readonly deadlineMs?: number
  /** Where a no-go leads; to postpone it is to ask again after a time. */
  readonly onNoGo?: Policy
  readonly onExpired?: Policy
}
export interface DecisionStep extends StepBase {
  readonly kind: 'decision'
  readonly outcomes: Readonly<Record<string, Action>>
  readonly deadlineMs?: number
}
export interface HoldStep extends StepBase {
  readonly kind: 'hold'
  readonly lengthMs?: number
}
export interface WaitStep extends StepBase {
  readonly kind: 'wait'
  readonly until: { readonly forMs: number } | { readonly check: Execution; readonly everyMs: number } | { readonly time: string }
}
export type Step = ManualStep | CommandStep | MigrationStep | CheckStep | AnnounceStep | GateStep | DecisionStep | HoldStep | WaitStep

export interface Lane {
  /** Null for the one sequence of a phase without lanes. */
  readonly id: string | null
  readonly steps: readonly Step[]
}
export interface Phase {
  readonly id: PhaseId
  readonly at: Position
  readonly title: string
  readonly rollback?: RollbackEntry
  readonly laned: boolean
  /** At least one; exactly one with id null where `laned` is false. */
  readonly lanes: readonly Lane[]
}
export interface Branch {
  readonly id: BranchId
  readonly at: Position
  readonly title: string
  readonly kind: 'rollback' | 'fix-forward' | 'fallback'
  readonly steps: readonly Step[]
  readonly ends: { readonly end: 'rolled-back' | 'completed' | 'completed-degraded' } | { readonly resume: StepId }
  /** An outcome `rollback` starts it without a person. */
  readonly automatic: boolean
  readonly authorise?: string
  readonly loses?: { readonly text: string; readonly probe?: Execution }
  /** Roles that must be there for it. */
  readonly needsRoles?: readonly string[]
  /** Until when it stays armed after the end: a time, or how long after. */
  readonly fallbackUntil?: { readonly time: string } | { readonly afterMs: number }
}

export interface Environment {
  readonly id: string
  /** 1 laptop … 3 production. */
  readonly grade: number
  readonly live: boolean
  readonly vars: Readonly<Record<string, string>>
  /** Names, read from the process environment at start. */
  readonly secrets: readonly string[]
  readonly comms: 'shown' | 'test'
  readonly identity?: Execution
  readonly reset?: Execution
}
export interface Input {
  readonly id: string
  readonly title: string
  readonly pattern?: string
  readonly default?: string
}
export interface Component {
  readonly tier: Tier
  readonly owner?: string
}
export interface Inject {
  readonly id: string
  readonly at: StepId
  readonly symptom: string
  readonly expects: string
  readonly decideWithinMs?: number
  readonly outcome?: 'failed' | 'timed-out'
}

/** A check that runs beside the steps; when it trips it acts like a failed check of its component's tier. */
export interface Watch {
  readonly id: string
  readonly at: Position
  readonly title: string
  readonly run: Execution
  readonly everyMs: number
  /** Beside these steps only: from the start of one to the end of the other. */
  readonly from?: StepId
  readonly until?: StepId
  /** Trips after this many failures (within a time, where given). */
  readonly trigger: { readonly failures: number; readonly withinMs?: number }
  readonly component: string
}
export interface Role {
  readonly escalate?: string
  readonly deputy?: string
  /** A run is not started while nobody holds it. */
  readonly critical?: boolean
  /** A vendor, say. */
  readonly external?: { readonly contact: string; readonly reference?: string; readonly promisedBy?: string }
}

export interface Runbook {
  readonly id: string
  readonly title: string
  readonly summary?: string
  readonly window?: { readonly lengthMs: number; readonly safetyFloorMs: number }
  readonly policy: { readonly rehearseWithinMs?: number; readonly minGrade: number; readonly decideWithinMs?: number }
  readonly environments: Readonly<Record<string, Environment>>
  readonly inputs: readonly Input[]
  readonly roles: Readonly<Record<string, Role>>
  readonly components: Readonly<Record<string, Component>>
  readonly risks: readonly { readonly id: string; readonly what: string; readonly likelihood: number; readonly impact: number; readonly mitigation?: string; readonly owner?: string }[]
  readonly readiness: readonly { readonly id: string; readonly what: string; readonly category?: string; readonly evidence?: 'required' | 'optional'; readonly owner?: string }[]
  readonly audiences: Readonly<Record<string, { readonly webhook?: string; readonly updateEveryMs?: number }>>
  /** IANA name: times without an offset are meant in it. */
  readonly zone?: string
  /** The change ticket; times as written. */
  readonly change?: { readonly id: string; readonly approvedFrom?: string; readonly approvedTo?: string }
  readonly downtime?: { readonly from: StepId; readonly to: StepId; readonly budgetMs: number }
  readonly watches?: readonly Watch[]
  readonly rollback?: RollbackEntry
  readonly phases: readonly Phase[]
  readonly branches: readonly Branch[]
  readonly injects: readonly Inject[]
}

/** Something to tell the author: what is wrong at which place, and what to do. */
export interface Diagnostic {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly line: number
  readonly column: number
  readonly message: string
  readonly hint: string
}

/** Kinds whose step starts a program or sends a request (outside a tabletop). */
const EXECUTING: ReadonlySet<StepKind> = new Set<StepKind>(['command', 'migration', 'check', 'announce'])

/** The same as `executes`, for a kind as it stands in a file. */
export function executesKind(kind: string): boolean {
  return (EXECUTING as ReadonlySet<string>).has(kind)
}

/** True where the step acts on the world by itself: these are armed in a live run. A `wait` only looks. */
export function executes(step: Step): boolean {
  return EXECUTING.has(step.kind)
}

/** Every step of the runbook in file order, with where it stands. */
export function* allSteps(runbook: Runbook): Generator<{ step: Step; phase?: Phase; lane?: Lane; branch?: Branch; index: number }> {
  for (const phase of runbook.phases)
    for (const lane of phase.lanes) for (const [index, step] of lane.steps.entries()) yield { step, phase, lane, index }
  for (const branch of runbook.branches) for (const [index, step] of branch.steps.entries()) yield { step, branch, index }
}
