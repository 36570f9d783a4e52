/**
 * The WebSockets of a web host: who gets one, how many there may be, and which are still alive. A page of another origin gets none; one
 * of ours with an unknown token gets one that is closed at once, because only so a browser can tell it why.
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Clock, Log } from '../core/ports.ts'
import type { Role } from '../contract/roles.ts'
import { CLOSE, TOKEN_PREFIX, WIRE_PATH, WIRE_PROTOCOL } from '../contract/webRoad.ts'
import { MAX_FRAME_BYTES, type Wire } from '../contract/wire.ts'
import { refuseConnection } from './answers.ts'
import { closeSocket, createSocketWire, type SocketWire } from './socketWire.ts'
import { roleOf, type Tokens } from './tokens.ts'

export interface SocketLimits {
  /** Pages that are connected at once. */
  readonly clients: number
  /** How many of these places observers leave to the others: a full house of watchers must not lock the captain out. */
  readonly kept: number
  /** A page that has neither said nor taken anything from one look to the next is gone, ms. */
  readonly lookMs: number
}

export const SOCKET_LIMITS: SocketLimits = { clients: 200, kept: 20, lookMs: 20_000 }

export interface SocketOptions {
  readonly tokens: Tokens
  readonly limits: SocketLimits
  readonly clock: Clock
  readonly log: Log
  /** Does it ask for an address that is ours? */
  isOurHost(request: IncomingMessage): boolean
  /** Does it come from a page of that address? */
  isOurPage(request: IncomingMessage): boolean
  /** A road for this role; serves until it is closed. */
  serve(wire: Wire, role: Role): void
}

export interface Sockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

export function createSockets({ tokens, limits, clock, log, isOurHost, isOurPage, serve }: SocketOptions): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false, handleProtocols: () => WIRE_PROTOCOL })
  // A handshake that is none.
  server.on('wsClientError', (_error, socket) => refuseConnection(socket, 400))
  const roads = new Map<WebSocket, SocketWire>()
  let cancelLook = clock.after(limits.lookMs, look)

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Until ws has it, nobody else listens, and a reset would end the process.
    socket.on('error', () => socket.destroy())
    if (!isOurHost(request)) return refuseConnection(socket, 421)
    if (!isOurPage(request)) return refuseConnection(socket, 403)
    if (request.url !== WIRE_PATH) return refuseConnection(socket, 404)
    const [protocol, token, ...more] = offered(request)
    if (protocol !== WIRE_PROTOCOL || more.length > 0) return refuseConnection(socket, 400)
    server.handleUpgrade(request, socket, head, (opened) => admit(opened, token))
  }

  function admit(socket: WebSocket, token = ''): void {
    const role = token.startsWith(TOKEN_PREFIX) ? roleOf(tokens, token.slice(TOKEN_PREFIX.length)) : undefined
    if (role === undefined) return turnAway(socket, CLOSE.unknownLink, 'this host knows no such link (any more)')
    if (roads.size >= limits.clients - (role === 'observer' ? limits.kept : 0)) return turnAway(socket, CLOSE.full, `${roads.size} pages are connected: there is no room for more`)
    const wire = createSocketWire(socket, clock)
    roads.set(socket, wire)
    wire.onClose((why) => log.info('a page is gone', { role, why }))
    socket.on('close', () => roads.delete(socket))
    log.info('a page is connected', { role, pages: roads.size })
    serve(wire, role)
  }

  function turnAway(socket: WebSocket, code: number, why: string): void {
    log.warn('a page was turned away', { code, why })
    socket.on('error', () => socket.terminate())
    closeSocket(socket, clock, code, why)
  }

  function look(): void {
    for (const [socket, wire] of roads) {
      if (wire.wasAlive()) socket.ping()
      else socket.terminate()
    }
    cancelLook = clock.after(limits.lookMs, look)
  }

  return {
    upgrade,
    close() {
      cancelLook()
      for (const socket of server.clients) closeSocket(socket, clock, CLOSE.ending, 'the host ends')
      server.close()
    },
  }
}

function offered({ headers }: IncomingMessage): string[] {
  return (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
}
