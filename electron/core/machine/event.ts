/** The machine's alphabet. A step's events carry its id in their type: `START.backfill`. */
import type { StepId } from '../ports.ts'
import type { MoveKind } from './moves.ts'

export interface MachineEvent {
  readonly type: string
  /** MOVE and BRANCH: the step that is left. */
  readonly from?: StepId
  readonly how?: MoveKind
}

/**
 * START it runs · DONE · FAIL · TIMEOUT its time is over, its program is being ended · CANCEL a person calls it off, likewise ·
 * GONE nothing of an ending program is left · STOPPED ended for a branch's sake · LOST nobody knows how it ended ·
 * DUE the delay before a retry is over · RETRY by hand · SKIP, DEGRADE a person goes on without it · NOGO, EXPIRED a gate's noes · ACCEPT the proposed rollback ·
 * UNCROSS a failed point of no return had no effect
 */
export type StepVerb =
  | 'START' | 'DONE' | 'FAIL' | 'TIMEOUT' | 'CANCEL' | 'GONE' | 'STOPPED' | 'LOST' | 'DUE' | 'RETRY' | 'SKIP' | 'DEGRADE' | 'NOGO' | 'EXPIRED' | 'ACCEPT' | 'UNCROSS'

export const stepEvent = (verb: StepVerb, step: StepId): MachineEvent => ({ type: `${verb}.${step}` })
export const choose = (step: StepId, label: string): MachineEvent => ({ type: `CHOOSE.${step}.${label}` })
export const moveTo = (to: StepId, how: MoveKind, from?: StepId): MachineEvent => ({ type: `MOVE.${to}`, how, ...(from === undefined ? {} : { from }) })
export const enterBranch = (branch: string, from: StepId): MachineEvent => ({ type: `BRANCH.${branch}`, from })
export const runEvent = (type: 'BEGIN' | 'HOLD' | 'RELEASE' | 'ROLLBACK' | 'ABANDON'): MachineEvent => ({ type })
