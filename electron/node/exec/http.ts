/**
 * One HTTP request and what was expected of its answer.
 *
 * node:http and not fetch: fetch gives up by itself after 300 s without an answer, refuses some ports, and hides the
 * system's error codes. Redirects are answers like any other. Connections are not reused, so a check always sees a new one.
 */
import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Clock, HttpRequest } from '../../core/ports.ts'
import { unmetExpectations, type Answer } from './expect.ts'

const MOST_BODY_BYTES = 1_000_000

/** `message` says what was expected and what came, in sentences; the caller redacts it. */
export interface Verdict {
  readonly ok: boolean
  readonly message?: string
  readonly answer?: Answer
}
export interface Asking {
  /** Drops the connection; `done` is not called any more. */
  stop(): void
}

/** `limitMs`: no answer by then is a failure. `done` is called once, later. */
export function ask(request: HttpRequest, clock: Clock, limitMs: number | undefined, done: (verdict: Verdict) => void): Asking {
  const abort = new AbortController()
  let over = false
  const settle = (verdict: Verdict): void => {
    if (over) return
    over = true
    cancelLimit()
    cancelStart()
    abort.abort()
    done(verdict)
  }
  const fail = (what: string): void => settle({ ok: false, message: `${title(request)}: ${what}.` })
  const cancelLimit = limitMs === undefined ? () => undefined : clock.after(limitMs, () => fail(`no answer within ${limitMs} ms`))
  const cancelStart = clock.after(0, () => {
    try {
      send(request, clock, abort.signal, (answer) => settle(judge(request, answer)), (error) => fail(inPlainWords(error, request)))
    } catch (error) {
      fail(inPlainWords(error as NodeJS.ErrnoException, request))
    }
  })
  return {
    stop() {
      over = true
      cancelLimit()
      cancelStart()
      abort.abort()
    },
  }
}

/** `GET http://…`, without a password that the URL may hold. */
export function title(request: HttpRequest): string {
  return `${request.method} ${request.url.replace(/^(\w+:\/\/)[^/?#]*@/, '$1')}`
}

function judge(request: HttpRequest, answer: Answer): Verdict {
  const unmet = unmetExpectations(request.expect, answer)
  return unmet.length === 0 ? { ok: true, answer } : { ok: false, answer, message: `${title(request)}: ${unmet.join('; ')}.` }
}

function send(request: HttpRequest, clock: Clock, signal: AbortSignal, done: (answer: Answer) => void, failed: (error: NodeJS.ErrnoException) => void): void {
  const url = new URL(request.url)
  const transport = url.protocol === 'https:' ? requestHttps : requestHttp
  const startedMs = clock.monoMs()
  const headers: Record<string, string | number> = { 'user-agent': 'runthrough', accept: '*/*', ...request.headers }
  if (request.body !== undefined) headers['content-length'] = Buffer.byteLength(request.body)
  const sent = transport(url, { method: request.method, headers, agent: false, signal }, (response) => {
    readBody(response, (body, bodyCut) => {
      done({ status: response.statusCode ?? 0, headers: flat(response), body, bodyCut, elapsedMs: clock.monoMs() - startedMs })
    })
    response.on('error', failed)
  })
  sent.on('error', failed)
  sent.end(request.body)
}

function readBody(response: IncomingMessage, done: (body: string, cut: boolean) => void): void {
  const chunks: Buffer[] = []
  let bytes = 0
  const finish = (cut: boolean): void => done(Buffer.concat(chunks).subarray(0, MOST_BODY_BYTES).toString('utf8'), cut)
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > MOST_BODY_BYTES) finish(true)
  })
  response.on('end', () => finish(false))
}

function flat(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]))
}

function inPlainWords(error: NodeJS.ErrnoException, request: HttpRequest): string {
  const { host, hostname } = URL.canParse(request.url) ? new URL(request.url) : { host: request.url, hostname: request.url }
  switch (error.code) {
    case 'ECONNREFUSED':
      return `nobody listens on ${host} (connection refused)`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the name ${hostname} could not be looked up (${error.code})`
    case 'ECONNRESET':
    case 'EPIPE':
    case 'HPE_INVALID_CONSTANT':
      return `${host} closed the connection, or did not speak HTTP, before it had answered`
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `${host} cannot be reached (${error.code})`
    case 'ERR_INVALID_URL':
    case 'ERR_INVALID_PROTOCOL':
      return 'this is not an http or https address'
  }
  if (/CERT|TLS|SSL|SELF_SIGNED|ALTNAME/.test(error.code ?? '')) return `the certificate of ${host} is not accepted (${error.code})`
  return `the request failed (${error.code ?? error.message})`
}
