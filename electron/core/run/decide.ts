/**
 * state + command → events. Pure. Whether the machine takes an event is asked of the machine alone; what is decided here is
 * which event a command means, and what a person must say with it (a reason, a role, the fields of a form).
 */
import { RunthroughError } from '../errors.ts'
import type { Actor, StepId } from '../ports.ts'
import type { Step } from '../runbook/model.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { ABANDON } from '../machine/context.ts'
import type { Place } from '../machine/layout.ts'
import { contextOf, endOf, judge } from '../machine/judge.ts'
import { STATUS, isRunning, statusName } from '../machine/status.ts'
import { machineEvent } from './alphabet.ts'
import type { Command, PersonCommand, SystemCommand } from './commands.ts'
import type { RunEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { checkFields } from './fields.ts'
import { hasRunner } from './start.ts'
import { attemptsOf, latestSplit, type RunState } from './state.ts'
import { refold } from './undo.ts'

const illegal = (message: string, hint: string): RunthroughError => new RunthroughError('illegal', message, hint)

/**
 * The events that the command leads to. An engine's own command that has been overtaken leads to none.
 * @throws RunthroughError `illegal`, `past-no-return`, `unknown-step` or `bad-input`, in words for a person.
 */
export function decide(compiled: CompiledMachine, state: RunState, command: Command, actor: Actor): RunEvent[] {
  if (isSystem(command)) return system(compiled, state, command)
  const event = person(compiled, state, command, actor)
  const asked = machineEvent(event)
  if (asked && !judge(compiled, state.snapshot, asked)) throw refused(compiled, state, command)
  return [event]
}

const SYSTEM: ReadonlySet<Command['do']> = new Set<SystemCommand['do']>(['ended', 'time-out', 'due', 'expire', 'resumed', 'stop', 'jumped'])
const isSystem = (command: Command): command is SystemCommand => SYSTEM.has(command.do)

function system(compiled: CompiledMachine, state: RunState, command: SystemCommand): RunEvent[] {
  const event = systemEvent(compiled, state, command)
  if (!event) return []
  const asked = machineEvent(event)
  return !asked || judge(compiled, state.snapshot, asked) ? [event] : []
}

function systemEvent(compiled: CompiledMachine, state: RunState, command: SystemCommand): RunEvent | undefined {
  switch (command.do) {
    case 'ended': {
      const { step, attempt, end } = command
      const split = latestSplit(state, step)
      if (!split || split.attempt !== attempt || split.outcome !== undefined) return undefined
      const ending = contextOf(state.snapshot).status[compiled.layout.place(step).index] === STATUS.ending
      const { outcome, ...details } = end
      if (ending) return { type: 'step.gone', step, attempt, ...details }
      // Ended by our own TERM, but nothing asked for it any more: for the machine that is a failure.
      const draining = contextOf(state.snapshot).pending !== null || contextOf(state.snapshot).plan !== (compiled.layout.place(step).branch?.id ?? null)
      return { type: 'step.ended', step, attempt, outcome: outcome === 'stopped' && !draining ? 'failed' : outcome, ...details }
    }
    case 'time-out': {
      const timeoutMs = compiled.layout.place(command.step).step.timeoutMs ?? 0
      return attemptsOf(state, command.step) === command.attempt ? { type: 'step.timed-out', step: command.step, attempt: command.attempt, afterMs: timeoutMs } : undefined
    }
    case 'expire':
      return attemptsOf(state, command.step) === command.attempt ? { type: 'step.expired', step: command.step, attempt: command.attempt } : undefined
    case 'due':
      return { type: 'step.due', step: command.step }
    case 'resumed':
      {
      const { do: _, ...rest } = command
      return { type: 'run.resumed', ...rest }
    }
    case 'stop':
      return state.stopped === null ? { type: 'run.stopped', reason: command.reason } : undefined
    case 'jumped':
      return { type: 'clock.jumped', byMs: command.byMs }
  }
}

function person(compiled: CompiledMachine, state: RunState, command: PersonCommand, actor: Actor): RunEvent {
  const ended = endOf(state.snapshot)
  if (ended !== null && command.do !== 'note' && command.do !== 'amend' && command.do !== 'gap')
    throw illegal(`The run has ended (${ended}).`, 'Only notes and amended times can be added to it now.')
  const placeOf = (step: StepId): Place => {
    const place = compiled.layout.find(step)
    if (!place) throw new RunthroughError('unknown-step', `There is no step "${step}" in this runbook.`, 'Steps are named by their id, as in the file.')
    return place
  }
  const because = (reason: string): string => {
    if (reason.trim() === '') throw new RunthroughError('bad-input', 'A reason is missing.', 'Say in a few words why: it stands in the log for those who come after.')
    return reason.trim()
  }
  switch (command.do) {
    case 'start': {
      placeOf(command.step)
      return { type: 'step.started', step: command.step, attempt: attemptsOf(state, command.step) + 1 }
    }
    case 'done': {
      const { step } = placeOf(command.step)
      if (hasRunner(step, state.facts.mode)) throw illegal(`${step.id} ends when its program ends.`, 'Wait for it, or call it off with "fail" and a reason.')
      if (step.kind === 'gate') throw illegal(`${step.id} is a gate: it is done when every role has voted.`, `Vote for ${step.poll.join(', ')}.`)
      if (step.kind === 'decision') throw illegal(`${step.id} is a decision.`, `Choose one of ${Object.keys(step.outcomes).join(', ')}.`)
      // A rehearsal by itself has nothing to fill in.
      const fields = step.kind === 'manual' && actor.via !== 'auto' ? checkFields(step, command.fields ?? {}) : undefined
      return { type: 'step.ended', step: step.id, attempt: attemptsOf(state, step.id), outcome: 'done', ...(fields ? { fields } : {}) }
    }
    case 'fail': {
      const { step } = placeOf(command.step)
      const reason = because(command.reason)
      const attempt = attemptsOf(state, step.id)
      if (hasRunner(step, state.facts.mode)) return { type: 'step.cancelled', step: step.id, attempt, reason }
      return { type: 'step.ended', step: step.id, attempt, outcome: 'failed', message: reason }
    }
    case 'retry':
      placeOf(command.step)
      return { type: 'step.retried', step: command.step, ...(command.reason ? { reason: command.reason } : {}) }
    case 'skip':
      placeOf(command.step)
      return { type: 'step.skipped', step: command.step, reason: because(command.reason) }
    case 'choose': {
      const { step } = placeOf(command.step)
      if (step.kind !== 'decision' || !(command.outcome in step.outcomes)) throw new RunthroughError('bad-input', `"${command.outcome}" is no outcome of ${step.id}.`, step.kind === 'decision' ? `Choose one of ${Object.keys(step.outcomes).join(', ')}.` : 'It is not a decision.')
      return { type: 'decision.made', step: step.id, attempt: attemptsOf(state, step.id), outcome: command.outcome, ...(command.reason ? { reason: command.reason } : {}) }
    }
    case 'vote':
      return vote(state, placeOf(command.step), command)
    case 'rollback': {
      const event: RunEvent = { type: 'rollback.started', reason: because(command.reason) }
      const asked = machineEvent(event)
      const proposed = contextOf(state.snapshot).proposed[0]
      // In a lane a step's own entry serves its proposal even where the phase declares none for a person.
      if (asked && !judge(compiled, state.snapshot, asked) && proposed !== undefined) {
        const step = compiled.layout.places[proposed]?.step.id
        if (step) return { type: 'rollback.accepted', step, reason: event.reason }
      }
      return event
    }
    case 'accept': {
      const { branch } = placeOf(command.step)
      const reason = because(command.reason)
      return branch ? { type: 'rollback.started', reason } : { type: 'rollback.accepted', step: command.step, reason }
    }
    case 'branch':
      placeOf(command.from)
      return { type: 'branch.started', branch: command.branch, from: command.from, reason: because(command.reason) }
    case 'goto':
      placeOf(command.from)
      placeOf(command.to)
      return { type: 'step.left', from: command.from, to: command.to, reason: because(command.reason) }
    case 'recycle':
      placeOf(command.to)
      return { type: 'run.recycled', to: command.to, reason: because(command.reason) }
    case 'crossing': {
      const { index, step } = placeOf(command.step)
      const { crossed, status } = contextOf(state.snapshot)
      if (!crossed.includes(index) || status[index] !== STATUS.failed) throw illegal(`Nobody needs to know whether ${step.id} took effect.`, 'The question stands only while a point-of-no-return step has failed.')
      if (actor.via !== 'runthrough' && (!command.second || command.second.trim().toLowerCase() === actor.name.trim().toLowerCase()))
        throw new RunthroughError('bad-input', `Whether ${step.id} took effect wants two names.`, 'Have a second person look, and give their name.')
      return { type: 'crossing.answered', step: step.id, took: command.took, ...(command.second ? { second: command.second } : {}) }
    }
    case 'undo': {
      const undone = refold(compiled, state, evolve)
      if (!undone) throw state.undo.length === 0 ? illegal('There is nothing to undo.', 'Only what a person clicked can be undone.') : illegal('It can no longer be undone: a step that executes has started because of it.', 'Recycle to an earlier step, or roll back.')
      return { type: 'outcome.undone', seq: undone.seq, dropped: undone.dropped }
    }
    case 'amend': {
      placeOf(command.step)
      const attempt = command.attempt ?? attemptsOf(state, command.step)
      const split = state.splits.find((other) => other.step === command.step && other.attempt === attempt)
      if (!split || split.to === undefined) throw illegal(`${command.step} has no ended attempt ${attempt}.`, 'Only the time of an attempt that has ended can be amended.')
      if (!Number.isFinite(command.endedAt) || command.endedAt < split.startedAt) throw new RunthroughError('bad-input', `${command.step} can't have ended before it started.`, `It started at ${split.startedAt} (ms since 1970).`)
      return { type: 'step.amended', step: command.step, attempt, endedAt: command.endedAt, reason: because(command.reason) }
    }
    case 'hold':
      return { type: 'run.held', reason: because(command.reason) }
    case 'release':
      return { type: 'run.released' }
    case 'abandon':
      return { type: 'run.abandoned', reason: because(command.reason) }
    case 'gap': {
      const gap = state.gaps.findLast((other) => other.as === undefined)
      if (!gap) throw illegal('There is no gap to classify.', 'A gap is the time between a crash and the resume.')
      return { type: 'gap.classified', seq: gap.seq, as: command.as }
    }
    case 'note':
      if (command.step !== undefined) placeOf(command.step)
      return { type: 'note.added', text: because(command.text), ...(command.step === undefined ? {} : { step: command.step }) }
  }
}

function vote(state: RunState, place: Place, command: Extract<PersonCommand, { do: 'vote' }>): RunEvent {
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

function describe(state: RunState, place: Place): string {
  const name = statusName(contextOf(state.snapshot).status[place.index])
  return { none: 'not reached yet', ready: 'waiting for its start', ending: 'being ended', backoff: 'waiting for its retry', passed: 'passed over' }[name as string] ?? name
}

/** Why the machine said no, in words that say what to do instead. */
function refused(compiled: CompiledMachine, state: RunState, command: PersonCommand): RunthroughError {
  const context = contextOf(state.snapshot)
  if (command.do === 'rollback' || command.do === 'accept') {
    const branch = context.plan === null || context.plan === ABANDON ? undefined : compiled.layout.runbook.branches.find((other) => other.id === context.plan)
    if (context.pending === ABANDON) return illegal('The run is being abandoned.', 'It ends as soon as nothing runs.')
    if (branch?.kind === 'rollback') return illegal(`The run is already rolling back (${branch.id}).`, 'Walk the branch to its end, or abandon the run.')
    if (context.crossed.length > 0) {
      const crossed = context.crossed.map((index) => compiled.layout.places[index]?.step.id ?? '?').join(', ')
      return new RunthroughError('past-no-return', `The point of no return (${crossed}) has been crossed: no rollback is declared for after it.`, 'The way is forward only: retry, skip with a reason, or take a fix-forward branch.')
    }
    return illegal('No rollback is declared for where the run stands.', 'Abandon the run, or declare `rollback:` on this phase for the next one.')
  }
  if (command.do === 'hold') return illegal('The run is already on hold.', 'Release it first.')
  if (command.do === 'release') return illegal('The run is not on hold.', 'There is nothing to release.')
  if (command.do === 'abandon') return illegal('The run is already being abandoned.', 'It ends as soon as nothing runs.')
  if (command.do === 'recycle') {
    if (context.status.some(isRunning)) return illegal('A recycle wants nothing running.', 'Wait for what runs, or call it off first.')
    if (context.crossed.length > 0) return illegal('Past the point of no return nothing is recycled.', 'The way is forward only.')
    return illegal(`${command.to} is no earlier step that was settled.`, 'Recycle goes back to a step that is done, skipped, degraded or passed over.')
  }
  const id = 'step' in command ? command.step : 'from' in command ? command.from : undefined
  const place = id === undefined ? undefined : compiled.layout.find(id)
  if (!place) return illegal(`"${command.do}" is not possible now.`, 'See what the run stands at.')
  if (context.held && (command.do === 'start' || command.do === 'retry')) return illegal(`The run is on hold: ${place.step.id} can't start.`, 'Release the hold first.')
  return illegal(`${place.step.id} is ${describe(state, place)}: "${command.do}" is not possible.`, hintFor(compiled, state, place.step))
}

function hintFor(compiled: CompiledMachine, state: RunState, step: Step): string {
  const { status, plan, pending } = contextOf(state.snapshot)
  const { index, branch } = compiled.layout.place(step.id)
  if (plan !== (branch?.id ?? null) || pending !== null) return `The run is on its way through ${plan === null ? 'the main path' : plan === ABANDON ? 'its end' : plan}.`
  switch (statusName(status[index])) {
    case 'none': {
      const open = step.needs.filter((need) => ![STATUS.done, STATUS.skipped, STATUS.degraded, STATUS.passed].some((code) => code === status[compiled.layout.place(need).index]))
      return open.length > 0 ? `It waits for ${open.join(', ')}.` : 'Its turn comes later.'
    }
    case 'ready':
      return 'It can be started, or skipped with a reason.'
    case 'running':
      return hasRunner(step, state.facts.mode) ? 'It ends when its program ends; "fail" with a reason calls it off.' : 'It can be done or failed.'
    case 'failed':
    case 'backoff':
      return 'It can be retried, or skipped with a reason.'
    default:
      return 'It is over; "recycle" goes back to it, "undo" takes back a wrong click.'
  }
}
