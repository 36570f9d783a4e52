/** A slice that a stream feeds: open while something shows it, and never anything but what the host said. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { EventOf, SnapshotOf, StreamInput, StreamName } from '../../electron/contract/api.ts'
import type { Client } from '../../electron/contract/clientTypes.ts'
import type { ContractError } from '../../electron/contract/errors.ts'
import { paced, type Paint } from './paint.ts'

export interface LiveState<T> {
  /** Null before the host's first word. */
  readonly data: T | null
  /** The host will say no more, and why. */
  readonly error: ContractError | null
}

export interface Live<T> {
  readonly store: StoreApi<LiveState<T>>
  readonly isUsed: boolean
  /** Open until the returned function was called by the last who uses it; what came last stays. */
  use(): () => void
  /** After an error: asks anew. */
  again(): void
}

export interface LiveOptions<S extends StreamName, T> {
  readonly client: Pick<Client, 'open'>
  readonly stream: S
  readonly input: StreamInput<S>
  /** `before`: what stood here, of which unchanged parts can be kept. */
  begin(snapshot: SnapshotOf<S>, before: T | null): T
  apply(state: T, event: EventOf<S>): T
  readonly paint: Paint
}

export function createLive<S extends StreamName, T>({ client, stream, input, begin, apply, paint }: LiveOptions<S, T>): Live<T> {
  const store = createStore<LiveState<T>>(() => ({ data: null, error: null }))
  let latest: T | null = null
  let users = 0
  let shut: (() => void) | undefined
  const publish = paced(paint, () => store.setState({ data: latest }))

  function open(): void {
    shut = client.open(stream, input, {
      snapshot(data) {
        latest = begin(data, latest)
        if (store.getState().error) store.setState({ error: null })
        publish()
      },
      event(data) {
        if (latest !== null) latest = apply(latest, data)
        publish()
      },
      over: (error) => store.setState({ error }),
    })
  }

  return {
    store,
    get isUsed() {
      return users > 0
    },
    use() {
      users += 1
      if (users === 1) open()
      return () => {
        users -= 1
        if (users === 0) shut?.()
      }
    },
    again() {
      shut?.()
      store.setState({ error: null })
      if (users > 0) open()
    },
  }
}
