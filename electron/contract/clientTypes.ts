/** The page's side of the contract: calls, and streams that find their way back after the road was cut. */
import type { EventOf, Input, MethodName, Output, SnapshotOf, StreamInput, StreamName } from './api.ts'
import type { ContractError } from './errors.ts'
import type { Role } from './roles.ts'
import type { Cancellation } from './wire.ts'

/** `refused`: the host does not want this page (a token that it does not know, another version); it is not tried again. */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused'

export interface StreamListener<S extends StreamName> {
  /** All that is shown: at first, and wherever events were missed. */
  snapshot(data: SnapshotOf<S>): void
  event(data: EventOf<S>): void
  /** It will not come back by itself. */
  over?(error: ContractError | null): void
}

export interface Client {
  /** @throws ContractError: declared ones, or `disconnected`, `cancelled`, `internal` */
  call<M extends MethodName>(method: M, input: Input<M>, options?: { readonly signal?: Cancellation }): Promise<Output<M>>
  /** Goes on over reconnects until the returned function is called. */
  open<S extends StreamName>(stream: S, input: StreamInput<S>, listener: StreamListener<S>): () => void
  readonly connection: ConnectionState
  /** Null before the first hello. */
  readonly role: Role | null
  /** Why it was refused, in words. */
  readonly refusal: string | null
  onConnection(listener: (state: ConnectionState) => void): () => void
  /** The host's wall clock minus this page's, ms; measured at each hello. */
  readonly offsetMs: number
  close(): void
}
