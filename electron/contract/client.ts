/**
 * The page's end: calls, and streams that find their way back. It connects by itself, again and again with growing pauses, says its
 * name anew, and takes each stream up where it was left. Nothing that was asked while there was no road is done later by itself.
 */
import type { Clock } from '../core/ports.ts'
import type { Input, MethodName, Output, StreamInput, StreamName } from './api.ts'
import { createCalls } from './clientCalls.ts'
import { createStreams } from './clientStreams.ts'
import type { Client, ConnectionState, StreamListener } from './clientTypes.ts'
import { ContractError } from './errors.ts'
import type { Role } from './roles.ts'
import { isLonger } from './utf8.ts'
import { HostFrame, MAX_HOST_FRAME_BYTES, PROTOCOL, type Cancellation, type ClientFrame, type Wire } from './wire.ts'

export interface ClientOptions {
  /** Makes a new road. A rejection with a ContractError `forbidden` means that the host does not want this page. */
  connect(): Promise<Wire>
  readonly clock: Clock
  /** As the log shall show who asks; empty or absent: as the host knows this page. */
  name?(): string
  /** What went wrong beside any call: the name was refused, say. */
  onTrouble?(error: ContractError): void
}

const PAUSES_MS = [250, 500, 1_000, 2_000, 3_500, 5_000] as const
/** A road that lasted as long was a good one: the pauses begin anew. */
const GOOD_MS = 5_000
/** A host that says nothing at first, or in answer, is not there. */
const PATIENCE_MS = 10_000
/** A road on which nothing came for so long is tried: a machine that slept does not know that its connections are gone. */
const QUIET_MS = 15_000

export function createClient({ connect, clock, name, onTrouble }: ClientOptions): Client {
  const listeners = new Set<(state: ConnectionState) => void>()
  let state: ConnectionState = 'connecting'
  let role: Role | null = null
  let refusal: string | null = null
  let offsetMs = 0
  /** Of the host at the first hello: another one may speak otherwise. */
  let version: string | undefined
  let wire: Wire | undefined
  let failures = 0
  let lastId = 0
  let lastFrameAt = 0
  let openSince = 0
  let isClosed = false
  let cancelTimer: (() => void) | undefined

  const nextId = (): number => (lastId += 1)
  const calls = createCalls({ send, nextId })
  const streams = createStreams({ send, nextId })

  function become(next: ConnectionState): void {
    if (state === next) return
    state = next
    for (const listener of listeners) listener(next)
  }

  function wait(ms: number, then: () => void): void {
    cancelTimer?.()
    cancelTimer = clock.after(ms, then)
  }

  async function start(): Promise<void> {
    try {
      const made = await connect()
      if (isClosed) return made.close('the page has closed')
      take(made)
    } catch (error) {
      if (isClosed) return
      if (error instanceof ContractError && error.code === 'forbidden') refuse(error.message)
      else retry()
    }
  }

  function take(made: Wire): void {
    wire = made
    openSince = lastFrameAt = clock.monoMs()
    made.onClose(() => lost(made))
    made.onFrame((text) => {
      if (wire === made) receive(text)
    })
    if (wire === made && state !== 'open') wait(PATIENCE_MS, () => made.close('the host said no hello'))
  }

  function lost(which: Wire): void {
    if (wire !== which) return
    wire = undefined
    cancelTimer?.()
    if (state === 'open' && clock.monoMs() - openSince >= GOOD_MS) failures = 0
    streams.detach()
    calls.fail(interrupted())
    if (!isClosed && state !== 'refused') retry()
  }

  function retry(): void {
    const pauseMs = PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] ?? 0
    failures += 1
    wait(pauseMs, () => void start())
    become('lost')
    calls.fail(interrupted())
  }

  /** It is not tried again: only a person can change that. */
  function refuse(why: string): void {
    refusal = why
    become('refused')
    const error = new ContractError({ code: 'forbidden', message: why, hint: 'Open the app by a link that the host shows now.' })
    calls.fail(error)
    streams.over(error)
    wire?.close(why)
  }

  function send(frame: ClientFrame): void {
    wire?.send(JSON.stringify(frame))
  }

  function receive(text: string): void {
    lastFrameAt = clock.monoMs()
    const frame = read(text)
    if (!frame || (frame.t !== 'hello') !== (state === 'open')) return wire?.close('what came was no frame of this protocol')
    if (frame.t === 'hello') hello(frame)
    else if (frame.t === 'ok' || frame.t === 'no') calls.receive(frame)
    else streams.receive(frame)
  }

  function hello(frame: HostFrame & { readonly t: 'hello' }): void {
    if (frame.protocol !== PROTOCOL || (version !== undefined && version !== frame.version))
      return refuse(`The host is now version ${frame.version}, this page is of another one. Reload the page.`)
    version = frame.version
    role = frame.role
    offsetMs = frame.now - clock.wallMs()
    const own = name?.().trim() ?? ''
    // First of all: what is asked next is asked in that name.
    if (own !== '') void calls.ask('introduce', { name: own }).catch((error: unknown) => onTrouble?.(error as ContractError))
    calls.flush()
    streams.attach()
    become('open')
    measure()
  }

  /** How the host's clock stands against ours, in the middle of a question and its answer; the same question shows that the road is alive. */
  function measure(): void {
    const measured = wire
    const askedAt = clock.wallMs()
    void calls.ask('now', {}).then(
      ({ now }) => {
        if (wire === measured) offsetMs = now - (askedAt + clock.wallMs()) / 2
        return undefined
      },
      // The road was cut: that is told by its close.
      () => undefined,
    )
    watchRoad()
  }

  function watchRoad(): void {
    const watched = wire
    wait(QUIET_MS, () => {
      if (wire !== watched || !watched) return
      if (clock.monoMs() - lastFrameAt < QUIET_MS) return watchRoad()
      const before = lastFrameAt
      measure()
      wait(PATIENCE_MS, () => (lastFrameAt === before ? watched.close('the host does not answer') : watchRoad()))
    })
  }

  void start()
  return {
    call<M extends MethodName>(method: M, input: Input<M>, { signal }: { readonly signal?: Cancellation } = {}): Promise<Output<M>> {
      if (state === 'lost' || isClosed) return Promise.reject(unreachable())
      if (state === 'refused') return Promise.reject(new ContractError({ code: 'forbidden', message: refusal ?? '', hint: 'Open the app by a link that the host shows now.' }))
      return calls.ask(method, input, signal, state === 'connecting')
    },
    open<S extends StreamName>(stream: S, input: StreamInput<S>, listener: StreamListener<S>): () => void {
      return streams.open(stream, input, listener, state === 'open')
    },
    get connection() {
      return state
    },
    get role() {
      return role
    },
    get refusal() {
      return refusal
    },
    get offsetMs() {
      return offsetMs
    },
    onConnection(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      if (isClosed) return
      isClosed = true
      cancelTimer?.()
      streams.forget()
      calls.fail(unreachable())
      wire?.close('the page has closed')
      if (state !== 'refused') become('lost')
    },
  }
}

function read(text: string): HostFrame | undefined {
  if (isLonger(text, MAX_HOST_FRAME_BYTES)) return undefined
  try {
    return HostFrame.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function interrupted(): ContractError {
  return new ContractError({ code: 'disconnected', message: 'The connection to the host was lost before it answered: what was asked may be done or not.', hint: 'Wait until the page is connected again, look at where things stand, then ask again if it was not done.' })
}

function unreachable(): ContractError {
  return new ContractError({ code: 'disconnected', message: 'The host can\'t be reached: nothing was done. A run under way goes on without this page.', hint: 'The page connects again by itself. If it does not, start Runthrough again on that machine.' })
}
