/** The "no" that crosses the wire: a declared one in words, or `internal` with a reference that stands in the host's log. No stack does. */
import { z } from 'zod'
import { ERROR_CODES } from '../core/errors.ts'

/** What the contract itself says, besides the domain's own codes. */
export const CONTRACT_CODES = ['forbidden', 'bad-request', 'unknown-method', 'not-found', 'unavailable', 'cancelled', 'disconnected', 'too-slow', 'internal'] as const
export const WireCode = z.enum([...ERROR_CODES, ...CONTRACT_CODES])
export type WireCode = z.infer<typeof WireCode>

export const WireError = z.strictObject({
  code: WireCode,
  /** What happened, and what it means. */
  message: z.string(),
  /** What to do now. */
  hint: z.string(),
  details: z.json().optional(),
})
export type WireError = z.infer<typeof WireError>

/** The same as an exception, on both sides of the wire. */
export class ContractError extends Error {
  readonly code: WireCode
  readonly hint: string
  readonly details: WireError['details']
  constructor({ code, message, hint, details }: WireError) {
    super(message)
    this.name = 'ContractError'
    this.code = code
    this.hint = hint
    this.details = details
  }
}
