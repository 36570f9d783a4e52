/** The shape of a runbook file. What it says beyond shape (what must exist, what fits what) is in references.ts and rules.ts. */
import { z } from 'zod'
import { rollback } from './schemaActions.ts'
import { run } from './schemaRun.ts'
import { clockOrDuration, clockTime, duration, flag, id, looseText, name, oneOf, positiveDuration, reference, references, say, text } from './schemaScalars.ts'
import { step } from './schemaSteps.ts'

const steps = z.array(step).min(1, say('wrong-type', 'is empty', 'write at least one step'))
const scale = z.number().int().min(1).max(5)
const evidence = z.enum(['required', 'optional'])
const trigger = z.string().regex(/^[1-9]\d{0,3}( in [1-9]\d{0,4}[hms])?$/, say('wrong-type', 'is not a trigger', 'write "3 in 5m": failures, and in which time'))
const zone = z.string().regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/, say('wrong-type', 'is not a time zone', 'write an IANA name such as Europe/Warsaw'))

const environment = z.strictObject({
  grade: z.number().int().min(1).max(3),
  live: flag.optional(),
  vars: z.record(name, looseText).optional(),
  secrets: z.array(name).optional(),
  comms: z.enum(['shown', 'test']).optional(),
  identity: run.optional(),
  reset: run.optional(),
})

const role = z.strictObject({
  escalate: text.optional(),
  deputy: text.optional(),
  critical: flag.optional(),
  external: z.strictObject({ contact: text, reference: text.optional(), 'promised-by': clockTime.optional() }).optional(),
})

const phase = z
  .strictObject({ phase: id, title: text.optional(), rollback: rollback.optional(), steps: steps.optional(), lanes: z.record(id, steps).optional() })
  .meta({ id: 'phase', ...oneOf('steps', 'lanes') })

const notAnEnd = say('wrong-type', 'is not an end', 'write rolled-back, completed, completed-degraded or {resume: STEP}')
const branch = z
  .strictObject({
    branch: id,
    title: text.optional(),
    kind: z.enum(['rollback', 'fix-forward', 'fallback']),
    steps,
    ends: z.union([z.enum(['rolled-back', 'completed', 'completed-degraded']), z.strictObject({ resume: reference })], notAnEnd),
    automatic: flag.optional(),
    authorise: reference.optional(),
    'needs-roles': references.optional(),
    loses: z.strictObject({ text, probe: run.optional() }).optional(),
    'fallback-until': clockOrDuration.optional(),
  })
  .meta({ id: 'branch' })

const watch = z.strictObject({
  watch: id,
  title: text.optional(),
  run,
  every: positiveDuration,
  from: reference.optional(),
  until: reference.optional(),
  trigger: trigger.optional(),
  component: reference,
})

export const runbookSchema = z.strictObject({
  runbook: id,
  title: text,
  summary: text.optional(),
  zone: zone.optional(),
  window: z.strictObject({ length: positiveDuration, 'safety-floor': duration.optional() }).optional(),
  change: z.strictObject({ id: text, 'approved-from': clockTime.optional(), 'approved-to': clockTime.optional() }).optional(),
  policy: z.strictObject({ 'rehearse-within': positiveDuration.optional(), 'min-grade': z.number().int().min(1).max(3).optional(), 'decide-within': positiveDuration.optional() }).optional(),
  environments: z.record(id, environment),
  inputs: z.array(z.strictObject({ id, title: text.optional(), pattern: text.optional(), default: looseText.optional() })).optional(),
  roles: z.record(id, role).optional(),
  components: z.record(id, z.strictObject({ tier: z.enum(['critical', 'important', 'nice-to-have']), owner: reference.optional() })).optional(),
  risks: z.array(z.strictObject({ id, what: text, likelihood: scale, impact: scale, mitigation: text.optional(), owner: reference.optional() })).optional(),
  readiness: z.array(z.strictObject({ id, what: text, category: text.optional(), evidence: evidence.optional(), owner: reference.optional() })).optional(),
  audiences: z.record(id, z.strictObject({ webhook: text.optional(), 'update-every': positiveDuration.optional() })).optional(),
  downtime: z.strictObject({ from: reference, to: reference, budget: positiveDuration }).optional(),
  rollback: rollback.optional(),
  phases: z.array(phase).min(1, say('wrong-type', 'is empty', 'write at least one phase')),
  branches: z.array(branch).optional(),
  watches: z.array(watch).optional(),
  injects: z
    .array(z.strictObject({ id, at: reference, symptom: text, expects: text, 'decide-within': positiveDuration.optional(), outcome: z.enum(['failed', 'timed-out']).optional() }))
    .optional(),
})

export type RawRunbook = z.infer<typeof runbookSchema>
