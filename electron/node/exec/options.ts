/** What a step runner needs to know, and what each kind of step gets of it. */
import type { AttemptEnd, Clock, Json, Log } from '../../core/ports.ts'
import type { Step } from '../../core/runbook/model.ts'
import type { Values } from '../../core/runbook/substitute.ts'
import type { StepSignal, StepWork } from '../../core/runbook/work.ts'
import type { Launcher } from './supervised.ts'

export interface StepRunnerOptions {
  /** `<data>/runs/<run>`: attempts live in `<step>/<attempt>` below it. */
  readonly folder: string
  /** The runbook's folder, absolute. */
  readonly cwd: string
  readonly values: Values
  readonly clock: Clock
  readonly mode: 'rehearsal' | 'live'
  readonly comms: 'shown' | 'test'
  /** Name → webhook, which may hold `${…}`. */
  readonly audiences: Readonly<Record<string, { readonly webhook?: string }>>
  readonly onSignal: (signal: StepSignal) => void
  /** Called right before each program, request or announcement; what it throws fails the attempt (a script changed). */
  readonly beforeStart?: (step: Step) => void
  readonly log: Log
  /** Sent along with every announcement: runbook, its hash, environment. */
  readonly about?: Readonly<Record<string, Json>>
  /** Between TERM and KILL, ms; 5,000 unless said. */
  readonly graceMs?: number
  /** The Node for supervisors and for `node` in runbooks; this process's own unless said (inside Electron it must be said). */
  readonly launcher?: Launcher
}

type Distribute<T> = T extends unknown ? Omit<T, 'step' | 'attempt'> : never
export type SignalBody = Distribute<StepSignal>

/** Where an execution runs, and with what. */
export interface Place {
  /** Absolute; there. */
  readonly folder: string
  readonly options: Pick<StepRunnerOptions, 'cwd' | 'values' | 'clock' | 'graceMs' | 'launcher'>
  /** Values that must not be seen. */
  readonly secrets: readonly string[]
  /** Throws where it must not start (a script changed). */
  readonly beforeStart: () => void
}

/** One attempt on its way to its end. */
export interface Task extends Place {
  readonly work: StepWork
  readonly options: StepRunnerOptions
  readonly signal: (body: SignalBody) => void
  /** The end, once; later ones and those after a detach are dropped. */
  readonly finish: (end: TaskEnd) => void
}
/** As AttemptEnd, but whose output is still the attempt's own output.txt. */
export type TaskEnd = Omit<AttemptEnd, 'output'> & { readonly output?: Kept }
export interface Kept {
  readonly sha256: string
  readonly bytes: number
}

export const GRACE_MS = 5_000

export function secretsOf(values: Values): string[] {
  return Object.values(values.secrets).filter((secret) => secret !== '')
}
