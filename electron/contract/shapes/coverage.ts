/** What of a runbook was rehearsed, and how a rehearsal is led to what was not. */
import { z } from 'zod'
import { At, Text } from './scalars.ts'

export const CoverageStatus = z.enum(['never', 'stale', 'walked', 'timed'])
export type CoverageStatus = z.infer<typeof CoverageStatus>

/** `lastAt`, `by`: of the walk that the status rests on; null where there is none. `why`: why it is not timed. */
export const Covered = z.strictObject({ status: CoverageStatus, lastAt: At.nullable(), by: Text.nullable(), why: Text.nullable() })
export type Covered = z.infer<typeof Covered>

/** The way back from a step, from a phase with lanes, or out of a fix-forward or fallback, to its end. */
export const EntryCoverage = Covered.extend({ from: Text, branch: Text, enter: Text, /** Runs that walked it to its end. */ n: z.int() })
export type EntryCoverage = z.infer<typeof EntryCoverage>

/** The transitions stand on the graph's edges. */
export const CoverageView = z.strictObject({
  transitions: z.strictObject({ total: z.int(), timed: z.int(), walked: z.int(), stale: z.int(), never: z.int() }),
  entries: z.array(EntryCoverage),
})
export type CoverageView = z.infer<typeof CoverageView>

export const LEAD_ACTS = ['choose', 'vote-no-go', 'fail', 'time-out', 'expire', 'accept', 'roll-back', 'inject'] as const

export const LeadView = z.strictObject({
  /** Where the tool starts the rollback by itself. */
  rollbackAt: Text.nullable(),
  injects: z.array(Text),
  /** What has to happen on the way, in its order. */
  steps: z.array(z.strictObject({ step: Text, act: z.enum(LEAD_ACTS), what: Text.nullable(), words: Text })),
})
export type LeadView = z.infer<typeof LeadView>
