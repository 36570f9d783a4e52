/** The library: every runbook that is known here, with what a captain wants to know before opening it. */
import { z } from 'zod'
import { At, Diagnostic, Evidence, Ms, Quantiles, Text, Window } from './scalars.ts'
import { RunSummary } from './run.ts'

/** The window bar of a run that has not begun: from the forecast (median), else from the plan. Ms from the start. */
export const PlanBar = z.strictObject({
  from: z.enum(['history', 'plan']),
  phases: z.array(z.strictObject({ id: Text, title: Text, fromMs: Ms, toMs: Ms })),
  steps: z.array(z.strictObject({ step: Text, title: Text, fromMs: Ms, toMs: Ms, hold: z.boolean(), pointOfNoReturn: z.boolean() })),
  window: Window.nullable(),
  total: Quantiles.nullable(),
  /** The tightest latest safe rollback time of the main path before its point of no return; null where nobody timed it. */
  safeMs: Ms.nullable(),
  evidence: Evidence,
})
export type PlanBar = z.infer<typeof PlanBar>

export const LibraryEntry = z.strictObject({
  /** Real path: its name everywhere in the contract. */
  file: Text,
  name: Text,
  folder: Text,
  /** Brought by Runthrough itself. */
  example: z.boolean(),
  sha256: Text.nullable(),
  changedAt: At.nullable(),
  /** Null where the file can't be read as a runbook. */
  runbook: z.strictObject({ id: Text, title: Text, summary: Text.nullable(), steps: z.int(), phases: z.int(), branches: z.int() }).nullable(),
  errors: z.int(),
  warnings: z.int(),
  firstProblem: Diagnostic.nullable(),
  /** It can't be read at all. */
  unreadable: z.strictObject({ message: Text, hint: Text }).nullable(),
  trusted: z.boolean(),
  /** Ready for a live run, or every reason why not, the gravest first. */
  ready: z.boolean(),
  notReady: z.array(Text),
  rehearsals: z.int(),
  lastRehearsal: RunSummary.nullable(),
  lastRun: RunSummary.nullable(),
  /** Entries of the way back before the point of no return, and how many of them were timed to their end, as the policy asks. */
  entries: z.strictObject({ total: z.int(), rehearsed: z.int() }),
  total: Quantiles.nullable(),
  basedOnRuns: z.int(),
  fitsWindow: z.number().nullable(),
  bar: PlanBar.nullable(),
  openRuns: z.array(Text),
})
export type LibraryEntry = z.infer<typeof LibraryEntry>

export const LibrarySnapshot = z.strictObject({ entries: z.array(LibraryEntry), /** Watched for runbooks. */ folders: z.array(Text), /** Still looking. */ scanning: z.boolean() })
export type LibrarySnapshot = z.infer<typeof LibrarySnapshot>
export const LibraryFrame = z.strictObject({ changed: z.array(LibraryEntry), gone: z.array(Text), folders: z.array(Text).optional(), scanning: z.boolean().optional() })
export type LibraryFrame = z.infer<typeof LibraryFrame>

/** Open runs, the newest first; then the latest that ended. */
export const RunsSnapshot = z.strictObject({ runs: z.array(RunSummary) })
export type RunsSnapshot = z.infer<typeof RunsSnapshot>

/** All are whole paths. */
export const FolderListing = z.strictObject({
  folder: Text,
  parent: Text.nullable(),
  folders: z.array(Text),
  /** Files that may be runbooks. */
  files: z.array(Text),
})
export type FolderListing = z.infer<typeof FolderListing>
