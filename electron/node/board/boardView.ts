/** A board as pages get it. */
import type { BoardGate, BoardRow, BoardSeat, BoardView, EvidenceShown, Speaker } from '../../contract/shapes/board.ts'
import type { Board, RoleVote } from '../../core/board/board.ts'
import type { Evidence } from '../../core/board/entries.ts'
import type { BoardRow as Row } from '../../core/board/row.ts'
import type { GivenEvidence } from '../../core/board/said.ts'
import type { Actor } from '../../core/ports.ts'
import type { Looked } from '../service/reader/looked.ts'
import { showProse } from '../showText.ts'

export interface ToShow {
  readonly file: string
  readonly sha256: string
  readonly environment: string | null
  readonly looked: Looked
  readonly board: Board
  readonly gate: BoardGate | null
  readonly isBegun: boolean
}

export function boardView({ file, sha256, environment, looked, board, gate, isBegun }: ToShow): BoardView {
  const titles = new Map(board.rows.map(({ id, title }) => [id, title]))
  return {
    file,
    sha256,
    environment,
    runbook: looked.runbook?.id ?? '',
    title: looked.runbook?.title ?? '',
    environments: (looked.demands?.environments ?? []).map(({ id, live }) => ({ id, live })),
    gate,
    verdict: board.verdict,
    because: board.because.map(showProse),
    rows: board.rows.map(rowOf),
    votes: board.votes.map((vote) => seatOf(vote, titles)),
    bar: gate ? null : looked.bar,
    isBegun,
  }
}

function rowOf({ id, kind, title, verdict, computed, words, rests, owner, hint, since, accepted, evidence }: Row): BoardRow {
  return {
    id,
    kind,
    title,
    item: kind === 'readiness' ? id.slice(id.indexOf(':') + 1) : null,
    verdict,
    computed,
    words: showProse(words),
    rests: rests.map(showProse),
    owner,
    hint,
    since,
    accepted: accepted && { by: speaker(accepted.by), at: accepted.at, reason: showProse(accepted.reason) },
    evidence: evidence.map(evidenceOf).toReversed(),
  }
}

function evidenceOf({ evidence, by, at }: GivenEvidence): EvidenceShown {
  return { kind: evidence.kind, text: textOf(evidence), sha256: evidence.kind === 'file' ? evidence.sha256 : null, by: speaker(by), at }
}

function textOf(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'note':
      return showProse(evidence.text)
    case 'link':
      return evidence.url
    case 'file':
      return showProse(evidence.name)
    case 'withdrawn':
      return showProse(evidence.why)
  }
}

function seatOf({ role, deputy, seat, ballot, reopened }: RoleVote, titles: ReadonlyMap<string, string>): BoardSeat {
  const rests = ballot?.rests && Object.entries(ballot.rests)
  return {
    role,
    deputy,
    seat,
    vote: ballot && {
      vote: ballot.vote,
      by: speaker(ballot.by),
      at: ballot.at,
      reason: ballot.reason === undefined ? null : showProse(ballot.reason),
      until: ballot.until ?? null,
      rests: rests ? { rows: rests.length, notFine: rests.flatMap(([row, verdict]) => (verdict === 'ok' ? [] : [{ title: titles.get(row) ?? row, verdict }])) } : null,
    },
    reopened: reopened && { at: reopened.at, why: showProse(reopened.why) },
  }
}

export function speaker({ name, onBehalfOf, how }: Actor): Speaker {
  return { name: showProse(name), onBehalfOf: onBehalfOf === undefined ? null : showProse(onBehalfOf), how: how === undefined ? null : showProse(how) }
}
