/** Where an outcome leads: actions, retry policies, rollback entries. */
import { z } from 'zod'
import { duration, oneOf, positiveDuration, reference, say, text } from './schemaScalars.ts'

export const ACTION_WORDS = ['continue', 'hold', 'rollback', 'degrade'] as const
const words = z.enum(ACTION_WORDS)
const notAnAction = say('wrong-type', 'is not an action', 'write continue, hold, rollback, degrade, {goto: STEP} or {branch: NAME}')

export const action = z
  .union([words, z.strictObject({ goto: reference.optional(), branch: reference.optional() }).meta(oneOf('goto', 'branch'))], notAnAction)
  .meta({ id: 'action' })

export const policy = z
  .union(
    [
      words,
      z.strictObject({
        goto: reference.optional(),
        branch: reference.optional(),
        retry: z.number().int().min(1).max(1_000).optional(),
        delay: duration.optional(),
        then: action.optional(),
      }).meta(oneOf('goto', 'branch', 'retry')),
    ],
    notAnAction,
  )
  .meta({ id: 'policy', description: 'An action, or {retry: N, delay, then: ACTION}.' })

export const rollback = z
  .strictObject({ branch: reference.optional(), enter: reference.optional(), none: text.optional() })
  .meta({ id: 'rollback', description: 'The rollback entry: {branch, enter}, or {none: REASON}.', ...oneOf('branch', 'none') })

/** `on:` of any step. */
export const on = z.strictObject({
  failure: policy.optional(),
  timeout: policy.optional(),
  rollback: z.enum(['stop', 'wait']).optional(),
})
const gateAction = z
  .union(
    [
      words,
      z.strictObject({
        goto: reference.optional(),
        branch: reference.optional(),
        postpone: positiveDuration.optional(),
        times: z.number().int().min(1).max(100).optional(),
        then: action.optional(),
      }).meta(oneOf('goto', 'branch', 'postpone')),
    ],
    say('wrong-type', 'is not where a no-go may lead', 'write hold, rollback, {goto: STEP}, {branch: NAME} or {postpone: 30m}'),
  )
  .meta({ id: 'gateAction', description: 'An action, or {postpone: DURATION, times, then: ACTION}: everybody is asked again.' })

/** `on:` of a gate. */
export const gateOn = on.extend({ 'no-go': gateAction.optional(), expired: gateAction.optional() })

export type RawAction = z.infer<typeof action>
export type RawGateAction = z.infer<typeof gateAction>
export type RawPolicy = z.infer<typeof policy>
export type RawRollback = z.infer<typeof rollback>
