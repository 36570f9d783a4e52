/** What a host brings to serve the contract: one function a method and a stream. Roles, decoding and errors are the server's business. */
import type { Actor } from '../core/ports.ts'
import type { EventOf, MethodName, Output, SnapshotOf, StreamName, METHODS, STREAMS } from './api.ts'
import type { Role } from './roles.ts'
import type { Cancellation, Mark } from './wire.ts'
import type { z } from 'zod'

/** Who is at the other end of a connection. */
export interface Caller {
  readonly role: Role
  readonly via: 'window' | 'link'
  /** As the log shows what it does: its name may change by `introduce`. */
  readonly actor: Actor
  /** @throws RunthroughError `bad-input` where it is empty */
  rename(name: string): void
}

/** Decoded input. */
type Given<M extends MethodName> = z.output<(typeof METHODS)[M]['input']>
type Asked<S extends StreamName> = z.output<(typeof STREAMS)[S]['input']>

/** Where a stream's handler puts what it shows. After `over` nothing is taken. */
export interface Sink<S extends StreamName> {
  /** Replaces everything. */
  snapshot(mark: Mark, data: SnapshotOf<S>): void
  /** `seq` is one more than the last. */
  event(seq: number, data: EventOf<S>): void
  over(error?: unknown): void
  /** True while the other end is slow: what is put in now is dropped, and the handler is asked for a snapshot (`refresh`) when it has caught up. */
  readonly behind: boolean
}

export interface Opened {
  /** The page is gone or looks no more. */
  close(): void
  /** Give a snapshot again: events were dropped on a slow road. */
  refresh(): void
}

export interface Service {
  readonly methods: { readonly [M in MethodName]: (input: Given<M>, caller: Caller, signal: Cancellation) => Output<M> | Promise<Output<M>> }
  /** `after`: where the page stood; a handler that still has what came since gives only that, else a snapshot. */
  readonly streams: { readonly [S in StreamName]: (input: Asked<S>, caller: Caller, sink: Sink<S>, after: Mark | undefined) => Opened }
}
