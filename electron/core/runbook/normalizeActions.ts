/** Actions, retry policies and rollback entries as written → the model's. */
import type { BranchId, StepId } from '../ports.ts'
import { durationMs } from './duration.ts'
import { given } from './given.ts'
import type { Action, Policy, RollbackEntry } from './model.ts'
import type { RawAction, RawGateAction, RawPolicy, RawRollback } from './schemaActions.ts'
import { child, type Tree } from './tree.ts'

export function normalizeAction(raw: RawAction): Action {
  if (typeof raw === 'string') return { do: raw }
  return raw.goto !== undefined ? { do: 'goto', step: raw.goto as StepId } : { do: 'branch', branch: raw.branch as BranchId }
}

/** Of a failure or time-out. Nothing fails silently: to continue after one means to go on degraded. */
export function normalizePolicy(raw: RawPolicy): Policy {
  const retry = typeof raw === 'object' && raw.retry !== undefined ? raw : undefined
  const then = normalizeAction(retry ? (retry.then ?? 'hold') : (raw as RawAction))
  return {
    retries: retry?.retry ?? 0,
    delayMs: retry?.delay === undefined ? 0 : durationMs(retry.delay),
    then: then.do === 'continue' ? { do: 'degrade' } : then,
  }
}

/** Of a no-go or an expired gate. Postponed: asked again after a time, once unless said. */
export function normalizeGate(raw: RawGateAction): Policy {
  if (typeof raw === 'string' || raw.postpone === undefined) return { retries: 0, delayMs: 0, then: normalizeAction(raw) }
  return { retries: raw.times ?? 1, delayMs: durationMs(raw.postpone), then: normalizeAction(raw.then ?? 'hold') }
}

/** `holder` is the map that has the `rollback` key. */
export function normalizeRollback(raw: RawRollback | undefined, holder: Tree | undefined): RollbackEntry | undefined {
  if (!raw) return undefined
  const at = child(holder, 'rollback')?.at ?? { line: 1, column: 1 }
  if (raw.none !== undefined) return { none: raw.none, at }
  return given({ branch: raw.branch as BranchId, enter: raw.enter as StepId | undefined, at })
}
