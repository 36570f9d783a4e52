/** A web host over real sockets, with a small page of its own and a service that does what a test tells it. */
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { request, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { WebSocket, type ClientOptions } from 'ws'
import type { Log } from '../../electron/core/ports.ts'
import { createClient } from '../../electron/contract/client.ts'
import type { Client } from '../../electron/contract/clientTypes.ts'
import { ROLES } from '../../electron/contract/roles.ts'
import { serveWire } from '../../electron/contract/server.ts'
import { TOKEN_KEY, TOKEN_PREFIX, WIRE_PATH, WIRE_PROTOCOL } from '../../electron/contract/webRoad.ts'
import { systemClock } from '../../electron/node/clock.ts'
import { createCaller } from '../../electron/node/service/caller.ts'
import { reachOf } from '../../electron/web/reach.ts'
import { createSocketWire } from '../../electron/web/socketWire.ts'
import { createTokens, type Tokens } from '../../electron/web/tokens.ts'
import { startWebHost, type WebHost, type WebHostOptions } from '../../electron/web/webHost.ts'
import type { AtEnd } from '../support/atEnd.ts'
import { createSteerable, type Steerable } from '../contract/steerable.ts'

export const SCRIPT = 'console.log("page")\n'

export interface Site {
  readonly host: WebHost
  readonly port: number
  /** As it stands in a Host header. */
  readonly address: string
  readonly tokens: Tokens
  readonly steer: Steerable
  /** What was logged, one text a line. */
  readonly logged: string[]
  readonly pageFolder: string
}

export function scratch(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'runthrough-web-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** A page's folder, and beside it a secret that is none of its files. */
export function putPage(): string {
  const folder = join(scratch(), 'page')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  mkdirSync(`${folder}-beside`)
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Runthrough</title>')
  writeFileSync(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(join(folder, 'assets/app-1a2b.js'), SCRIPT)
  writeFileSync(join(folder, 'assets/app-1a2b.css'), ':root{}')
  writeFileSync(join(folder, 'assets/sans-1a2b.woff2'), 'wOF2')
  writeFileSync(join(folder, 'assets/notes.exe'), 'MZ')
  for (const file of ['../secret.js', '../page-beside/secret.js']) writeFileSync(join(folder, file), 'secret')
  return folder
}

export async function site(options: Partial<WebHostOptions> & { readonly steer?: Steerable } = {}): Promise<Site> {
  const steer = options.steer ?? createSteerable()
  const logged: string[] = []
  const log = memoryLog(logged)
  const tokens = options.tokens ?? createTokens(ROLES)
  const pageFolder = options.pageFolder ?? putPage()
  const host = await startWebHost({ ...reachOf({}), port: 0, clock: systemClock(), log, serve: serveTo(steer, log), ...options, tokens, pageFolder })
  onTestFinished(() => host.close())
  return { host, port: Number(new URL(host.origin).port), address: new URL(host.origin).host, tokens, steer, logged, pageFolder }
}

export function serveTo({ service }: Steerable, log = memoryLog([])): WebHostOptions['serve'] {
  return (wire, role) => void serveWire(wire, { service, caller: createCaller({ role, via: 'link', name: role }), version: '1.2.3', clock: systemClock(), log, reference: () => 'ref' })
}

export function memoryLog(lines: string[]): Log {
  const line = (level: string) => (message: string, data?: unknown) => void lines.push(`${level} ${message} ${JSON.stringify(data ?? null)}`)
  return { info: line('info'), warn: line('warn'), error: line('error') }
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** A request as it is, nothing made right by a client. */
export function ask({ port, address }: Pick<Site, 'port' | 'address'>, path: string, { method = 'GET', host = address, headers = {} }: { readonly method?: string; readonly host?: string | null; readonly headers?: Readonly<Record<string, string>> } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, setHost: false, headers: { ...(host === null ? {} : { host }), ...headers } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
      response.on('error', reject)
    })
    asked.on('error', reject)
    asked.end()
  })
}

export interface Dial extends ClientOptions {
  readonly token?: string
  readonly path?: string
  /** Null: none is sent. */
  readonly from?: string | null
  readonly hostHeader?: string
  readonly protocols?: readonly string[]
}

/** A WebSocket as the page's browser opens it, unless said otherwise. */
export function dial({ port, address, host, tokens }: Site, { token = tokens.captain ?? '', path = WIRE_PATH, from = host.origin, hostHeader = address, protocols = [WIRE_PROTOCOL, `${TOKEN_PREFIX}${token}`], ...options }: Dial = {}): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, [...protocols], { ...options, headers: { host: hostHeader, ...(from === null ? {} : { origin: from }), ...options.headers } })
  onTestFinished(() => socket.terminate())
  return socket
}

/** The app by a link, as its page has it. */
export function openLink(link: string, atEnd: AtEnd = onTestFinished): Client {
  const { origin, host, protocol, hash } = new URL(link)
  const token = new URLSearchParams(hash.slice(1)).get(TOKEN_KEY) ?? ''
  const client = createClient({
    clock: systemClock(),
    async connect() {
      const socket = new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}${WIRE_PATH}`, [WIRE_PROTOCOL, `${TOKEN_PREFIX}${token}`], { origin })
      const wire = createSocketWire(socket, systemClock())
      await once(socket, 'open')
      return wire
    },
  })
  atEnd(() => client.close())
  return client
}

/** The status that a handshake was refused with, or `open` and the subprotocol. */
export function handshake(socket: WebSocket): Promise<number | string> {
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(`open ${socket.protocol}`))
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('error', reject)
  })
}

/** How it was closed, and what came before. */
export function closing(socket: WebSocket): Promise<{ readonly code: number; readonly why: string; readonly frames: readonly string[] }> {
  const frames: string[] = []
  return new Promise((resolve) => {
    socket.on('message', (data: Buffer) => frames.push(data.toString()))
    socket.on('error', () => undefined)
    socket.on('close', (code, why) => resolve({ code, why: why.toString(), frames }))
  })
}

