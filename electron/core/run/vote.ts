/** Votes at a gate: the first no-go closes it, and so does the last go. A vote counts until its time is over or what it rests on gets worse. */
import { RunthroughError } from '../errors.ts'
import { contextOf } from '../machine/judge.ts'
import type { Place } from '../machine/layout.ts'
import { STATUS } from '../machine/status.ts'
import type { PersonCommand, SystemCommand } from './commands.ts'
import type { RunEvent } from './events.ts'
import { describe, illegal } from './refusals.ts'
import { attemptsOf, latestSplit, type RunState, type SplitState } from './state.ts'
import { refusing, worsened, type Verdicts } from './verdict.ts'

type Given = Pick<Extract<PersonCommand, { do: 'vote' }>, 'vote' | 'reason' | 'until' | 'rests'>

/** What every vote must say, at a gate or on a board. `now`: wall ms, or not later than that. @throws RunthroughError `bad-input` */
export function refuseVote({ vote, reason, until, rests = {} }: Given, now: number): void {
  const against = refusing(rests)
  if (vote === 'go-with-risk' && !reason?.trim()) throw new RunthroughError('bad-input', 'Going with an accepted risk wants a reason.', 'Say which risk, and why it is accepted.')
  if (vote === 'go' && against.length > 0)
    throw new RunthroughError('bad-input', `The board says no (${against.join(', ')}): a plain go would pass over it. Nothing was recorded.`, 'Mend it, have its risk accepted on the board, or vote go with an accepted risk and say why.', { rows: against })
  if (until !== undefined && !(until > now)) throw new RunthroughError('bad-input', 'The vote would have run out already.', 'Give a time that is still to come, or none.')
}

/** In a live run a plain go over a row that says no is refused. */
export function isStrict({ facts }: Pick<RunState, 'facts'>): boolean {
  return facts.mode === 'live'
}

/** @throws RunthroughError `bad-input`, `illegal` */
export function vote(state: RunState, place: Place, command: Extract<PersonCommand, { do: 'vote' }>): RunEvent {
  const { step, index } = place
  if (step.kind !== 'gate') throw new RunthroughError('bad-input', `${step.id} is not a gate.`, 'Only gates are voted on.')
  if (!step.poll.includes(command.role)) throw new RunthroughError('bad-input', `"${command.role}" has no vote at ${step.id}.`, `The poll asks ${step.poll.join(', ')}.`)
  if (contextOf(state.snapshot).status[index] !== STATUS.running) throw illegal(`${step.id} is ${describe(state, place)}: nobody votes on it now.`, 'A gate that said no or has expired wants a retry first: then everybody is asked again.')
  // A rehearsal practises the poll: what is missing for the night does not keep it from going on.
  refuseVote(isStrict(state) ? command : { ...command, rests: {} }, state.stamp.at)
  const votes = { ...latestSplit(state, step.id)?.votes, [command.role]: command.vote }
  const all = step.poll.every((role) => votes[role] !== undefined && votes[role] !== 'no-go')
  const closes = command.vote === 'no-go' ? ('no-go' as const) : all ? ('go' as const) : undefined
  return {
    type: 'gate.voted',
    step: step.id,
    attempt: attemptsOf(state, step.id),
    role: command.role,
    vote: command.vote,
    ...(command.reason ? { reason: command.reason } : {}),
    ...(closes ? { closes } : {}),
    ...(command.until === undefined ? {} : { until: command.until }),
    ...(command.rests === undefined ? {} : { rests: command.rests }),
  }
}

/** Undefined where the gate is closed by now, or none of them stands. */
export function reopen(state: RunState, place: Place, { step, attempt, roles, why, rows }: Extract<SystemCommand, { do: 'reopen' }>): RunEvent | undefined {
  const split = openGate(state, place)
  const standing = roles.filter((role) => split?.votes?.[role] !== undefined)
  if (split?.attempt !== attempt || standing.length === 0) return undefined
  return { type: 'gate.reopened', step, attempt, roles: standing, why, ...(rows === undefined ? {} : { rows }) }
}

/** Votes at an open gate that no longer rest on what they were given for, now that the board says `present`. */
export function shaken(state: RunState, place: Place, present: Verdicts): { readonly roles: readonly string[]; readonly rows: readonly string[]; readonly attempt: number } {
  const split = openGate(state, place)
  const roles: string[] = []
  const rows = new Set<string>()
  for (const [role, ballot] of Object.entries(split?.ballots ?? {})) {
    // A vote that was given off the board rests on nothing that it would know of.
    const worse = ballot.rests && split?.votes?.[role] !== undefined ? worsened(ballot.rests, present) : []
    if (worse.length === 0) continue
    roles.push(role)
    for (const row of worse) rows.add(row)
  }
  return { roles, rows: [...rows], attempt: split?.attempt ?? 0 }
}

/** The attempt that is being voted on. */
function openGate(state: RunState, { step, index }: Place): SplitState | undefined {
  return step.kind === 'gate' && contextOf(state.snapshot).status[index] === STATUS.running ? latestSplit(state, step.id) : undefined
}
