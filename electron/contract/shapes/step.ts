/** A step as every screen shows it: what the file says, and what it took before. Never changes during a run. */
import { z } from 'zod'
import { BranchKind, Comparisons, Ms, StepKind, Text } from './scalars.ts'

export const StepFacts = z.strictObject({
  id: Text,
  title: Text,
  kind: StepKind,
  owner: Text.nullable(),
  /** Whom to call when its owner does not answer. */
  escalate: Text.nullable(),
  phase: Text.nullable(),
  lane: Text.nullable(),
  branch: Text.nullable(),
  /** Title of its phase or branch. */
  group: Text,
  component: z.strictObject({ id: Text, tier: z.enum(['critical', 'important', 'nice-to-have']) }).nullable(),
  /** It acts on the world by itself (outside a tabletop). */
  executes: z.boolean(),
  /** What it starts, verbatim, invisible characters escaped; null where it starts nothing. */
  command: Text.nullable(),
  instructions: Text.nullable(),
  caution: Text.nullable(),
  warning: Text.nullable(),
  checklist: z.array(Text),
  fields: z.array(z.strictObject({ id: Text, title: Text, pattern: Text.nullable(), required: z.boolean() })),
  /** Of a decision: label and where it leads, in words. */
  outcomes: z.array(z.strictObject({ label: Text, leads: Text })),
  poll: z.array(Text),
  audience: Text.nullable(),
  template: Text.nullable(),
  pointOfNoReturn: z.boolean(),
  /** Started by a person, not by itself, in this mode. */
  armed: z.boolean(),
  plannedMs: Ms.nullable(),
  timeoutMs: Ms.nullable(),
  needs: z.array(Text),
  undoes: z.array(Text),
  evidence: z.enum(['required', 'optional']).nullable(),
  /** A note for the hypercare list. */
  hypercare: Text.nullable(),
  volumeUnit: Text.nullable(),
  comparisons: Comparisons,
  /** In how many earlier runs it was timed. */
  n: z.int(),
})
export type StepFacts = z.infer<typeof StepFacts>

export const PhaseFacts = z.strictObject({ id: Text, title: Text, lanes: z.array(Text.nullable()), rollback: Text.nullable() })
export type PhaseFacts = z.infer<typeof PhaseFacts>

export const BranchFacts = z.strictObject({ id: Text, title: Text, kind: BranchKind, authorise: Text.nullable(), /** Whom to call for that. */ call: Text.nullable(), loses: Text.nullable(), /** What is lost can be measured: `run.loses`. */ measured: z.boolean(), automatic: z.boolean(), ends: Text })
export type BranchFacts = z.infer<typeof BranchFacts>
