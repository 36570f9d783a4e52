/** What a person may ask of a run, as it crosses a border, and which role may ask it. The engine's own commands never cross one. */
import { z } from 'zod'
import type { PersonCommand } from '../core/run/commands.ts'
import { CAPTAIN, GOING_BACK, OPERATORS, type Role } from './roles.ts'

const text = z.string().max(10_000)
const because = { reason: text }
const perhaps = { reason: text.optional() }
const ofStep = { step: text }
/** Who said that it may be, and how: "by phone". */
const onWord = { authorised: z.strictObject({ by: text, how: text.optional() }).optional() }

const SHAPES = {
  start: z.strictObject({ do: z.literal('start'), ...ofStep }),
  done: z.strictObject({ do: z.literal('done'), ...ofStep, fields: z.record(text, text).optional() }),
  fail: z.strictObject({ do: z.literal('fail'), ...ofStep, ...because }),
  retry: z.strictObject({ do: z.literal('retry'), ...ofStep, ...perhaps }),
  skip: z.strictObject({ do: z.literal('skip'), ...ofStep, ...because }),
  degrade: z.strictObject({ do: z.literal('degrade'), ...ofStep, ...because }),
  vouch: z.strictObject({ do: z.literal('vouch'), ...ofStep, attempt: z.number().int().optional(), ran: z.boolean(), ...perhaps }),
  draw: z.strictObject({ do: z.literal('draw'), inject: text }),
  detect: z.strictObject({ do: z.literal('detect'), inject: text, what: text.optional() }),
  choose: z.strictObject({ do: z.literal('choose'), ...ofStep, outcome: text, ...perhaps }),
  vote: z.strictObject({ do: z.literal('vote'), ...ofStep, role: text, vote: z.enum(['go', 'go-with-risk', 'no-go']), ...perhaps, /** Wall ms. */ until: z.number().optional(), /** For whom it is said, and by which channel. */ onBehalfOf: text.optional(), how: text.optional() }),
  rollback: z.strictObject({ do: z.literal('rollback'), ...because, ...onWord }),
  accept: z.strictObject({ do: z.literal('accept'), ...ofStep, ...because, ...onWord }),
  branch: z.strictObject({ do: z.literal('branch'), branch: text, from: text, ...because }),
  goto: z.strictObject({ do: z.literal('goto'), from: text, to: text, ...because }),
  recycle: z.strictObject({ do: z.literal('recycle'), to: text, ...because }),
  crossing: z.strictObject({ do: z.literal('crossing'), ...ofStep, took: z.enum(['yes', 'no', 'unknown']), second: text.optional() }),
  undo: z.strictObject({ do: z.literal('undo') }),
  amend: z.strictObject({ do: z.literal('amend'), ...ofStep, attempt: z.number().int().optional(), endedAt: z.number(), ...because }),
  hold: z.strictObject({ do: z.literal('hold'), ...because }),
  release: z.strictObject({ do: z.literal('release'), ...perhaps }),
  abandon: z.strictObject({ do: z.literal('abandon'), ...because }),
  gap: z.strictObject({ do: z.literal('gap'), as: z.enum(['work', 'outage']) }),
  note: z.strictObject({ do: z.literal('note'), text, step: text.optional() }),
} as const satisfies { readonly [Do in PersonCommand['do']]: z.ZodType<{ do: Do }> }

export const Command = z.union(Object.values(SHAPES))
export type Command = z.infer<typeof Command>

/** With the rollback's link: on steps of the way back, while that is walked, and on no other. The host looks. */
export const ON_THE_WAY_BACK: ReadonlySet<PersonCommand['do']> = new Set(['start', 'done', 'fail', 'retry', 'choose'])

/** May it be asked at all? Whether the step is one of the way back is the host's to see. */
export function admits(role: Role, asked: PersonCommand['do']): boolean {
  return COMMAND_ROLES[asked].includes(role) || (role === 'rollback' && ON_THE_WAY_BACK.has(asked))
}

/** Steps are the operators' business, the run as a whole the captain's; the way back also that of whoever holds its link. */
export const COMMAND_ROLES: Readonly<Record<PersonCommand['do'], readonly Role[]>> = {
  start: OPERATORS,
  done: OPERATORS,
  fail: OPERATORS,
  retry: OPERATORS,
  skip: OPERATORS,
  degrade: OPERATORS,
  vouch: OPERATORS,
  draw: OPERATORS,
  detect: OPERATORS,
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
