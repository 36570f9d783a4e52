/** A board in the names of `--json`. */
import type { BoardRow as Row } from '../../core/board/row.ts'
import type { RoleVote } from '../../core/board/board.ts'
import type { Actor } from '../../core/ports.ts'
import type { Known } from '../service/known.ts'
import { iso } from '../report.ts'
import type { BoardLook } from './boardLook.ts'

export function boardShape({ file, sha256, looked }: Known, { environment, board: { verdict, because, rows, votes } }: BoardLook) {
  return { file, runbook: looked.runbook?.id ?? null, environment, sha256, verdict, because, rows: rows.map(rowShape), votes: votes.map(voteShape) }
}

function rowShape({ id, kind, title, verdict, computed, words, rests, owner, hint, since, accepted, evidence }: Row) {
  return {
    id,
    kind,
    title,
    verdict,
    computed,
    words,
    rests_on: rests,
    ...(owner === null ? {} : { owner }),
    ...(hint === null ? {} : { hint }),
    ...(since === null ? {} : { since: iso(since) }),
    ...(accepted === null ? {} : { accepted: { ...byShape(accepted.by), at: iso(accepted.at), reason: accepted.reason } }),
    ...(evidence.length === 0 ? {} : { evidence: evidence.map(({ evidence: given, by, at }) => ({ ...given, ...byShape(by), at: iso(at) })) }),
  }
}

function voteShape({ role, deputy, seat, ballot, reopened }: RoleVote) {
  return {
    role,
    state: seat,
    ...(deputy === null ? {} : { deputy }),
    ...(ballot === null
      ? {}
      : { vote: ballot.vote, ...byShape(ballot.by), at: iso(ballot.at), ...(ballot.reason === undefined ? {} : { reason: ballot.reason }), ...(ballot.until === undefined ? {} : { until: iso(ballot.until) }), ...(ballot.rests === undefined ? {} : { rests_on: ballot.rests }) }),
    ...(reopened === null ? {} : { reopened: { at: iso(reopened.at), why: reopened.why } }),
  }
}

function byShape({ name, onBehalfOf, how }: Actor) {
  return { by: name, ...(onBehalfOf === undefined ? {} : { on_behalf_of: onBehalfOf }), ...(how === undefined ? {} : { how }) }
}
