/**
 * How people deal with an inject, in three times that are kept apart:
 *     detection   drawn → somebody says that they see it, or acts first: on its step, or by a hold or a move of the whole run
 *     decision    detected → what follows is chosen: a way out of the step, a branch, a rollback
 *     execution   decided → that is over: the rollback or the branch has ended, the retried step is settled; nothing to wait for: at once
 * The first decision counts. A hold is one only where the card expects a hold. What the runbook does by itself (`by: 'runbook'`), and what the tool answers
 * in an unattended rehearsal (`by: 'tool'`), is timed alike, and says who it was.
 */
import type { StepId } from '../ports.ts'
import type { Inject } from '../runbook/model.ts'

/** Times are run time, ms; undefined until it has happened. */
export interface DrawnInject {
  readonly inject: string
  readonly step: StepId
  readonly attempt: number
  readonly drawnAt: number
  readonly detectedAt?: number
  /** What the one who saw it took it for. */
  readonly what?: string
  readonly decision?: Decision
  readonly endedAt?: number
}

export interface Decision {
  readonly at: number
  /** In the words of `expects`: an action, `retry`, `skip`, an outcome, or the id of a branch or a step; also `abandon`. */
  readonly took: string
  /** Of a rollback. */
  readonly branch?: string
  readonly by: 'person' | 'tool' | 'runbook'
  readonly until: Until
}

/** What has to happen until the decision is carried out. */
export type Until = { readonly is: 'now' | 'end' | 'release' } | { readonly is: 'left'; readonly branch: string } | { readonly is: 'settled'; readonly step: StepId }

/** Was it what the card expects? Null until somebody has decided. */
export function asExpected({ decision }: DrawnInject, { expects }: Inject): boolean | null {
  return decision ? decision.took === expects || decision.branch === expects : null
}

/** Within the card's `decide-within`, from its drawing on? Null where it gives none, or while there is still time. `now`: run time, ms. */
export function inTime({ drawnAt, decision, endedAt }: DrawnInject, { decideWithinMs }: Inject, now: number): boolean | null {
  if (decideWithinMs === undefined) return null
  const tookMs = (decision?.at ?? endedAt ?? now) - drawnAt
  return tookMs > decideWithinMs ? false : decision ? true : null
}
