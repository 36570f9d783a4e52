/** The board as a whole: computed rows beside the roles' votes, and what they come to. A go needs every role; silence is never one. */
import type { Ballot, Reopened } from '../run/state.ts'
import { worsened } from '../run/verdict.ts'
import type { BoardFacts, BoardRole } from './facts.ts'
import type { BoardRow } from './row.ts'
import { boardRows, verdictsOf } from './rows.ts'
import type { BoardBallot, Said } from './said.ts'

export type Seat = 'waits' | 'go' | 'go-with-risk' | 'no-go' | 'reopened' | 'expired'

export interface RoleVote extends BoardRole {
  readonly seat: Seat
  /** Its last vote, also where it counts no more. */
  readonly ballot: Ballot | null
  /** Why it is asked again. */
  readonly reopened: Reopened | null
}

export interface Board {
  /** `open`: nobody has said no, and something is missing. */
  readonly verdict: 'go' | 'no-go' | 'open'
  /** Why it is no go, the gravest first; empty where it is. */
  readonly because: readonly string[]
  readonly rows: readonly BoardRow[]
  readonly votes: readonly RoleVote[]
}

/** Before a run. `before`: see boardRows. */
export function board(facts: BoardFacts, said: Said): Board {
  const rows = boardRows(facts, said, standing(said))
  const votes = facts.roles.map((role) => {
    const ballot = Object.hasOwn(said.ballots, role.role) ? (said.ballots[role.role] ?? null) : null
    const reopened = Object.hasOwn(said.reopened, role.role) ? (said.reopened[role.role] ?? null) : null
    return roleVote(role, ballot, reopened, facts.now)
  })
  return concluded(rows, votes)
}

/** The verdicts as they were last noted. */
export function standing({ turned }: Said): Readonly<Record<string, BoardRow['verdict']>> {
  return Object.fromEntries(Object.entries(turned).map(([row, { verdict }]) => [row, verdict]))
}

export function roleVote(role: BoardRole, ballot: Ballot | null, reopened: Reopened | null, now: number): RoleVote {
  const seat: Seat = ballot === null ? 'waits' : reopened ? 'reopened' : ballot.until !== undefined && ballot.until <= now ? 'expired' : ballot.vote
  return { ...role, seat, ballot, reopened }
}

/** Rows that say no, and that nobody accepted, stand against a go until every role has gone with that risk. */
export function concluded(rows: readonly BoardRow[], votes: readonly RoleVote[]): Board {
  const noes = votes.filter(({ seat }) => seat === 'no-go').map(({ role, ballot }) => `${role} says no-go${ballot?.reason ? `: ${ballot.reason}` : '.'}`)
  const isGo = votes.length > 0 && votes.every(({ seat }) => seat === 'go' || seat === 'go-with-risk')
  if (isGo) return { verdict: 'go', because: [], rows, votes }
  const against = rows.filter(({ verdict }) => verdict === 'no').map(({ title, words }) => `${title}: ${words}`)
  const missing = votes.flatMap(({ role, seat, reopened }) => {
    if (seat === 'waits') return [`${role} has not voted.`]
    if (seat === 'expired') return [`The vote of ${role} was given for a time that is over.`]
    return seat === 'reopened' ? [`${role} is asked again: ${reopened?.why ?? ''}`] : []
  })
  const nobody = votes.length === 0 ? ['It has no roles: nobody is there to say go.'] : []
  return { verdict: noes.length + against.length > 0 ? 'no-go' : 'open', because: [...noes, ...against, ...missing, ...nobody], rows, votes }
}

/** Votes before a run that no longer rest on what they were given for: a row got worse, or the runbook is another one. */
export function shakenVotes({ sha256 }: Pick<BoardFacts, 'sha256'>, said: Said, rows: readonly BoardRow[]): { readonly roles: readonly string[]; readonly rows: readonly string[]; readonly why: string } | null {
  const present = verdictsOf(rows)
  const roles: string[] = []
  const worse = new Set<string>()
  let isOther = false
  for (const [role, ballot] of Object.entries<BoardBallot>(said.ballots)) {
    if (Object.hasOwn(said.reopened, role)) continue
    const shaken = worsened(ballot.rests ?? {}, present)
    const changed = ballot.sha256 !== sha256
    if (shaken.length === 0 && !changed) continue
    roles.push(role)
    isOther ||= changed
    for (const row of shaken) worse.add(row)
  }
  return roles.length === 0 ? null : { roles, rows: [...worse], why: whyReopened([...worse], rows, isOther) }
}

/** In words: what got worse. */
export function whyReopened(worse: readonly string[], rows: readonly BoardRow[], isOtherFile = false): string {
  const told = rows.filter(({ id }) => worse.includes(id)).map(({ title, words }) => `${title}: ${words}`)
  return [...(isOtherFile ? ['The runbook was changed after the vote.'] : []), ...told].join(' ')
}

/** Rows whose verdict is not the one that was last noted. */
export function turnedRows(said: Said, rows: readonly BoardRow[]): Readonly<Record<string, BoardRow['verdict']>> {
  return Object.fromEntries(rows.filter(({ id, verdict }) => said.turned[id]?.verdict !== verdict).map(({ id, verdict }) => [id, verdict]))
}
