/** Words that the shapes share. Times: `…At` is the host's wall clock, ms since 1970; `…Ms` is a duration. Probabilities are 0…1. */
import { z } from 'zod'
import type { ComparisonName } from '../../core/view/input.ts'
import type { MarkName } from '../../core/view/marks.ts'

export const Text = z.string()
export const At = z.number()
export const Ms = z.number()

export const MODES = ['tabletop', 'rehearsal', 'live', 'simulation'] as const
export const Mode = z.enum(MODES)
export type Mode = z.infer<typeof Mode>

/** What a page may start. */
export const NewRunMode = z.enum(['tabletop', 'rehearsal', 'live'])
export type NewRunMode = z.infer<typeof NewRunMode>

export const Outcome = z.enum(['completed', 'completed-degraded', 'rolled-back', 'abandoned', 'stopped'])
export type Outcome = z.infer<typeof Outcome>

export const StepKind = z.enum(['manual', 'command', 'migration', 'check', 'announce', 'gate', 'decision', 'hold', 'wait'])
export type StepKind = z.infer<typeof StepKind>

export const BranchKind = z.enum(['rollback', 'fix-forward', 'fallback'])

/** How a step stands; each has a shape and a word on every screen. */
const MARKS = [
  'running', 'rolling', 'armed', 'ending', 'backoff', 'failed',
  'done', 'degraded', 'skipped', 'passed-over', 'timed-out', 'stopped', 'lost', 'undone', 'ahead',
] as const satisfies readonly MarkName[]
export const StepMark = z.enum(MARKS)
export type StepMark = z.infer<typeof StepMark>

/** How much is known of a way back: `low` is one or two timed rehearsals of it. */
export const Evidence = z.enum(['never', 'low', 'timed', 'forward-only', 'none'])
export type Evidence = z.infer<typeof Evidence>

export const COMPARISON_NAMES = ['plan', 'median', 'best', 'last', 'p90'] as const satisfies readonly ComparisonName[]
export const ComparisonKey = z.enum(COMPARISON_NAMES)
export type Comparison = z.infer<typeof ComparisonKey>

/** What a step took before, ms of active time; null where nobody knows. */
export const Comparisons = z.strictObject({ plan: Ms.nullable(), median: Ms.nullable(), best: Ms.nullable(), last: Ms.nullable(), p90: Ms.nullable() })
export type Comparisons = z.infer<typeof Comparisons>

/** A clock: it stood at `ms` at the wall time `at`, and goes on from there if it `runs`. The page ticks it by itself. */
export const Ticking = z.strictObject({ ms: Ms, at: At, runs: z.boolean() })
export type Ticking = z.infer<typeof Ticking>

export const Quantiles = z.strictObject({ p10Ms: Ms, p50Ms: Ms, p80Ms: Ms, p90Ms: Ms })
export type Quantiles = z.infer<typeof Quantiles>

/** Ms from the run's start. */
export const Window = z.strictObject({ lengthMs: Ms, safetyFloorMs: Ms })

/** Something to tell the author of a runbook. */
export const Diagnostic = z.strictObject({ code: Text, severity: z.enum(['error', 'warning']), line: z.int(), column: z.int(), message: Text, hint: Text })
export type Diagnostic = z.infer<typeof Diagnostic>
