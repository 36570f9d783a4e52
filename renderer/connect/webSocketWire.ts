/** A road over a WebSocket to the host that served this page. */
import type { Clock } from '../../electron/core/ports.ts'
import { ContractError } from '../../electron/contract/errors.ts'
import { CLOSE, TOKEN_PREFIX, WIRE_PATH, WIRE_PROTOCOL } from '../../electron/contract/webRoad.ts'
import type { Wire } from '../../electron/contract/wire.ts'

/** As much of a WebSocket as is needed. */
export interface Socket {
  readonly bufferedAmount: number
  send(text: string): void
  close(code?: number, reason?: string): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listener: (event: { readonly code: number; readonly reason: string }) => void): void
}

export interface SocketRoad {
  open(protocols: readonly string[]): Socket
  readonly token: string
  readonly clock: Clock
}

/** A host that does not take the call in this time is tried again later. */
const PATIENCE_MS = 10_000

/**
 * Resolves with the host's first frame: only then it is known that the host takes this page's link.
 * @throws ContractError `forbidden` where it does not, `disconnected` where it can't be reached
 */
export function openSocketWire({ open, token, clock }: SocketRoad): Promise<Wire> {
  const { promise, resolve, reject } = Promise.withResolvers<Wire>()
  const socket = open([WIRE_PROTOCOL, `${TOKEN_PREFIX}${token}`])
  const early: string[] = []
  let onFrame: ((frame: string) => void) | undefined
  let onClose: ((why: string) => void) | undefined
  let closedBecause: string | undefined
  const cancel = clock.after(PATIENCE_MS, () => wire.close('the host did not answer'))

  function ended(why: string): void {
    if (closedBecause !== undefined) return
    closedBecause = why
    cancel()
    onClose?.(why)
    reject(away(why))
  }

  const wire: Wire = {
    send(frame) {
      if (closedBecause === undefined) socket.send(frame)
    },
    onFrame(listener) {
      onFrame = listener
      for (const frame of early.splice(0)) listener(frame)
    },
    onClose(listener) {
      onClose = listener
      if (closedBecause !== undefined) listener(closedBecause)
    },
    close(why = 'the page closed it') {
      socket.close()
      ended(why)
    },
    backlog: () => socket.bufferedAmount,
  }

  socket.addEventListener('message', ({ data }) => {
    if (typeof data !== 'string' || closedBecause !== undefined) return
    cancel()
    resolve(wire)
    if (onFrame) onFrame(data)
    else early.push(data)
  })
  socket.addEventListener('close', ({ code, reason }) => {
    if (code === CLOSE.unknownLink) reject(unknownLink())
    ended(code === CLOSE.full ? 'the host has no room for more pages now' : reason === '' ? 'the host is gone' : reason)
  })
  return promise
}

/** The road to the host that served this page. */
export function pageSocket(protocols: readonly string[]): Socket {
  const { protocol, host } = window.location
  return new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}${WIRE_PATH}`, [...protocols])
}

export function unknownLink(): ContractError {
  return new ContractError({ code: 'forbidden', message: 'The host does not know this link: it was replaced, or it is from an earlier start.', hint: 'Open the app by a link that the host shows now.' })
}

function away(why: string): ContractError {
  return new ContractError({ code: 'disconnected', message: `The host can't be reached: ${why}.`, hint: 'The page tries again by itself.' })
}
