/** The page's streams: each knows how far it has seen, so that it goes on there on the next road. */
import type { EventOf, SnapshotOf, StreamInput, StreamName } from './api.ts'
import type { StreamListener } from './clientTypes.ts'
import { ContractError } from './errors.ts'
import type { ClientFrame, HostFrame, Mark } from './wire.ts'

export interface Streams {
  open<S extends StreamName>(stream: S, input: StreamInput<S>, listener: StreamListener<S>, isConnected: boolean): () => void
  /** A new road: all of them are taken up on it. */
  attach(): void
  /** The road is gone. */
  detach(): void
  receive(frame: HostFrame & { readonly t: 'snapshot' | 'event' | 'over' }): void
  /** None of them will come back. */
  over(error: ContractError): void
  forget(): void
}

interface Open {
  readonly stream: StreamName
  readonly input: unknown
  readonly listener: StreamListener<StreamName>
  /** On the present road; 0 without one. */
  id: number
  /** The last that was seen. */
  mark: Mark | undefined
}

export function createStreams({ send, nextId }: { readonly send: (frame: ClientFrame) => void; readonly nextId: () => number }): Streams {
  const all = new Set<Open>()
  const byId = new Map<number, Open>()

  function begin(one: Open): void {
    one.id = nextId()
    byId.set(one.id, one)
    send({ t: 'open', id: one.id, stream: one.stream, input: one.input as never, ...(one.mark ? { after: one.mark } : {}) })
  }

  function leave(one: Open): void {
    if (byId.delete(one.id)) send({ t: 'shut', id: one.id })
    one.id = 0
  }

  return {
    open(stream, input, listener, isConnected) {
      const one: Open = { stream, input, listener: listener as StreamListener<StreamName>, id: 0, mark: undefined }
      all.add(one)
      if (isConnected) begin(one)
      return () => {
        all.delete(one)
        leave(one)
      }
    },
    attach() {
      for (const one of all) begin(one)
    },
    detach() {
      byId.clear()
      for (const one of all) one.id = 0
    },
    receive(frame) {
      const one = byId.get(frame.id)
      // Shut meanwhile.
      if (!one) return
      if (frame.t === 'snapshot') {
        one.mark = frame.mark
        one.listener.snapshot(frame.data as SnapshotOf<StreamName>)
      } else if (frame.t === 'event') {
        if (one.mark?.seq !== frame.seq - 1) return reopen(one)
        one.mark = { ...one.mark, seq: frame.seq }
        one.listener.event(frame.data as EventOf<StreamName>)
      } else {
        all.delete(one)
        byId.delete(one.id)
        one.listener.over?.(frame.error ? new ContractError(frame.error) : null)
      }
    },
    over(error) {
      const ended = [...all]
      all.clear()
      byId.clear()
      for (const one of ended) one.listener.over?.(error)
    },
    forget() {
      all.clear()
      byId.clear()
    },
  }

  /** Something is missing: what is shown is not what is so. All of it, please. */
  function reopen(one: Open): void {
    leave(one)
    one.mark = undefined
    begin(one)
  }
}
