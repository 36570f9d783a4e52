/** A service that does what a test tells it, for what a real one does only by chance: answers that wait, faults, streams that are held. */
import { METHODS, STREAMS, type MethodName, type SnapshotOf, type StreamName } from '../../electron/contract/api.ts'
import { ContractError } from '../../electron/contract/errors.ts'
import type { Caller, Opened, Service, Sink } from '../../electron/contract/service.ts'
import type { Cancellation, Mark } from '../../electron/contract/wire.ts'
import { createFeed, type Feed } from '../../electron/node/service/feed.ts'

export interface Asked {
  readonly name: string
  readonly input: unknown
  readonly caller: Caller
}

export interface Watching {
  readonly sink: Sink<StreamName>
  readonly after: Mark | undefined
  isClosed: boolean
}

export interface Steerable {
  readonly service: Service
  /** What got through to a handler. */
  readonly asked: Asked[]
  readonly watching: Watching[]
  /** What a method does; one that is told nothing says `reached`. */
  readonly answers: { [M in MethodName]?: (input: never, caller: Caller, signal: Cancellation) => unknown }
  /** What the stream `output` shows: whatever was said. Keeps the last 50 events. */
  readonly feed: Feed<'output'>
  say(text: string): void
  /** What a stream does instead of following the feed. */
  opens: ((sink: Sink<StreamName>) => Opened) | undefined
}

/** Thrown by a handler that nobody told what to do: the call came through. */
export const REACHED = 'reached'

export function createSteerable(): Steerable {
  const asked: Asked[] = []
  const watching: Watching[] = []
  const answers: Steerable['answers'] = {}
  let texts: string[] = []
  const feed = createFeed<'output'>({ epoch: 'first', kept: 50, snapshot: (): SnapshotOf<'output'> => ({ attempts: [{ step: 'a', attempt: 1, text: texts.at(-1) ?? '', cut: false }] }) })

  const method = (name: MethodName) => (input: unknown, caller: Caller, signal: Cancellation) => {
    asked.push({ name, input, caller })
    const answer = answers[name]
    if (!answer) throw new ContractError({ code: 'not-found', message: REACHED, hint: '' })
    return answer(input as never, caller, signal)
  }
  const stream = (name: StreamName) => (input: unknown, caller: Caller, sink: Sink<StreamName>, after: Mark | undefined): Opened => {
    asked.push({ name, input, caller })
    const one: Watching = { sink, after, isClosed: false }
    watching.push(one)
    const opened = steerable.opens ? steerable.opens(sink) : follow(name, sink, after)
    return {
      refresh: () => opened.refresh(),
      close() {
        one.isClosed = true
        opened.close()
      },
    }
  }

  function follow(name: StreamName, sink: Sink<StreamName>, after: Mark | undefined): Opened {
    if (name === 'output') return feed.open(sink as Sink<'output'>, after)
    throw new ContractError({ code: 'not-found', message: REACHED, hint: '' })
  }

  const steerable: Steerable = {
    // One handler a name: their types are those of the contract, which the names alone don't tell the compiler.
    service: {
      methods: Object.fromEntries((Object.keys(METHODS) as MethodName[]).map((name) => [name, method(name)])),
      streams: Object.fromEntries((Object.keys(STREAMS) as StreamName[]).map((name) => [name, stream(name)])),
    } as unknown as Service,
    asked,
    watching,
    answers,
    feed,
    say(text) {
      texts = [...texts.slice(-1), text]
      feed.publish({ step: 'a', attempt: 1, text })
    },
    opens: undefined,
  }
  return steerable
}
