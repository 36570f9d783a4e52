/** One call or one opening, as far as it is the same for both: is there such a thing, may this role ask for it, is its input right. */
import type { z } from 'zod'
import { METHODS, STREAMS, type Method, type MethodName, type Stream, type StreamName } from './api.ts'
import { admits, type Command } from './command.ts'
import { ContractError } from './errors.ts'
import type { Role } from './roles.ts'

const METHOD_TABLE: Readonly<Record<string, Method>> = METHODS
const STREAM_TABLE: Readonly<Record<string, Stream>> = STREAMS

/** @throws ContractError `unknown-method` */
export function methodOf(name: string): { readonly name: MethodName; readonly shape: Method } {
  const shape = Object.hasOwn(METHOD_TABLE, name) ? METHOD_TABLE[name] : undefined
  if (!shape) throw unknown('method', name)
  return { name: name as MethodName, shape }
}

/** @throws ContractError `unknown-method` */
export function streamOf(name: string): { readonly name: StreamName; readonly shape: Stream } {
  const shape = Object.hasOwn(STREAM_TABLE, name) ? STREAM_TABLE[name] : undefined
  if (!shape) throw unknown('stream', name)
  return { name: name as StreamName, shape }
}

/** Input of a method or stream as its handler wants it. @throws ContractError `forbidden`, `bad-request` */
export function admit(name: string, { input, roles }: Pick<Method, 'input' | 'roles'>, role: Role, given: unknown): unknown {
  if (!roles.includes(role)) throw forbidden(role, name)
  const decoded = input.safeParse(given)
  if (!decoded.success) throw badRequest(name, decoded.error)
  // Which command is in it decides who may ask: steps are the operators' business, the run as a whole the captain's.
  if (name === ('run.command' satisfies MethodName)) {
    const asked = (decoded.data as { readonly command: Command }).command.do
    if (!admits(role, asked)) throw forbidden(role, asked)
  }
  return decoded.data
}

function unknown(what: 'method' | 'stream', name: string): ContractError {
  return new ContractError({ code: 'unknown-method', message: `This host has no ${what} ${shown(name)}.`, hint: 'Reload the page: it may be of another version than the host.' })
}

function forbidden(role: Role, what: string): ContractError {
  return new ContractError({ code: 'forbidden', message: `This link is for the role ${role}, which may not do this (${what}). Nothing was done.`, hint: 'Ask the captain to do it, or to give you a link of another role.' })
}

function badRequest(name: string, error: z.ZodError): ContractError {
  const issues = error.issues.slice(0, 3).map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
  return new ContractError({ code: 'bad-request', message: `What was asked of ${name} is not as it should be (${shown(issues.join('; '))}). Nothing was done.`, hint: 'Reload the page: it may be of another version than the host.' })
}

/** Names come from the other end: not too long, and one line. */
function shown(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 300)
}
