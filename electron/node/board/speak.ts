/** What a person says on a board before a run: a vote, evidence, an accepted risk. Each is kept with who, when, and what the board said then. */
import type { BoardEvent, Evidence } from '../../core/board/entries.ts'
import { verdictsOf } from '../../core/board/rows.ts'
import { RunthroughError } from '../../core/errors.ts'
import type { Actor } from '../../core/ports.ts'
import type { Vote } from '../../core/run/events.ts'
import { isWorse } from '../../core/run/verdict.ts'
import { refuseVote } from '../../core/run/vote.ts'
import type { Host } from '../host.ts'
import type { Known } from '../service/known.ts'
import { addEntries } from '../store/boardEntries.ts'
import { lookAtBoard, newsOf, noteBoard, type BoardLook } from './boardLook.ts'
import { checkedEvidence } from './evidence.ts'

export interface Place {
  readonly known: Known
  readonly environment: string | null
  readonly actor: Actor
}

export interface BoardVote {
  readonly role: string
  readonly vote: Vote
  readonly reason?: string | undefined
  /** Wall ms. */
  readonly until?: number | undefined
}

/** @throws RunthroughError `bad-input`, `invalid-runbook`, `unknown-environment`, `disk-full` */
export function voteOnBoard(host: Host, place: Place, { role, vote, reason, until }: BoardVote): BoardLook {
  const seen = lookAtBoard(host, place.known, place.environment)
  const roles = seen.facts.roles.map((one) => one.role)
  if (!roles.includes(role)) throw new RunthroughError('bad-input', `"${role}" has no vote on this board. Nothing was recorded.`, roles.length === 0 ? 'The runbook declares no roles.' : `It asks ${roles.join(', ')}.`)
  const rests = verdictsOf(seen.board.rows)
  const said = reason?.trim()
  refuseVote({ vote, rests, ...(said ? { reason: said } : {}), ...(until === undefined ? {} : { until }) }, host.clock.wallMs())
  return say(host, place, { type: 'board.voted', role, vote, rests, ...(said ? { reason: said } : {}), ...(until === undefined ? {} : { until }) })
}

/** @throws RunthroughError `bad-input`, … */
export function giveEvidence(host: Host, place: Place, item: string, evidence: Evidence): BoardLook {
  const seen = lookAtBoard(host, place.known, place.environment)
  const asked = seen.facts.readiness.find(({ id }) => id === item)
  const checked = checkedEvidence(evidence)
  if (!asked) throw new RunthroughError('bad-input', `There is no readiness item "${item}". Nothing was recorded.`, seen.facts.readiness.length === 0 ? 'The runbook has none.' : `It has ${seen.facts.readiness.map(({ id }) => id).join(', ')}.`)
  if (checked.kind === 'withdrawn' && !seen.said.evidence[item]) throw new RunthroughError('bad-input', `Nobody has given evidence for "${item}": there is nothing to withdraw.`, 'Nothing was recorded.')
  return say(host, place, { type: 'board.evidence', item, asked: asked.what, evidence: checked })
}

/** Of any row that is not fine. @throws RunthroughError `bad-input`, … */
export function acceptRow(host: Host, place: Place, row: string, reason: string, withdraw = false): BoardLook {
  const seen = lookAtBoard(host, place.known, place.environment)
  const why = reason.trim()
  if (why === '') throw new RunthroughError('bad-input', 'A reason is missing. Nothing was recorded.', withdraw ? 'Say why the risk is no longer accepted.' : 'Say why the risk is accepted: it stands on the board for everybody.')
  const found = seen.board.rows.find(({ id }) => id === row)
  const open = seen.board.rows.filter(({ computed }) => isWorse(computed, 'ok'))
  if (!found) throw new RunthroughError('bad-input', `There is no row "${row}" on this board. Nothing was recorded.`, open.length === 0 ? 'Every row is fine.' : `Those that are not fine: ${open.map(({ id }) => id).join(', ')}.`)
  if (withdraw) {
    if (!found.accepted) throw new RunthroughError('bad-input', `Nobody has accepted "${found.title}": there is nothing to take back.`, 'Nothing was recorded.')
    return say(host, place, { type: 'board.unaccepted', row, reason: why })
  }
  if (!isWorse(found.computed, 'ok')) throw new RunthroughError('bad-input', `"${found.title}" is fine: there is nothing to accept. Nothing was recorded.`, 'Accept what is a risk, unknown or a no.')
  return say(host, place, { type: 'board.accepted', row, verdict: found.computed, reason: why })
}

/** The first word on a board notes how every row stood. */
function say(host: Host, { known, environment, actor }: Place, body: BoardEvent): BoardLook {
  const seen = lookAtBoard(host, known, environment)
  const at = host.clock.wallMs()
  addEntries(host.store, host.hash, seen.name, [...newsOf(host, seen), { at, actor, sha256: seen.facts.sha256, body }])
  return noteBoard(host, known, environment)
}
