/** What a board's entries come to: the last word of each role, the evidence of each item, what is accepted, since when each verdict is what it is. */
import type { Actor } from '../ports.ts'
import type { Ballot, Reopened } from '../run/state.ts'
import type { Verdict } from '../run/verdict.ts'
import type { BoardEntry, Evidence } from './entries.ts'

/** A vote on a board before a run. */
export interface BoardBallot extends Ballot {
  readonly sha256: string
}

export interface GivenEvidence {
  readonly evidence: Evidence
  readonly asked: string
  readonly by: Actor
  readonly at: number
  readonly sha256: string
}

export interface Acceptance {
  readonly verdict: Verdict
  readonly reason: string
  readonly by: Actor
  readonly at: number
}

export interface Said {
  /** The last vote of each role. */
  readonly ballots: Readonly<Record<string, BoardBallot>>
  /** Roles whose last vote counts no more. */
  readonly reopened: Readonly<Record<string, Reopened>>
  /** All that was given for an item, the latest last. */
  readonly evidence: Readonly<Record<string, readonly GivenEvidence[]>>
  readonly accepted: Readonly<Record<string, Acceptance>>
  readonly turned: Readonly<Record<string, { readonly verdict: Verdict; readonly since: number }>>
}

export const NOTHING_SAID: Said = { ballots: {}, reopened: {}, evidence: {}, accepted: {}, turned: {} }

export function saidBy(entries: Iterable<BoardEntry>): Said {
  let said = NOTHING_SAID
  for (const entry of entries) said = withEntry(said, entry)
  return said
}

export function withEntry(said: Said, { at, actor, sha256, body }: Pick<BoardEntry, 'at' | 'actor' | 'sha256' | 'body'>): Said {
  switch (body.type) {
    case 'board.voted': {
      const { type: _, role, ...vote } = body
      return { ...said, ballots: { ...said.ballots, [role]: { ...vote, by: actor, at, sha256 } }, reopened: without(said.reopened, role) }
    }
    case 'board.reopened':
      return { ...said, reopened: { ...said.reopened, ...Object.fromEntries(body.roles.map((role) => [role, { at, why: body.why }])) } }
    case 'board.evidence': {
      const { item, asked, evidence } = body
      return { ...said, evidence: { ...said.evidence, [item]: [...(said.evidence[item] ?? []), { evidence, asked, by: actor, at, sha256 }] } }
    }
    case 'board.accepted':
      return { ...said, accepted: { ...said.accepted, [body.row]: { verdict: body.verdict, reason: body.reason, by: actor, at } } }
    case 'board.unaccepted':
      return { ...said, accepted: without(said.accepted, body.row) }
    case 'board.turned':
      return { ...said, turned: { ...said.turned, ...Object.fromEntries(Object.entries(body.verdicts).map(([row, verdict]) => [row, { verdict, since: at }])) } }
  }
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([each]) => each !== key))
}
