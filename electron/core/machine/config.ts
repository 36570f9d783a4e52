/** The part of XState's configuration that we use, with named guards and actions only, so that it can be drawn and written as SCXML. */
import type { MachineEvent } from './event.ts'

export interface Named {
  readonly type: string
  readonly params?: Readonly<Record<string, unknown>>
}

export interface TransitionConfig {
  readonly target?: string
  readonly guard?: Named
  readonly actions?: readonly Named[]
  /** What it means in the runbook's words; the graph and the coverage show it. */
  readonly description?: string
}

export interface StateConfig {
  readonly id?: string
  readonly type?: 'parallel' | 'final'
  readonly initial?: string
  readonly states?: Readonly<Record<string, StateConfig>>
  readonly on?: Readonly<Record<string, readonly TransitionConfig[]>>
  readonly always?: readonly TransitionConfig[]
  readonly onDone?: readonly TransitionConfig[]
}

export const act = (type: string, params?: Readonly<Record<string, unknown>>): Named => (params ? { type, params } : { type })
export const when = act
export const raised = (event: MachineEvent): Named => ({ type: 'raise', params: { event } })
