/** What people said on a board before a run, in the order they said it; nothing is ever changed or taken away, only said anew. */
import { canonicalJson } from '../chain.ts'
import type { Actor, Hash, Json, Sha256 } from '../ports.ts'
import type { Vote } from '../run/events.ts'
import type { Verdict, Verdicts } from '../run/verdict.ts'

export type Evidence =
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string }
  /** `path`: where the host can look at it again; without it only its hash is kept. */
  | { readonly kind: 'file'; readonly name: string; readonly sha256: string; readonly bytes: number; readonly path?: string }
  /** What was given before does not hold. */
  | { readonly kind: 'withdrawn'; readonly why: string }

export type BoardEvent =
  | { readonly type: 'board.voted'; readonly role: string; readonly vote: Vote; readonly reason?: string; readonly until?: number; readonly rests: Verdicts }
  /** `asked`: the item's words as they were: evidence for another question proves nothing. */
  | { readonly type: 'board.evidence'; readonly item: string; readonly asked: string; readonly evidence: Evidence }
  /** `verdict`: what was accepted; a worse one is not. */
  | { readonly type: 'board.accepted'; readonly row: string; readonly verdict: Verdict; readonly reason: string }
  | { readonly type: 'board.unaccepted'; readonly row: string; readonly reason: string }
  | { readonly type: 'board.reopened'; readonly roles: readonly string[]; readonly why: string; readonly rows: readonly string[] }
  /** Rows whose verdict is another one than before. */
  | { readonly type: 'board.turned'; readonly verdicts: Verdicts }

/** One entry as it stands on disk; chained per board, so that a changed or lost one is seen. */
export interface BoardEntry {
  /** `runbook` or `runbook@environment`. */
  readonly board: string
  /** 1, 2, 3 … without gaps. */
  readonly seq: number
  /** Wall ms. */
  readonly at: number
  readonly actor: Actor
  /** Of the runbook's bytes as they were. */
  readonly sha256: string
  readonly body: BoardEvent
  readonly prev: Sha256 | ''
  readonly hash: Sha256
}

export function boardName(runbook: string, environment: string | null): string {
  return environment === null ? runbook : `${runbook}@${environment}`
}

export function entryHash(hash: Hash, { prev, ...rest }: Omit<BoardEntry, 'hash'>): Sha256 {
  return hash.sha256(prev + canonicalJson(rest as unknown as Json))
}

/** The seq of the first entry that does not continue the chain, undefined where all do. */
export function entriesBrokenAt(hash: Hash, entries: Iterable<BoardEntry>): number | undefined {
  let [seq, prev]: [number, Sha256 | ''] = [0, '']
  for (const entry of entries) {
    if (!continues(hash, entry, seq, prev)) return seq + 1
    seq = entry.seq
    prev = entry.hash
  }
  return undefined
}

/** It is the one after the entry `seq` whose hash is `prev`. */
export function continues(hash: Hash, { hash: stored, ...rest }: BoardEntry, seq: number, prev: Sha256 | ''): boolean {
  return rest.seq === seq + 1 && rest.prev === prev && entryHash(hash, rest) === stored
}
