/**
 * The app for a browser: the page over HTTP and the contract over a WebSocket, at one address that only the links tell. Whoever asks
 * for another name, or comes from another page, is refused.
 */
import { createServer as createPlainServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { RunthroughError } from '../core/errors.ts'
import type { Clock, Log } from '../core/ports.ts'
import { ROLES, type Role } from '../contract/roles.ts'
import type { Links } from '../contract/shapes/settings.ts'
import { TOKEN_KEY, WIRE_PATH } from '../contract/webRoad.ts'
import type { Wire } from '../contract/wire.ts'
import { answerPage, refuse, refuseConnection } from './answers.ts'
import type { Reach } from './reach.ts'
import { createSockets, SOCKET_LIMITS, type SocketLimits } from './sockets.ts'
import { refuseWeak, type Tokens } from './tokens.ts'

export interface WebHostOptions extends Reach {
  /** The built page, absolute. */
  readonly pageFolder: string
  /** At least one; a role without a token has no link. */
  readonly tokens: Tokens
  /** 0: any that is free. */
  readonly port: number
  readonly clock: Clock
  readonly log: Log
  readonly limits?: Partial<SocketLimits>
  /** Serves the contract to a page that came by this role's link. */
  serve(wire: Wire, role: Role): void
}

export interface WebHost {
  /** Without a token: what may stand in logs. */
  readonly origin: string
  /** Whoever has such a link, has its role. Undefined for a role without a token. */
  url(role: Role): string | undefined
  readonly links: Links
  /** No page is served any more; the runs go on. */
  close(): Promise<void>
}

/** Resolves when it listens. @throws RunthroughError `bad-input` where the address or port can't be had */
export async function startWebHost({ pageFolder, tokens, bind, names, reach, tls, port, clock, log, limits, serve }: WebHostOptions): Promise<WebHost> {
  refuseWeak(tokens)
  const scheme = tls ? 'https' : 'http'
  /** Empty until it listens: before that nobody is answered. */
  const hosts = new Set<string>()
  const isOurHost = ({ headers: { host = '' } }: IncomingMessage): boolean => hosts.has(host.toLowerCase())
  const isOurPage = ({ headers: { host = '', origin } }: IncomingMessage): boolean => origin === `${scheme}://${host.toLowerCase()}`
  const sockets = createSockets({ tokens, limits: { ...SOCKET_LIMITS, ...limits }, clock, log, isOurHost, isOurPage, serve })

  const listener: RequestListener = (request, response) => {
    if (!isOurHost(request)) return refuse(response, 421, 'This host has another address. Open Runthrough by the link that it printed.')
    const path = pathOf(request)
    if (path === undefined) return refuse(response, 400, 'This is no address of a page.')
    if (path === WIRE_PATH) return refuse(response, 426, 'Only a WebSocket is answered here.', { upgrade: 'websocket' })
    answerPage(pageFolder, path, request, response).catch((error: unknown) => {
      // The other end went away, or the disk failed under a file: there is nobody left to tell.
      log.info('an answer was not finished', { why: error instanceof Error ? error.message : String(error) })
      response.destroy()
    })
  }

  const settings = { requireHostHeader: false, headersTimeout: 10_000, requestTimeout: 20_000, keepAliveTimeout: 5_000, maxHeaderSize: 16_384 }
  const server: Server = tls ? createTlsServer({ ...settings, ...tls, minVersion: 'TLSv1.2' }, listener) : createPlainServer(settings, listener)
  server.maxConnections = MAX_CONNECTIONS
  server.on('upgrade', sockets.upgrade)
  server.on('clientError', (_error, socket) => refuseConnection(socket, 400))
  const listening = await listen(server, bind, port).catch((error: unknown) => {
    sockets.close()
    throw error
  })
  for (const name of names) hosts.add(hostOf(name, listening, scheme))
  const origin = `${scheme}://${hostOf(names[0] ?? bind, listening, scheme)}`
  const url = (role: Role): string | undefined => (tokens[role] === undefined ? undefined : `${origin}/#${TOKEN_KEY}=${tokens[role]}`)

  return {
    origin,
    url,
    links: { links: ROLES.map((role) => ({ role, url: url(role) })).filter((link): link is { role: Role; url: string } => link.url !== undefined), reach },
    close() {
      const { promise: closed, resolve } = Promise.withResolvers<void>()
      server.close(() => resolve())
      sockets.close()
      server.closeAllConnections()
      return closed
    },
  }
}

const MAX_CONNECTIONS = 1_000

/** As it was sent, without query; undefined for anything but a path. */
function pathOf({ url = '' }: IncomingMessage): string | undefined {
  const [path = ''] = url.split(/[?#]/, 1)
  return path.startsWith('/') ? path : undefined
}

/** As browsers write it: without the scheme's own port. */
function hostOf(name: string, port: number, scheme: 'http' | 'https'): string {
  return port === (scheme === 'https' ? 443 : 80) ? name : `${name}:${port}`
}

/** The port. */
function listen(server: Server, bind: string, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const refused = ({ code, message }: NodeJS.ErrnoException): void => reject(new RunthroughError('bad-input', `Port ${port} of ${bind} can't be had: ${WHY_NOT[code ?? ''] ?? message}.`, 'Give another one with --port, or leave --port out for any that is free.'))
  server.once('error', refused)
  server.listen({ host: bind, port, exclusive: true }, () => {
    server.off('error', refused)
    resolve((server.address() as AddressInfo).port)
  })
  return promise
}

const WHY_NOT: Readonly<Record<string, string>> = { EADDRINUSE: 'another program listens there', EACCES: 'it is kept for the administrator', EADDRNOTAVAIL: 'this machine has no such address' }
