/** What a request expected and did not get. */
import { isDeepStrictEqual } from 'node:util'
import type { HttpRequest, Json } from '../../core/ports.ts'
import { compilePattern } from '../../core/runbook/pattern.ts'
import { atPointer } from './pointer.ts'

/** What came. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The first megabyte. */
  readonly body: string
  readonly bodyCut: boolean
  /** From the start of the request to the end of the body. */
  readonly elapsedMs: number
}
/** 200 … 299. */
export const ANY_SUCCESS: readonly number[] = Array.from({ length: 100 }, (_, index) => 200 + index)
const SHOWN_CHARACTERS = 120
/** Patterns look at so much of a header. */
const HEADER_CHARACTERS = 4_096

/** One clause for each expectation that does not hold; none where all hold. */
export function unmetExpectations(expect: HttpRequest['expect'], answer: Answer): string[] {
  return [...status(expect.status, answer), ...json(expect.json, answer), ...header(expect.header, answer), ...latency(expect.latencyMs, answer)]
}

function status(expected: readonly number[], answer: Answer): string[] {
  const wanted = expected.length === 0 ? ANY_SUCCESS : expected
  if (wanted.includes(answer.status)) return []
  const words = wanted.length === ANY_SUCCESS.length ? '2xx' : wanted.join(' or ')
  return [`expected status ${words}, got ${answer.status}`]
}

function json(expected: HttpRequest['expect']['json'], answer: Answer): string[] {
  const wanted = Object.entries(expected)
  if (wanted.length === 0) return []
  if (answer.bodyCut) return ['expected JSON, got a body longer than 1 MB']
  let document: Json
  try {
    document = JSON.parse(answer.body) as Json
  } catch {
    return [`expected JSON, got ${shown(answer.body)}`]
  }
  return wanted.flatMap(([pointer, value]) => {
    const found = atPointer(document, pointer)
    if (isDeepStrictEqual(found, value)) return []
    return [`expected ${shown(JSON.stringify(value))} at ${pointer === '' ? 'the root' : pointer}, got ${found === undefined ? 'nothing' : shown(JSON.stringify(found))}`]
  })
}

function header(expected: Readonly<Record<string, string>>, answer: Answer): string[] {
  return Object.entries(expected).flatMap(([name, pattern]) => {
    const found = answer.headers[name.toLowerCase()]
    const compiled = compilePattern(pattern)
    if (!compiled.ok) return [`the pattern for the header ${name} cannot be used: ${compiled.why}`]
    if (found === undefined) return [`expected a header ${name}, got none`]
    return compiled.matches(found.slice(0, HEADER_CHARACTERS)) ? [] : [`expected the header ${name} to match ${pattern}, got ${shown(found)}`]
  })
}

function latency(mostMs: number | undefined, answer: Answer): string[] {
  return mostMs === undefined || answer.elapsedMs <= mostMs ? [] : [`expected an answer within ${mostMs} ms, it took ${Math.round(answer.elapsedMs)} ms`]
}

function shown(text: string): string {
  if (text === '') return 'nothing'
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`
}
