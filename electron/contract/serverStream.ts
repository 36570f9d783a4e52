/**
 * One open stream of one connection. What a slow road can't take is dropped, never queued: a page that looks slowly gets a snapshot
 * once it has caught up, and slows nobody down.
 */
import type { EventOf, SnapshotOf, Stream, StreamName } from './api.ts'
import type { Opened, Sink } from './service.ts'
import type { HostFrame, Mark } from './wire.ts'
import { internal, wireError, type Telling } from './wireErrors.ts'

export interface Road {
  send(frame: HostFrame): void
  /** True while more has been sent than the other end has taken. */
  isFull(): boolean
  /** Calls once when it has room again. */
  whenFree(then: () => void): void
}

export interface ServerStream<S extends StreamName> {
  /** Lets its handler open it; what that throws ends the stream. */
  begin(open: (sink: Sink<S>) => Opened): void
  /** The page looks no more. */
  shut(): void
}

export interface StreamOptions<S extends StreamName> {
  readonly id: number
  readonly name: S
  readonly shape: Stream
  readonly road: Road
  readonly telling: Telling
  /** Called once: nothing more comes. */
  ended(): void
}

export function createServerStream<S extends StreamName>({ id, name, shape, road, telling, ended }: StreamOptions<S>): ServerStream<S> {
  let handler: Opened | undefined
  let isOver = false
  /** Its handler must be closed, also where it has only begun to open. */
  let isLeft = false
  let isBehind = false
  /** Something was dropped, so what comes next would not follow on what was sent. */
  let hasGap = false

  /** Closes the handler, too, unless it was the handler that ended it. */
  function end(closesHandler: boolean): void {
    if (isOver) return
    isOver = true
    isLeft = closesHandler
    ended()
    if (closesHandler) closeHandler()
  }

  /** One that fails to close must not keep the others of this connection from it. */
  function closeHandler(): void {
    try {
      handler?.close()
    } catch (error) {
      internal(error, `closing ${name}`, telling)
    }
  }

  function refresh(): void {
    try {
      handler?.refresh()
    } catch (error) {
      sink.over(error)
      closeHandler()
    }
  }

  function encode(schema: Stream['snapshot'], data: unknown, put: (data: never) => HostFrame): void {
    const encoded = schema.safeParse(data)
    if (encoded.success) return road.send(put(encoded.data as never))
    road.send({ t: 'over', id, error: internal(encoded.error, name, telling) })
    end(true)
  }

  function drop(): void {
    hasGap = true
    watch()
  }

  /** Looks until the road has room, then asks for what was missed. */
  function watch(): void {
    if (isBehind) return
    isBehind = true
    road.whenFree(() => {
      isBehind = false
      if (isOver || !hasGap) return
      hasGap = false
      refresh()
    })
  }

  function isSlow(): boolean {
    if (!isBehind && road.isFull()) watch()
    return isBehind
  }

  const sink: Sink<S> = {
    get behind() {
      return !isOver && isSlow()
    },
    snapshot(mark: Mark, data: SnapshotOf<S>) {
      if (isOver) return
      if (isSlow()) return drop()
      hasGap = false
      encode(shape.snapshot, data, (each) => ({ t: 'snapshot', id, mark, data: each }))
    },
    event(seq: number, data: EventOf<S>) {
      if (isOver) return
      if (hasGap || isSlow()) return drop()
      encode(shape.event, data, (each) => ({ t: 'event', id, seq, data: each }))
    },
    over(error) {
      if (isOver) return
      road.send({ t: 'over', id, ...(error === undefined ? {} : { error: wireError(error, { name, errors: shape.errors }, telling) }) })
      end(false)
    },
  }
  return {
    begin(open) {
      try {
        handler = open(sink)
        if (isLeft) closeHandler()
      } catch (error) {
        sink.over(error)
      }
    },
    shut: () => end(true),
  }
}
