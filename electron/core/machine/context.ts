/** What the machine remembers besides its state values. Immutable: byte arrays are copied before they change. */
import { STATUS, isRunning, type StatusCode } from './status.ts'

export interface RunContext {
  /** STATUS of every step, by its index. */
  readonly status: Uint8Array
  /** 1 where the step was started and not undone since (rule 6). */
  readonly started: Uint8Array
  /** Automatic retries used, by step index. */
  readonly tries: Readonly<Record<number, number>>
  /** Why a step is ending, by step index. */
  readonly ending: Readonly<Record<number, 'timeout' | 'failure'>>
  /** How many steps are running or ending. */
  readonly running: number
  /** The branch that is being entered or walked, ABANDON while the run is being given up, null on the main path. */
  readonly plan: string | null
  /** Where the drain leads: an entry's key or ABANDON; null when nothing is draining. */
  readonly pending: string | null
  /** The rollback entry of the step that a fix-forward or fallback was entered from (rule 5). */
  readonly from: string | null
  /** Indices of the point-of-no-return steps that were started. */
  readonly crossed: readonly number[]
  readonly held: boolean
  /** Indices of failed steps for which a rollback is proposed to a person. */
  readonly proposed: readonly number[]
}

/** `pending` and `plan` while a run is being given up. No branch id can look like it. */
export const ABANDON = '!abandon'

export function freshContext(steps: number): RunContext {
  return {
    status: new Uint8Array(steps),
    started: new Uint8Array(steps),
    tries: {},
    ending: {},
    running: 0,
    plan: null,
    pending: null,
    from: null,
    crossed: [],
    held: false,
    proposed: [],
  }
}

/** The context with some steps' status changed; the count of what runs follows. */
export function withStatus(context: RunContext, changes: Iterable<readonly [index: number, code: StatusCode]>): RunContext {
  const status = context.status.slice()
  let { running, proposed } = context
  for (const [index, code] of changes) {
    running += Number(isRunning(code)) - Number(isRunning(status[index]))
    status[index] = code
    if (code !== STATUS.failed && proposed.includes(index)) proposed = proposed.filter((other) => other !== index)
  }
  return { ...context, status, running, proposed }
}

export function withStarted(context: RunContext, indices: readonly number[], value: 0 | 1): RunContext {
  const started = context.started.slice()
  for (const index of indices) started[index] = value
  return { ...context, started }
}
