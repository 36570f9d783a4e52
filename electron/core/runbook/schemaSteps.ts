/** Steps: the keys of every step, and those of each kind. */
import { z } from 'zod'
import { action, gateOn, on, rollback } from './schemaActions.ts'
import { run } from './schemaRun.ts'
import { clockTime, duration, flag, id, oneOf, positiveDuration, reference, references, say, text } from './schemaScalars.ts'

const common = {
  step: id,
  title: text.optional(),
  instructions: text.optional(),
  caution: text.optional(),
  warning: text.optional(),
  owner: reference.optional(),
  confirm: reference.optional(),
  component: reference.optional(),
  planned: duration.optional(),
  timeout: positiveDuration.optional(),
  'overdue-after': positiveDuration.optional(),
  needs: references.optional(),
  on: on.optional(),
  rollback: rollback.optional(),
  'point-of-no-return': flag.optional(),
  'crossed-when': run.optional(),
  undoes: references.optional(),
  was: z.array(id).optional(),
  start: z.enum(['auto', 'armed']).optional(),
  rerun: z.enum(['safe', 'ask']).optional(),
  interruptible: flag.optional(),
  auto: z
    .strictObject({
      after: duration.optional(),
      outcome: z.enum(['done', 'failed']).optional(),
      choose: text.optional(),
      vote: z.enum(['go', 'no-go']).optional(),
    })
    .optional(),
  evidence: z.enum(['required', 'optional']).optional(),
  hypercare: text.optional(),
  'not-before': clockTime.optional(),
  'must-end-by': clockTime.optional(),
}

const field = z.strictObject({ id, title: text, pattern: text.optional(), required: flag.optional() })
const volume = z.union(
  [text, z.strictObject({ unit: text, expected: z.record(z.string(), z.number().min(0)).optional() })],
  say('wrong-type', 'is not a volume', 'write a unit (rows), or {unit: rows, expected: {production: 40000000}}'),
)

/** The shape of each kind of step. */
export const STEP_SCHEMAS = {
  manual: z.strictObject({ ...common, kind: z.literal('manual'), checklist: z.array(text).optional(), fields: z.array(field).optional() }),
  command: z.strictObject({ ...common, kind: z.literal('command'), run }),
  migration: z.strictObject({
    ...common,
    kind: z.literal('migration'),
    run,
    progress: z.strictObject({ pattern: text.optional(), probe: run.optional(), every: positiveDuration.optional() }).meta(oneOf('pattern', 'probe')).optional(),
    volume: volume.optional(),
  }),
  check: z.strictObject({
    ...common,
    kind: z.literal('check'),
    run,
    repeat: z.strictObject({ every: positiveDuration, until: z.number().int().min(1).max(10_000) }).optional(),
  }),
  announce: z.strictObject({ ...common, kind: z.literal('announce'), audience: reference, template: text }),
  gate: z.strictObject({ ...common, kind: z.literal('gate'), poll: references.min(1), deadline: positiveDuration.optional(), on: gateOn.optional() }),
  decision: z.strictObject({
    ...common,
    kind: z.literal('decision'),
    outcomes: z.record(text, action).refine((labels) => Object.keys(labels).length > 0, say('wrong-type', 'is empty', 'name at least one outcome: {LABEL: ACTION}')),
    deadline: positiveDuration.optional(),
  }),
  hold: z.strictObject({ ...common, kind: z.literal('hold'), length: positiveDuration.optional() }),
  wait: z
    .strictObject({ ...common, kind: z.literal('wait'), for: positiveDuration.optional(), until: run.optional(), 'until-time': clockTime.optional(), every: positiveDuration.optional() })
    .meta(oneOf('for', 'until', 'until-time')),
} as const

const { manual, command, migration, check, announce, gate, decision, hold, wait } = STEP_SCHEMAS
export const step = z.discriminatedUnion('kind', [manual, command, migration, check, announce, gate, decision, hold, wait]).meta({ id: 'step' })

/** Every key of every kind, none wanted: what can still be checked of a step whose kind is missing or unknown. */
export const anyStep = z.strictObject({
  ...Object.assign({}, ...Object.values(STEP_SCHEMAS).map(({ shape }) => shape)) as typeof gate.shape,
  kind: z.unknown(),
}).partial()

export type RawStep = z.infer<typeof step>
