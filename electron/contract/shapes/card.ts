/** The rollback card: what a rollback from here would do, as whoever was not there needs to know it before it is started. */
import { z } from 'zod'
import { At, Evidence, Ms, Text } from './scalars.ts'

/** A step with the time it would take, null where nobody has timed it. */
export const WayTime = z.strictObject({ step: Text, p50Ms: Ms.nullable(), p90Ms: Ms.nullable() })
export type WayTime = z.infer<typeof WayTime>

/** A branch that can be taken now: the way back, or a fix-forward or fallback out of what failed. Ends are null where nobody has timed it. */
export const CardOption = z.strictObject({
  branch: Text,
  p50At: At.nullable(),
  p90At: At.nullable(),
  /** Probability that the run then ends inside its window. */
  fitsWindow: z.number().nullable(),
  evidence: Evidence,
  /** How many times it was timed. */
  rehearsals: z.int(),
})
export type CardOption = z.infer<typeof CardOption>

export const RollbackCard = z.strictObject({
  branch: Text,
  /** What would be done, in order. */
  steps: z.array(WayTime),
  /** Of the branch: what has nothing to undo, or lies before its entry. */
  passedOver: z.array(Text),
  /** Runs now, and is stopped at once. */
  stops: z.array(Text),
  /** Runs now, and has to end by itself before the first step starts. */
  awaits: z.array(WayTime),
  /** P90 of that; null where nothing is awaited, or nobody knows. */
  awaitsMs: Ms.nullable(),
  /** What the runbook gives people to decide: it is off the latest safe time already. */
  decideMs: Ms.nullable(),
  options: z.array(CardOption),
})
export type RollbackCard = z.infer<typeof RollbackCard>
