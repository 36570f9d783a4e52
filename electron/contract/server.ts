/**
 * The host's end of one connection: says hello, decodes what is asked, looks whether this role may ask it, and lets only declared
 * answers out. Every host uses it, so that none of this depends on the road.
 */
import type { Clock, Log } from '../core/ports.ts'
import { createCanceller, type Canceller } from './cancellation.ts'
import { ContractError } from './errors.ts'
import { createServerStream, type Road, type ServerStream } from './serverStream.ts'
import { admit, methodOf, streamOf } from './served.ts'
import type { Caller, Opened, Service, Sink } from './service.ts'
import type { StreamName } from './api.ts'
import { isLonger } from './utf8.ts'
import { ClientFrame, MAX_FRAME_BYTES, MAX_HOST_FRAME_BYTES, PROTOCOL, type Cancellation, type HostFrame, type Mark, type Wire } from './wire.ts'
import { internal, wireError, type Asked } from './wireErrors.ts'

export interface Limits {
  /** Calls that wait for their answer on one connection. */
  readonly calls: number
  readonly streams: number
  /** Bytes that were sent and not taken: from there on streams drop what they have. */
  readonly backlogBytes: number
  /** How often a slow road is looked at, ms. */
  readonly lookMs: number
}

export const LIMITS: Limits = { calls: 64, streams: 32, backlogBytes: 4 * 1_048_576, lookMs: 50 }

export interface ServeOptions {
  readonly service: Service
  readonly caller: Caller
  /** Of the app. */
  readonly version: string
  readonly clock: Clock
  readonly log: Log
  /** A short name for what went wrong, which is told to the page and stands in the log; the contract has no chance of its own. */
  reference(): string
  readonly limits?: Partial<Limits>
}

/** Serves until the wire is closed; the returned function closes it. */
export function serveWire(wire: Wire, options: ServeOptions): () => void {
  const { service, caller, version, clock } = options
  const limits = { ...LIMITS, ...options.limits }
  const calls = new Map<number, Canceller>()
  const streams = new Map<number, ServerStream<StreamName>>()
  const freed = new Set<() => void>()
  let cancelLook: (() => void) | undefined
  let isOpen = true

  const road: Road = {
    send,
    isFull: () => wire.backlog() > limits.backlogBytes,
    whenFree(then) {
      freed.add(then)
      cancelLook ??= clock.after(limits.lookMs, look)
    },
  }

  function look(): void {
    cancelLook = undefined
    if (wire.backlog() > limits.backlogBytes / 4) {
      cancelLook = clock.after(limits.lookMs, look)
      return
    }
    const all = [...freed]
    freed.clear()
    for (const then of all) then()
  }

  function send(frame: HostFrame): void {
    if (!isOpen) return
    const text = JSON.stringify(frame)
    if (!isLonger(text, MAX_HOST_FRAME_BYTES)) return wire.send(text)
    const name = frame.t
    const error = internal(new Error(`a frame (${name}) of ${text.length} characters is too long to be sent`), name, options)
    if (frame.t === 'ok') wire.send(JSON.stringify({ t: 'no', id: frame.id, error } satisfies HostFrame))
    else close('the host had more to say than one frame holds')
  }

  function close(why: string): void {
    wire.close(why)
    end()
  }

  function end(): void {
    if (!isOpen) return
    isOpen = false
    cancelLook?.()
    for (const call of calls.values()) call.cancel()
    for (const stream of streams.values()) stream.shut()
    calls.clear()
    streams.clear()
  }

  function receive(text: string): void {
    if (!isOpen) return
    const frame = read(text)
    if (typeof frame === 'string') return close(frame)
    switch (frame.t) {
      case 'call':
        if (calls.has(frame.id)) return close('an id was used twice')
        void answer(frame.id, frame.method, frame.input)
        return
      case 'cancel':
        return cancel(frame.id)
      case 'open':
        if (streams.has(frame.id)) return close('an id was used twice')
        return open(frame.id, frame.stream, frame.input, frame.after)
      case 'shut':
        streams.get(frame.id)?.shut()
    }
  }

  async function answer(id: number, wanted: string, input: unknown): Promise<void> {
    let asked: Asked = { name: 'a call', errors: [] }
    const call = createCanceller()
    try {
      const { name, shape } = methodOf(wanted)
      asked = { name, errors: shape.errors }
      const given = admit(name, shape, caller.role, input)
      if (calls.size >= limits.calls) throw tooMuch(`${limits.calls} calls wait for their answers`)
      calls.set(id, call)
      const handler = service.methods[name] as (input: unknown, caller: Caller, signal: Cancellation) => unknown
      const output = shape.output.parse(await handler(given, caller, call.signal))
      if (!call.signal.aborted) send({ t: 'ok', id, output: output as never })
    } catch (error) {
      if (!call.signal.aborted) send({ t: 'no', id, error: wireError(error, asked, options) })
    } finally {
      if (calls.get(id) === call) calls.delete(id)
    }
  }

  function cancel(id: number): void {
    const call = calls.get(id)
    if (!call) return
    calls.delete(id)
    call.cancel()
    send({ t: 'no', id, error: { code: 'cancelled', message: 'The call was cancelled. What it had begun may be done or not.', hint: 'Look at where things stand before asking again.' } })
  }

  function open(id: number, wanted: string, input: unknown, after: Mark | undefined): void {
    let asked: Asked = { name: 'a stream', errors: [] }
    try {
      const { name, shape } = streamOf(wanted)
      asked = { name, errors: shape.errors }
      const given = admit(name, shape, caller.role, input)
      if (streams.size >= limits.streams) throw tooMuch(`${limits.streams} streams are open`)
      const stream = createServerStream({ id, name, shape, road, telling: options, ended: () => streams.delete(id) })
      streams.set(id, stream)
      const handler = service.streams[name] as (input: unknown, caller: Caller, sink: Sink<StreamName>, after: Mark | undefined) => Opened
      stream.begin((sink) => handler(given, caller, sink, after))
    } catch (error) {
      send({ t: 'over', id, error: wireError(error, asked, options) })
    }
  }

  wire.onClose(end)
  send({ t: 'hello', protocol: PROTOCOL, version, role: caller.role, now: clock.wallMs() })
  wire.onFrame(receive)
  return () => close('the host ends the connection')
}

/** A frame, or why there is none. */
function read(text: string): ClientFrame | string {
  if (isLonger(text, MAX_FRAME_BYTES)) return `a frame was longer than ${MAX_FRAME_BYTES} bytes`
  try {
    const frame = ClientFrame.safeParse(JSON.parse(text))
    return frame.success ? frame.data : 'what came was no frame of this protocol'
  } catch {
    return 'what came was no JSON'
  }
}

function tooMuch(what: string): ContractError {
  return new ContractError({ code: 'unavailable', message: `${what} on this connection already: this one was not begun.`, hint: 'Wait for some of them to end, or close what you no longer look at.' })
}
