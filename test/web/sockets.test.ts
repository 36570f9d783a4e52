/** Connections: how many there may be, which are still alive, and that a slow or dead one is nobody else's trouble. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { WebSocket } from 'ws'
import type { Clock } from '../../electron/core/ports.ts'
import { CLOSE, TOKEN_PREFIX, WIRE_PATH, WIRE_PROTOCOL } from '../../electron/contract/webRoad.ts'
import { systemClock } from '../../electron/node/clock.ts'
import { createSocketWire } from '../../electron/web/socketWire.ts'
import type { Wire } from '../../electron/contract/wire.ts'
import { talkOver, type Talk } from '../contract/road.ts'
import { createSteerable } from '../contract/steerable.ts'
import { until } from '../support/until.ts'
import { closing, dial, handshake, serveTo, site, type Site } from './support.ts'

const OUTPUT = { t: 'open', stream: 'output', input: { run: 'r' } } as const

describe('the places', () => {
  test('are counted: who comes when all are taken is told so, and gets in once somebody has left', async () => {
    const its = await site({ limits: { clients: 2, kept: 0 } })
    const [first, second] = [await opened(its), await opened(its)]
    expect(await closing(dial(its))).toMatchObject({ code: CLOSE.full, why: expect.stringContaining('2 pages are connected'), frames: [] })
    await left(first)
    const third = dial(its)
    expect(await talk(third).frame('hello')).toMatchObject({ role: 'captain' })
    expect(second.readyState).toBe(second.OPEN)
  })

  test('are not all for observers: however many watch, the captain gets in', async () => {
    const its = await site({ limits: { clients: 3, kept: 1 } })
    const observer = { token: its.tokens.observer ?? '' }
    await opened(its, observer)
    await opened(its, observer)
    expect((await closing(dial(its, observer))).code).toBe(CLOSE.full)
    await opened(its)
    expect((await closing(dial(its, { token: its.tokens.rollback ?? '' }))).code).toBe(CLOSE.full)
  })
})

describe('a page', () => {
  test('that gives no sign of life between two looks is cut off, one that answers stays', async () => {
    const { clock, look } = looking()
    const its = await site({ clock, limits: { lookMs: LOOK_MS } })
    its.steer.answers.now = () => ({ now: 1 })
    const [living, dead] = [dial(its), dial(its, { autoPong: false })]
    const gone = closing(dead)
    const talks = [talk(living), talk(dead)]
    for (const each of talks) await each.frame('hello')
    look()
    // The host reads in order: once it answers this ping, it has read the answer to its own.
    await once(living, 'ping')
    living.ping()
    await once(living, 'pong')
    look()
    expect((await gone).code).toBe(1006)
    expect(await talks[0]?.call(1, 'now', {})).toMatchObject({ t: 'ok' })
  })

  test('whose process was killed gives its place back, its calls are called off and its streams closed', async () => {
    const its = await site({ limits: { clients: 1, kept: 0 } })
    const { socket, says } = await bare(its)
    await says('hello')
    socket.write(masked(JSON.stringify({ ...OUTPUT, id: 1 })))
    await says('snapshot')
    socket.resetAndDestroy()
    await until(() => its.steer.watching[0]?.isClosed === true)
    await opened(its)
  })

  test('that sends what is no text is cut off', async () => {
    const its = await site()
    const socket = await opened(its)
    const ended = closing(socket)
    socket.send(Buffer.from([1, 2, 3]))
    expect(await ended).toMatchObject({ code: CLOSE.refused, why: expect.stringContaining('frames are texts') })
  })

  test('that sends more than 1 MiB at once is cut off before that is read', async () => {
    const its = await site()
    const socket = await opened(its)
    const ended = closing(socket)
    socket.send('x'.repeat(1_048_577))
    expect((await ended).code).toBe(1009)
    expect(its.steer.asked).toEqual([])
  })

  test('that never takes its answers is not read any more, loses none, and others go on meanwhile', async () => {
    const steer = createSteerable()
    // As much goes in as comes out.
    const settings = { name: '', theme: 'dark', comparison: 'plan', folders: Array.from({ length: 16 }, () => '/'.padEnd(4_096, 'x')), letterKeys: true, notify: true, windowAlert: 0.5 } as const
    const wires: Wire[] = []
    let peak = 0
    steer.answers['settings.write'] = () => {
      peak = Math.max(peak, wires[0]?.backlog() ?? 0)
      return settings
    }
    steer.answers.now = () => ({ now: 1 })
    const its = await site({ steer, serve: (wire, role) => (wires.push(wire), serveTo(steer)(wire, role)) })
    const socket = dial(its)
    const slow = talk(socket)
    await slow.frame('hello')
    socket.pause()
    const calls = 500
    for (let id = 1; id <= calls; id += 1) slow.send({ t: 'call', id, method: 'settings.write', input: { folders: settings.folders } })
    await until(() => (wires[0]?.backlog() ?? 0) > 8 * 1_048_576)
    const fast = talk(dial(its))
    await fast.frame('hello')
    // Each round would let the host read on by one call at least.
    for (let id = 1; id <= 60; id += 1) await fast.call(id, 'now', {})
    expect(peak).toBeLessThan(9 * 1_048_576)
    socket.resume()
    await slow.frame('ok', ({ id }) => id === calls)
    expect(slow.frames.filter(({ t }) => t === 'ok')).toHaveLength(calls)
  })
})

describe('the end of the host', () => {
  test('is told to every page, and also a page that does not listen keeps it no longer than it must', async () => {
    const its = await site()
    const told = closing(await opened(its))
    const deaf = await opened(its)
    deaf.pause()
    await its.host.close()
    expect(await told).toMatchObject({ code: CLOSE.ending })
    await expect(handshakeFails(its)).resolves.toBe(true)
  })
})

const LOOK_MS = 20_000

/** The system's clock, but the host looks after its pages when the test says so. */
function looking(): { readonly clock: Clock; look(): void } {
  const system = systemClock()
  let next = (): void => undefined
  return {
    clock: {
      ...system,
      after(delayMs, then) {
        if (delayMs !== LOOK_MS) return system.after(delayMs, then)
        next = then
        return () => undefined
      },
    },
    look: () => next(),
  }
}

async function opened(its: Site, options: Parameters<typeof dial>[1] = {}): Promise<WebSocket> {
  const socket = dial(its, options)
  expect(await handshake(socket)).toBe(`open ${WIRE_PROTOCOL}`)
  return socket
}

function talk(socket: WebSocket): Talk {
  return talkOver(createSocketWire(socket, systemClock()))
}

/** Gone on the host's side, too. */
async function left(socket: WebSocket): Promise<void> {
  const gone = closing(socket)
  socket.close()
  await gone
}

function handshakeFails(its: Site): Promise<boolean> {
  return handshake(dial(its)).then(
    () => false,
    () => true,
  )
}

/** A WebSocket by hand, whose process can be gone without a word. */
async function bare({ port, address, host, tokens }: Site): Promise<{ readonly socket: Socket; says(word: string): Promise<void> }> {
  let heard = ''
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => undefined)
  socket.on('data', (data) => (heard += data.toString('latin1')))
  socket.write(`GET ${WIRE_PATH} HTTP/1.1\r\nhost: ${address}\r\norigin: ${host.origin}\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${Buffer.alloc(16).toString('base64')}\r\nsec-websocket-protocol: ${WIRE_PROTOCOL}, ${TOKEN_PREFIX}${tokens.captain}\r\n\r\n`)
  return { socket, says: (word) => until(() => heard.includes(word)) }
}

/** A text of up to 125 bytes as a client's frame, masked with zeros. */
function masked(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)])
}
