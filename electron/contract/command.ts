/** What a person may ask of a run, as it crosses a border, and which role may ask it. The engine's own commands never cross one. */
import { z } from 'zod'
import type { PersonCommand } from '../core/run/commands.ts'
import { CAPTAIN, GOING_BACK, OPERATORS, type Role } from './roles.ts'

const text = z.string().max(10_000)
const because = { reason: text }
const perhaps = { reason: text.optional() }
const ofStep = { step: text }

const SHAPES = {
  start: z.strictObject({ do: z.literal('start'), ...ofStep }),
  done: z.strictObject({ do: z.literal('done'), ...ofStep, fields: z.record(text, text).optional() }),
  fail: z.strictObject({ do: z.literal('fail'), ...ofStep, ...because }),
  retry: z.strictObject({ do: z.literal('retry'), ...ofStep, ...perhaps }),
  skip: z.strictObject({ do: z.literal('skip'), ...ofStep, ...because }),
  choose: z.strictObject({ do: z.literal('choose'), ...ofStep, outcome: text, ...perhaps }),
  vote: z.strictObject({ do: z.literal('vote'), ...ofStep, role: text, vote: z.enum(['go', 'go-with-risk', 'no-go']), ...perhaps, /** Wall ms. */ until: z.number().optional(), /** For whom it is said, and by which channel. */ onBehalfOf: text.optional(), how: text.optional() }),
  rollback: z.strictObject({ do: z.literal('rollback'), ...because }),
  accept: z.strictObject({ do: z.literal('accept'), ...ofStep, ...because }),
  branch: z.strictObject({ do: z.literal('branch'), branch: text, from: text, ...because }),
  goto: z.strictObject({ do: z.literal('goto'), from: text, to: text, ...because }),
  recycle: z.strictObject({ do: z.literal('recycle'), to: text, ...because }),
  crossing: z.strictObject({ do: z.literal('crossing'), ...ofStep, took: z.enum(['yes', 'no', 'unknown']), second: text.optional() }),
  undo: z.strictObject({ do: z.literal('undo') }),
  amend: z.strictObject({ do: z.literal('amend'), ...ofStep, attempt: z.number().int().optional(), endedAt: z.number(), ...because }),
  hold: z.strictObject({ do: z.literal('hold'), ...because }),
  release: z.strictObject({ do: z.literal('release') }),
  abandon: z.strictObject({ do: z.literal('abandon'), ...because }),
  gap: z.strictObject({ do: z.literal('gap'), as: z.enum(['work', 'outage']) }),
  note: z.strictObject({ do: z.literal('note'), text, step: text.optional() }),
} as const satisfies { readonly [Do in PersonCommand['do']]: z.ZodType<{ do: Do }> }

export const Command = z.union(Object.values(SHAPES))
export type Command = z.infer<typeof Command>

/** Steps are the operators' business, the run as a whole the captain's; the way back also that of whoever holds its link. */
export const COMMAND_ROLES: Readonly<Record<PersonCommand['do'], readonly Role[]>> = {
  start: OPERATORS,
  done: OPERATORS,
  fail: OPERATORS,
  retry: OPERATORS,
  skip: OPERATORS,
  choose: OPERATORS,
  vote: OPERATORS,
  note: OPERATORS,
  undo: OPERATORS,
  hold: OPERATORS,
  rollback: GOING_BACK,
  accept: GOING_BACK,
  branch: CAPTAIN,
  goto: CAPTAIN,
  recycle: CAPTAIN,
  crossing: CAPTAIN,
  amend: CAPTAIN,
  release: CAPTAIN,
  abandon: CAPTAIN,
  gap: CAPTAIN,
}
