/**
 * A run as screens show it. A snapshot holds all of it, a frame what one change made different: rows that changed, the order where it
 * changed, and everything that is small. All that ticks is told as a clock, so that nothing has to be sent while nothing happens.
 */
import { z } from 'zod'
import { At, Comparisons, ComparisonKey, Evidence, Mode, Ms, Outcome, StepMark, Text, Ticking } from './scalars.ts'
import { RollbackCard } from './card.ts'
import { BranchFacts, PhaseFacts, StepFacts } from './step.ts'

/** Fixed at its start. */
export const RunFixed = z.strictObject({
  run: Text,
  runbook: Text,
  title: Text,
  file: Text,
  sha256: Text,
  mode: Mode,
  environment: Text.nullable(),
  /** It acts for real: LIVE stands on every screen. */
  live: z.boolean(),
  auto: z.boolean(),
  startedAt: At,
  startedBy: Text,
  inputs: z.record(Text, Text),
  window: z.strictObject({ startsAt: At, endsAt: At, safetyFloorMs: Ms }).nullable(),
  phases: z.array(PhaseFacts),
  branches: z.array(BranchFacts),
  /** In file order, branches last. */
  steps: z.array(StepFacts),
  roles: z.array(Text),
})
export type RunFixed = z.infer<typeof RunFixed>

/** One line of the splits. */
export const RunRow = z.strictObject({
  step: Text,
  mark: StepMark,
  /** 2 and more: there were earlier ones; 0: none yet. */
  attempt: z.int(),
  /** Active time of the latest attempt; null ahead. */
  time: Ticking.nullable(),
  /** Of its end. */
  endedAt: At.nullable(),
  /** Its expected end; the page shows no time before now. */
  expectedAt: At.nullable(),
  present: z.boolean(),
})
export type RunRow = z.infer<typeof RunRow>

export const StepVerb = z.enum(['start', 'done', 'fail', 'retry', 'skip', 'degrade', 'choose', 'vote', 'accept', 'crossing', 'branch', 'goto'])
export type StepVerb = z.infer<typeof StepVerb>
export const RunVerb = z.enum(['hold', 'release', 'rollback', 'undo', 'abandon', 'gap', 'recycle', 'amend', 'draw'])
export type RunVerb = z.infer<typeof RunVerb>

export const Progress = z.strictObject({ done: z.number().nullable(), total: z.number().nullable(), /** Units a second. */ rate: z.number().nullable() })
export type Progress = z.infer<typeof Progress>

/** A step that stands before the people now. */
export const PresentStep = z.strictObject({
  step: Text,
  mark: StepMark,
  attempt: z.int(),
  /** Active time of this attempt; null where it has not begun. */
  elapsed: Ticking.nullable(),
  /** What the machine would take now, the most fitting first. */
  can: z.array(StepVerb),
  outcomes: z.array(Text),
  /** Roles that can vote now, those that have not first. */
  roles: z.array(Text),
  /** Branches that can be entered out of it. */
  branches: z.array(Text),
  votes: z.array(z.strictObject({ role: Text, vote: z.enum(['go', 'go-with-risk', 'no-go']).nullable(), /** Why the role is asked again. */ reopened: Text.optional() })),
  /** What is wrong, in words. */
  why: Text.nullable(),
  /** Of injects that were drawn at it. */
  symptoms: z.array(Text),
  /** The rollback is proposed because of it. */
  proposed: z.boolean(),
  failedAt: At.nullable(),
  /** Something happens by itself at `at`, of the time that was given for it. */
  clock: z.strictObject({ what: z.enum(['deadline', 'time-out', 'retry', 'ends']), at: At, lengthMs: Ms }).nullable(),
  /** From then on it is overdue: `overdue-after`, else the forecast's P90, else planned × 1.5. */
  overdueAt: At.nullable(),
  progress: Progress.nullable(),
  announcement: z.strictObject({ audience: Text, text: Text, sent: z.boolean() }).nullable(),
})
export type PresentStep = z.infer<typeof PresentStep>

/** What is out of the ordinary with the run as a whole; the worst of it. */
export const Standing = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('going') }),
  z.strictObject({ is: z.literal('held'), since: At, because: Text.nullable(), by: Text.nullable() }),
  /** Nobody drove it for a time, and nobody has said what that time was. */
  z.strictObject({ is: z.literal('gap'), ms: Ms }),
  /** `branch` and `waitsFor`: ids of the branch, and of the steps that must end first. */
  z.strictObject({ is: z.literal('draining'), branch: Text, waitsFor: z.array(Text) }),
  z.strictObject({ is: z.literal('branch'), branch: Text, waitsFor: z.array(Text) }),
  z.strictObject({ is: z.literal('abandoning'), waitsFor: z.array(Text) }),
  z.strictObject({ is: z.literal('stopped'), because: Text }),
])
export type Standing = z.infer<typeof Standing>

/** Late by max(fixedMs, sequence time now − dueMs); early is negative. */
export const Lateness = z.strictObject({ fixedMs: Ms, dueMs: Ms.nullable() })
export type Lateness = z.infer<typeof Lateness>

/** The window bar: one line from the window's start to its end. */
export const RunBar = z.strictObject({
  startsAt: At,
  runFrom: At,
  endsAt: At,
  safetyFloorMs: Ms,
  /** Until when the way back fits; null where that is not known. */
  safeAt: At.nullable(),
  /** Since when the oldest of what runs has run. */
  presentFrom: At,
  rolling: z.boolean(),
  /** It stands: nothing on it moves any more. Then the time at which it ended. */
  overAt: At.nullable(),
  done: z.array(z.strictObject({ step: Text, from: At, to: At, bad: z.boolean(), rolling: z.boolean() })),
  holds: z.array(z.strictObject({ from: At, to: At.nullable() })),
})
export type RunBar = z.infer<typeof RunBar>

export const Eta = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('forecast'), p10At: At, p50At: At, p90At: At }),
  /** No forecast: every step as long as the comparison says. */
  z.strictObject({ from: z.literal('comparison'), comparison: ComparisonKey, p50At: At }),
])
export type Eta = z.infer<typeof Eta>

export const WayBack = z.strictObject({
  evidence: Evidence,
  branch: Text.nullable(),
  rehearsals: z.int(),
  /** Null where nobody timed it, or without a window; before the start: it never fits. */
  safeAt: At.nullable(),
  p50Ms: Ms.nullable(),
  p90Ms: Ms.nullable(),
})
export type WayBack = z.infer<typeof WayBack>

/** Told once, with hysteresis; `id` is the same for the same thing. It stands as long as what it tells of. `fault`: it can't be driven from here any more. */
export const Alert = z.strictObject({
  id: Text,
  kind: z.enum(['overdue', 'gate-waits', 'doubt', 'failed', 'proposed', 'window', 'rollback-near', 'rollback-over', 'held', 'ended', 'gap', 'fault']),
  tone: z.enum(['now', 'late', 'failed', 'rolling', 'fine']),
  at: At,
  step: Text.nullable(),
  text: Text,
})
export type Alert = z.infer<typeof Alert>

export const LogEntry = z.strictObject({
  seq: z.int(),
  at: At,
  actor: z.strictObject({ name: Text, via: z.enum(['terminal', 'window', 'link', 'auto', 'runthrough']), role: Text.nullable(), onBehalfOf: Text.nullable(), how: Text.nullable() }),
  /** The event's type, as the journal has it. */
  type: Text,
  tone: z.enum(['quiet', 'fine', 'late', 'failed', 'rolling', 'note', 'announcement']),
  text: Text,
  step: Text.nullable(),
})
export type LogEntry = z.infer<typeof LogEntry>

/** An inject that was drawn, and how people deal with it. Hidden cards are in no frame. */
export const RunInject = z.strictObject({
  inject: Text,
  step: Text,
  symptom: Text,
  drawnAt: At,
  detectedAt: At.nullable(),
  /** What the one who saw it took it for. */
  what: Text.nullable(),
  decidedAt: At.nullable(),
  took: Text.nullable(),
  /** `tool`: it answered for the people; `runbook`: it said so itself. */
  decidedBy: z.enum(['person', 'tool', 'runbook']).nullable(),
  endedAt: At.nullable(),
  /** Counted from its drawing. */
  decideWithinMs: Ms.nullable(),
  inTime: z.boolean().nullable(),
  /** What the card hopes for; not told before somebody has decided. */
  expected: Text.nullable(),
  asExpected: z.boolean().nullable(),
})
export type RunInject = z.infer<typeof RunInject>

/** Something to keep an eye on once the run is over. */
export const HypercareItem = z.strictObject({
  kind: z.enum(['degraded', 'skipped', 'override', 'accepted-risk', 'did-not-run', 'doubted', 'note']),
  step: Text,
  text: Text,
  tier: z.enum(['critical', 'important', 'nice-to-have']).nullable(),
  at: At,
})
export type HypercareItem = z.infer<typeof HypercareItem>

/** Done so fast that somebody is asked whether it really ran. */
export const RunDoubt = z.strictObject({ step: Text, attempt: z.int(), tookMs: Ms, fastestMs: Ms, at: At, /** Somebody said that it did not; it was not run again since. */ denied: z.boolean(), /** The run can go back to it now. */ canGoBack: z.boolean() })
export type RunDoubt = z.infer<typeof RunDoubt>

/** Everything that changes and is small. */
export const RunNow = z.strictObject({
  /** Of the journal. */
  seq: z.int(),
  end: Outcome.nullable(),
  endedAt: At.nullable(),
  standing: Standing,
  /** The hold, where something graver stands before it. */
  alsoHeld: z.strictObject({ since: At, because: Text.nullable() }).nullable(),
  degraded: z.boolean(),
  /** Counts the sequence: stops in a hold. */
  sequence: Ticking,
  wall: Ticking,
  driver: z.discriminatedUnion('is', [
    z.strictObject({ is: z.literal('here') }),
    /** Another process drives it; commands go there. */
    z.strictObject({ is: z.literal('elsewhere'), who: Text }),
    /** Nobody does: it can be resumed. */
    z.strictObject({ is: z.literal('nobody'), lastSeenAt: At.nullable() }),
    z.strictObject({ is: z.literal('ended') }),
  ]),
  eta: Eta.nullable(),
  forecast: z.strictObject({ basedOnRuns: z.int(), fitsWindow: z.number().nullable(), criticalLane: Text.nullable(), unknownSteps: z.array(Text), at: At }).nullable(),
  late: z.strictObject({ plan: Lateness.nullable(), median: Lateness.nullable(), best: Lateness.nullable(), last: Lateness.nullable(), p90: Lateness.nullable() }),
  bar: RunBar.nullable(),
  wayBack: WayBack.nullable(),
  present: z.array(PresentStep),
  can: z.strictObject({
    run: z.array(RunVerb),
    /** Where a rollback from here leads; null where none is possible, and why. */
    rollback: z.strictObject({ branch: Text, title: Text, firstStep: Text }).nullable(),
    whyNoRollback: Text.nullable(),
    /** Failed checks that a release of the hold would pass over: then it wants a reason. */
    releaseOver: z.array(Text),
  }),
  /** In the order of their drawing. */
  injects: z.array(RunInject),
  /** The earliest first. */
  hypercare: z.array(HypercareItem),
  /** Nobody has answered them yet, or nothing has come of a no. */
  doubts: z.array(RunDoubt),
  alerts: z.array(Alert),
  counts: z.strictObject({ done: z.int(), total: z.int() }),
})
export type RunNow = z.infer<typeof RunNow>

export const RunSnapshot = z.strictObject({
  fixed: RunFixed,
  /** The splits from top to bottom: over in the order of their end, present, ahead. Steps of branches that are not walked are left out. */
  order: z.array(Text),
  rows: z.array(RunRow),
  now: RunNow,
  /** Null where no rollback can be started. */
  card: RollbackCard.nullable(),
  /** The latest, oldest first; earlier ones by `run.log`. */
  log: z.array(LogEntry),
})
export type RunSnapshot = z.infer<typeof RunSnapshot>

export const RunFrame = z.strictObject({
  order: z.array(Text).optional(),
  rows: z.array(RunRow).optional(),
  now: RunNow.optional(),
  card: RollbackCard.nullable().optional(),
  log: z.array(LogEntry).optional(),
  comparisons: z.record(Text, Comparisons).optional(),
})
export type RunFrame = z.infer<typeof RunFrame>

/** What attempts say: the last lines of each, then what comes. Text has only SGR colours and newlines. */
export const OutputSnapshot = z.strictObject({ attempts: z.array(z.strictObject({ step: Text, attempt: z.int(), text: Text, cut: z.boolean() })) })
export type OutputSnapshot = z.infer<typeof OutputSnapshot>
export const OutputFrame = z.strictObject({ step: Text, attempt: z.int(), text: Text })
export type OutputFrame = z.infer<typeof OutputFrame>

/** Asked for when a menu opens: lists that may be long. */
export const RunChoices = z.strictObject({
  earlier: z.array(Text),
  notEarlier: Text.nullable(),
  ended: z.array(z.strictObject({ step: Text, attempt: z.int(), startedAt: At, endedAt: At })),
  /** Steps that can be gone to out of the step that was asked about. */
  gotos: z.array(Text),
  /** Names of the injects that a facilitator can draw; nothing else is told of them. */
  injects: z.array(Text),
})
export type RunChoices = z.infer<typeof RunChoices>

/** One run in a list. */
export const RunSummary = z.strictObject({
  run: Text,
  runbook: Text,
  title: Text,
  file: Text.nullable(),
  mode: Mode,
  environment: Text.nullable(),
  live: z.boolean(),
  startedAt: At,
  /** Null where the beginning of its journal can't be read. */
  startedBy: Text.nullable(),
  endedAt: At.nullable(),
  outcome: Outcome.nullable(),
  activeMs: Ms.nullable(),
  wallMs: Ms.nullable(),
  sha256: Text,
  excluded: z.boolean(),
  /** Of an open run. */
  driver: z.enum(['here', 'elsewhere', 'nobody']).nullable(),
})
export type RunSummary = z.infer<typeof RunSummary>
