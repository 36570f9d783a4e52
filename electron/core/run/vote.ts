/** A vote at a gate: the first no-go closes it, and so does the last go. */
import { RunthroughError } from '../errors.ts'
import { contextOf } from '../machine/judge.ts'
import type { Place } from '../machine/layout.ts'
import { STATUS } from '../machine/status.ts'
import type { PersonCommand } from './commands.ts'
import type { RunEvent } from './events.ts'
import { describe, illegal } from './refusals.ts'
import { attemptsOf, latestSplit, type RunState } from './state.ts'

/** @throws RunthroughError `bad-input`, `illegal` */
export function vote(state: RunState, place: Place, command: Extract<PersonCommand, { do: 'vote' }>): RunEvent {
  const { step, index } = place
  if (step.kind !== 'gate') throw new RunthroughError('bad-input', `${step.id} is not a gate.`, 'Only gates are voted on.')
  if (!step.poll.includes(command.role)) throw new RunthroughError('bad-input', `"${command.role}" has no vote at ${step.id}.`, `The poll asks ${step.poll.join(', ')}.`)
  if (contextOf(state.snapshot).status[index] !== STATUS.running) throw illegal(`${step.id} is ${describe(state, place)}: nobody votes on it now.`, 'A gate that said no or has expired wants a retry first.')
  if (command.vote === 'go-with-risk' && !command.reason?.trim()) throw new RunthroughError('bad-input', 'Going with an accepted risk wants a reason.', 'Say which risk, and why it is accepted.')
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
  }
}
