/** One runbook, looked at before anything runs: its machine, its steps with their history, what is wrong with it, its runs. */
import { z } from 'zod'
import { CoverageView, Covered } from './coverage.ts'
import { LibraryEntry } from './library.ts'
import { RunSummary } from './run.ts'
import { Diagnostic, Evidence, Ms, Outcome, Quantiles, StepKind, Text } from './scalars.ts'
import { BranchFacts, PhaseFacts, StepFacts } from './step.ts'

export const GraphNode = z.strictObject({
  id: Text,
  kind: z.enum(['start', 'phase', 'lane', 'step', 'branch', 'end']),
  title: Text,
  parent: Text.nullable(),
  stepKind: StepKind.nullable(),
  owner: Text.nullable(),
  pointOfNoReturn: z.boolean(),
})
export type GraphNode = z.infer<typeof GraphNode>

export const GraphEdge = z.strictObject({
  from: Text,
  to: Text,
  event: Text,
  kind: z.enum(['next', 'need', 'retry', 'failure', 'timeout', 'rollback', 'goto', 'branch', 'resume', 'choose', 'degrade', 'enter', 'end']),
  label: Text.nullable(),
  /** Of a transition; null where the edge is none, or the file has errors. */
  coverage: Covered.nullable(),
})
export type GraphEdge = z.infer<typeof GraphEdge>

export const PlanStep = StepFacts.extend({
  line: z.int(),
  /** Of earlier runs, ms, the newest first (at most 50). */
  times: z.array(Ms),
  /** Ms from the run's start. */
  starts: z.strictObject({ p50Ms: Ms, p90Ms: Ms }).nullable(),
  takes: Quantiles.nullable(),
  rollback: z.strictObject({
    branch: Text.nullable(),
    evidence: Evidence,
    rehearsals: z.int(),
    p50Ms: Ms.nullable(),
    p90Ms: Ms.nullable(),
    latestSafeMs: Ms.nullable(),
    fitsIfStarted: z.number().nullable(),
  }),
})
export type PlanStep = z.infer<typeof PlanStep>

export const PlanEnvironment = z.strictObject({
  id: Text,
  grade: z.int(),
  live: z.boolean(),
  vars: z.record(Text, Text),
  secrets: z.array(z.strictObject({ name: Text, set: z.boolean() })),
  comms: z.enum(['shown', 'test']),
  identity: z.boolean(),
})
export type PlanEnvironment = z.infer<typeof PlanEnvironment>

/** A finding about a part of the machine: `at` is the id of a step, a phase or a branch. */
export const PlanProblem = z.strictObject({ at: Text, code: Text, severity: z.enum(['error', 'warning']), message: Text })
export type PlanProblem = z.infer<typeof PlanProblem>

export const PlanView = z.strictObject({
  entry: LibraryEntry,
  /** The file as it stands, for diagnostics by line. */
  source: Text,
  diagnostics: z.array(Diagnostic),
  /** Null where the file has errors that keep it from being compiled. */
  book: z
    .strictObject({
      id: Text,
      title: Text,
      summary: Text.nullable(),
      phases: z.array(PhaseFacts),
      branches: z.array(BranchFacts),
      steps: z.array(PlanStep),
      problems: z.array(PlanProblem),
      graph: z.strictObject({ nodes: z.array(GraphNode), edges: z.array(GraphEdge) }),
      figures: z.strictObject({ steps: z.int(), states: z.int(), transitions: z.int(), rollbackEntries: z.int() }),
      /** Null where the file has errors. */
      coverage: CoverageView.nullable(),
      roles: z.array(z.strictObject({ id: Text, escalate: Text.nullable(), deputy: Text.nullable() })),
      components: z.array(z.strictObject({ id: Text, tier: z.enum(['critical', 'important', 'nice-to-have']), owner: Text.nullable() })),
      risks: z.array(z.strictObject({ id: Text, what: Text, likelihood: z.int(), impact: z.int(), mitigation: Text.nullable(), owner: Text.nullable() })),
      readiness: z.array(z.strictObject({ id: Text, what: Text, category: Text.nullable(), evidence: z.enum(['required', 'optional']).nullable(), owner: Text.nullable() })),
      environments: z.array(PlanEnvironment),
      inputs: z.array(z.strictObject({ id: Text, title: Text, pattern: Text.nullable(), default: Text.nullable() })),
      /** Names only: what they are is drawn in a rehearsal. */
      injects: z.array(Text),
      /** Steps without an `auto` answer that an unattended rehearsal would stand at. */
      unanswered: z.array(Text),
    })
    .nullable(),
  runs: z.array(RunSummary),
})
export type PlanView = z.infer<typeof PlanView>

/** What an approval covers, verbatim; invisible and bidirectional characters are escaped. */
export const TrustView = z.strictObject({
  file: Text,
  trustSha256: Text,
  trusted: z.boolean(),
  commands: z.array(z.strictObject({ where: Text, kind: z.enum(['program', 'http']), shell: z.boolean(), shown: Text })),
  environments: z.array(z.strictObject({ id: Text, live: z.boolean(), vars: z.array(z.strictObject({ name: Text, value: Text })), secrets: z.array(Text) })),
  audiences: z.array(z.strictObject({ id: Text, webhook: Text })),
  files: z.array(z.strictObject({ path: Text, sha256: Text })),
})
export type TrustView = z.infer<typeof TrustView>

export const SimulationView = z.strictObject({
  runs: z.int(),
  seed: z.int(),
  ends: z.array(z.strictObject({ end: Outcome, share: z.number() })),
  total: Quantiles.nullable(),
})
export type SimulationView = z.infer<typeof SimulationView>
