/**
 * A stream that many pages look at: each gets a snapshot, then every event once. The last events are kept, so that a page whose road was
 * cut goes on where it was.
 */
import type { EventOf, SnapshotOf, StreamName } from '../../contract/api.ts'
import type { Opened, Sink } from '../../contract/service.ts'
import type { Mark } from '../../contract/wire.ts'

export interface Feed<S extends StreamName> {
  publish(event: EventOf<S>): void
  open(sink: Sink<S>, after: Mark | undefined): Opened
  /** Ends it for all who look: the host goes away, or there is an `error`. */
  close(error?: unknown): void
}

export interface FeedOptions<S extends StreamName> {
  /** Of this life of the stream: marks of another one mean nothing here. */
  readonly epoch: string
  /** All that is shown now. */
  snapshot(): SnapshotOf<S>
  /** How many events are kept for pages that come back. */
  readonly kept?: number
}

export function createFeed<S extends StreamName>({ epoch, snapshot, kept = 200 }: FeedOptions<S>): Feed<S> {
  const sinks = new Set<Sink<S>>()
  /** The latest, oldest first; the last one has the number `seq`. */
  const events: EventOf<S>[] = []
  let seq = 0

  const show = (sink: Sink<S>): void => sink.snapshot({ epoch, seq }, snapshot())

  function goOn(sink: Sink<S>, after: Mark): boolean {
    const missed = seq - after.seq
    if (after.epoch !== epoch || missed < 0 || missed > events.length) return false
    events.slice(events.length - missed).forEach((event, index) => sink.event(after.seq + 1 + index, event))
    return true
  }

  return {
    publish(event) {
      seq += 1
      events.push(event)
      if (events.length > kept) events.shift()
      for (const sink of sinks) sink.event(seq, event)
    },
    open(sink, after) {
      if (!after || !goOn(sink, after)) show(sink)
      sinks.add(sink)
      return {
        close: () => void sinks.delete(sink),
        refresh: () => show(sink),
      }
    },
    close(error) {
      for (const sink of sinks) sink.over(error)
      sinks.clear()
    },
  }
}
