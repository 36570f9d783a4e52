/** Seals an event into a journal record: numbered, stamped, chained to the one before it. */
import { recordHash } from '../chain.ts'
import type { Actor, Clock, Hash, JournalRecord, RunId, SessionId } from '../ports.ts'
import type { RunEvent } from './events.ts'
import type { RunState } from './state.ts'

export interface Sealer {
  readonly run: RunId
  readonly session: SessionId
  readonly clock: Clock
  readonly hash: Hash
}

export function seal({ run, session, clock, hash }: Sealer, after: Pick<RunState, 'seq' | 'head'> | undefined, event: RunEvent, actor: Actor): JournalRecord {
  const record = {
    run,
    seq: (after?.seq ?? 0) + 1,
    at: clock.wallMs(),
    mono: clock.monoMs(),
    session,
    actor,
    body: event as unknown as JournalRecord['body'],
    prev: after?.head ?? ('' as const),
  }
  return { ...record, hash: recordHash(hash, record) }
}
