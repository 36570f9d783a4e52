/** Builds runbook models in memory, for tests of what stands above the parser. */
import type { BranchId, PhaseId, StepId } from '../../electron/core/ports.ts'
import type { Action, Branch, Policy, Runbook, RollbackEntry, Step, StepBase } from '../../electron/core/runbook/model.ts'

const at = { line: 1, column: 1 }
export const sid = (id: string): StepId => id as StepId
export const bid = (id: string): BranchId => id as BranchId

type Extra = Partial<Omit<StepBase, 'id'>> & { [key: string]: unknown }

/** A command step, unless `extra.kind` says otherwise. */
export function step(id: string, extra: Extra = {}): Step {
  return {
    kind: 'command',
    run: { kind: 'program', argv: ['true'], shell: false, env: {}, okCodes: [0], files: [] },
    id: sid(id),
    at,
    title: id,
    needs: [],
    onRollback: 'stop',
    pointOfNoReturn: false,
    undoes: [],
    was: [],
    rerun: 'ask',
    content: id,
    ...extra,
  } as unknown as Step
}

export const manual = (id: string, extra: Extra = {}): Step => step(id, { kind: 'manual', checklist: [], fields: [], ...extra })

export const policy = (then: Action, retries = 0, delayMs = 0): Policy => ({ retries, delayMs, then })

export const into = (branch: string, enter?: string): RollbackEntry => ({ branch: bid(branch), at, ...(enter ? { enter: sid(enter) } : {}) })

interface PhaseSpec {
  readonly phase: string
  readonly rollback?: RollbackEntry
  readonly steps?: readonly Step[]
  readonly lanes?: Readonly<Record<string, readonly Step[]>>
}

export function branch(id: string, kind: Branch['kind'], steps: readonly Step[], ends: Branch['ends'], extra: Partial<Branch> = {}): Branch {
  return { id: bid(id), at, title: id, kind, steps, ends, automatic: false, ...extra }
}

export function runbook(phases: readonly PhaseSpec[], branches: readonly Branch[] = [], extra: Partial<Runbook> = {}): Runbook {
  return {
    id: 'book',
    title: 'Book',
    policy: { minGrade: 1 },
    environments: { local: { id: 'local', grade: 1, live: false, vars: {}, secrets: [], comms: 'shown' } },
    inputs: [],
    roles: {},
    components: {},
    risks: [],
    readiness: [],
    audiences: {},
    injects: [],
    ...extra,
    branches,
    phases: phases.map((spec) => ({
      id: spec.phase as PhaseId,
      at,
      title: spec.phase,
      laned: spec.lanes !== undefined,
      lanes: spec.lanes ? Object.entries(spec.lanes).map(([id, steps]) => ({ id, steps })) : [{ id: null, steps: spec.steps ?? [] }],
      ...(spec.rollback ? { rollback: spec.rollback } : {}),
    })),
  }
}
