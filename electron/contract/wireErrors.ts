/** Which "no" crosses the wire, and in which words. */
import { RunthroughError } from '../core/errors.ts'
import type { Log } from '../core/ports.ts'
import { CONTRACT_CODES, ContractError, type WireCode, type WireError } from './errors.ts'

export interface Telling {
  readonly log: Log
  /** A short name for what went wrong, that nobody can guess and the log can be searched for. */
  reference(): string
}

/** What was asked: a method's or a stream's name, and the errors that it declares. */
export interface Asked {
  readonly name: string
  readonly errors: readonly WireCode[]
}

const OWN: ReadonlySet<WireCode> = new Set(CONTRACT_CODES)

/** A declared "no" as it is; anything else is told by a reference, and the log knows the rest. */
export function wireError(error: unknown, asked: Asked, telling: Telling): WireError {
  if (error instanceof RunthroughError && asked.errors.includes(error.code)) return shapeOf(error)
  if (error instanceof ContractError && (OWN.has(error.code) || asked.errors.includes(error.code))) return shapeOf(error)
  return internal(error, asked.name, telling)
}

/** Logs what it was, with its stack. */
export function internal(error: unknown, name: string, { log, reference }: Telling): WireError {
  const ref = reference()
  log.error(`${name} failed: reference ${ref}`, { reference: ref, asked: name, error: error instanceof Error ? (error.stack ?? String(error)) : String(error) })
  return {
    code: 'internal',
    message: `Runthrough itself failed here (reference ${ref}). A run under way goes on as its journal has it.`,
    hint: `Try again; if it happens again, look for ${ref} in the log of the host and report it.`,
  }
}

function shapeOf({ code, message, hint, details }: { readonly code: WireCode; readonly message: string; readonly hint: string; readonly details?: unknown }): WireError {
  const plain = details === undefined ? undefined : asJson(details)
  return { code, message, hint, ...(plain === undefined ? {} : { details: plain }) }
}

/** Details may be anything that the domain had at hand: what is no JSON stays here. */
function asJson(details: unknown): WireError['details'] {
  const text = JSON.stringify(details) as string | undefined
  return text === undefined ? undefined : (JSON.parse(text) as WireError['details'])
}
