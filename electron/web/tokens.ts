/**
 * What a link proves: 256 bits of chance for each role. Whoever has one, has the role; so they are compared without telling by the time
 * taken how much of one was right, and nothing here writes one into a log or an error.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Role } from '../contract/roles.ts'

/** A role without one has no link, and nobody gets in as that. */
export type Tokens = Readonly<Partial<Record<Role, string>>>

const BYTES = 32
/** As `createToken` writes them: base64url of 32 bytes. */
const SHAPE = /^[\w-]{43}$/

export function createTokens(roles: readonly Role[]): Tokens {
  return Object.fromEntries(roles.map((role) => [role, randomBytes(BYTES).toString('base64url')]))
}

export function isToken(text: unknown): text is string {
  return typeof text === 'string' && SHAPE.test(text)
}

/** @throws Error where somebody could get in without a secret that nobody can guess */
export function refuseWeak(tokens: Tokens): void {
  const given = Object.values(tokens)
  if (given.length === 0) throw new Error('a web host without any token is not started')
  if (!given.every(isToken)) throw new Error('a token of less than 256 bits opens no web host')
  if (new Set(given).size < given.length) throw new Error('two roles may not have the same token')
}

/** Each role's token is looked at, whichever it is. */
export function roleOf(tokens: Tokens, given: string): Role | undefined {
  const asked = digest(given)
  let found: Role | undefined
  for (const [role, token] of Object.entries(tokens) as [Role, string][]) if (timingSafeEqual(digest(token), asked)) found = role
  return found
}

/** Of one length, as the comparison wants them. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
