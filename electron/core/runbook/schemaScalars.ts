/** The small values of the file, each with what to say where it is wrong. */
import { z } from 'zod'
import type { DiagnosticCode } from './codes.ts'
import { DURATION, DURATION_HINT, POSITIVE_DURATION } from './duration.ts'

// zod issues carry one text. Ours packs the code, the rest of the sentence "`key` …", and the mend into it.
const SEPARATOR = '\u0000'

/** Packs what to tell into zod's one message. */
export function say(code: DiagnosticCode, message: string, hint: string): { error: string } {
  return { error: [code, message, hint].join(SEPARATOR) }
}

/** What `say` packed, or undefined for a message of zod's own. */
export function said(message: string): { code: DiagnosticCode; message: string; hint: string } | undefined {
  const [code, rest, hint] = message.split(SEPARATOR)
  return rest === undefined || hint === undefined ? undefined : { code: code as DiagnosticCode, message: rest, hint }
}

export const ID = /^[a-z][a-z0-9-]{0,63}$/
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/
const CLOCK = /^(?:\d{4}-\d\d-\d\d[T ])?(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d\d:\d\d)?$/

const badId = say('bad-id', 'is not an id', 'start with a small letter, then small letters, digits and hyphens; 64 characters at most')
const badName = say('bad-id', 'is not a name', 'letters, digits and underscores, and no digit first')
const badDuration = say('bad-duration', 'is not a duration', DURATION_HINT)
const notPositive = say('bad-duration', 'must be a duration longer than nothing', DURATION_HINT)
const badClock = say('wrong-type', 'is not a time', 'write "22:30" (in the runbook\'s zone) or "2026-10-25T02:30+02:00", in quotes')

export const id = z.string(badId).regex(ID, badId).meta({ id: 'id' })
/** A variable's or secret's name. */
export const name = z.string(badName).regex(NAME, badName)
export const duration = z.string(badDuration).regex(DURATION, badDuration).meta({ id: 'duration' })
export const positiveDuration = z.string(notPositive).regex(POSITIVE_DURATION, notPositive).meta({ id: 'positive-duration', examples: ['90s', '12m', '1h30m'] })
export const clockTime = z.string(badClock).regex(CLOCK, badClock).meta({ id: 'time' })
/** A time, or how long after the end. */
export const clockOrDuration = z.union([positiveDuration, clockTime], say('wrong-type', 'is neither a time nor a duration', 'write 4h, or "2026-10-25T08:00+01:00"'))

export const text = z.string().min(1, say('wrong-type', 'is empty', 'write something, or remove the key'))
/** Text that people also write as a number or true/false: it counts as written. */
export const looseText = z.union([z.string(), z.number(), z.boolean()], say('wrong-type', 'must be text', 'put it in quotes'))
export const flag = z.boolean()
/** Names a thing that is elsewhere in the file; whether it is there is looked up later. */
export const reference = z.string().min(1, say('wrong-type', 'is empty', 'name one'))
export const references = z.array(reference)

/** Refuses a map that has none, or more than one, of these keys: for editors; checkers say it better (rules.ts). */
export function oneOf(...keys: string[]): { oneOf: { required: string[] }[] } {
  return { oneOf: keys.map((key) => ({ required: [key] })) }
}
