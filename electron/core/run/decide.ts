/**
 * state + command → events. Pure. Whether the machine takes an event is asked of the machine alone; what is decided here is
 * which event a command means, and what a person must say with it (a reason, a role, the fields of a form).
 */
import { RunthroughError } from '../errors.ts'
import type { Actor, StepId } from '../ports.ts'
import type { Step } from '../runbook/model.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import type { Place } from '../machine/layout.ts'
import { contextOf, endOf, judge } from '../machine/judge.ts'
import { STATUS } from '../machine/status.ts'
import { runEvent, stepEvent } from '../machine/event.ts'
import { machineEvent } from './alphabet.ts'
import type { Command, PersonCommand, SystemCommand } from './commands.ts'
import type { RunEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { vouch } from './doubt.ts'
import { deadlineNews } from './deadline.ts'
import { checkFields } from './fields.ts'
import { goingBack } from './goingBack.ts'
import { detect, drawByHand, drawEvents } from './injects.ts'
import { illegal, refused } from './refusals.ts'
import { hasRunner } from './start.ts'
import { attemptsOf, latestSplit, type RunState } from './state.ts'
import { decideWithinMs, passedOver } from './tiers.ts'
import { refold } from './undo.ts'
import { reopen, vote } from './vote.ts'

/**
 * The events that the command leads to. An engine's own command that has been overtaken leads to none.
 * @throws RunthroughError `illegal`, `past-no-return`, `unknown-step` or `bad-input`, in words for a person.
 */
export function decide(compiled: CompiledMachine, state: RunState, command: Command, actor: Actor): RunEvent[] {
  if (isSystem(command)) return system(compiled, state, command)
  if (command.do === 'draw') return draw(compiled, state, command.inject)
  const event = person(compiled, state, command, actor)
  const asked = machineEvent(event)
  if (asked && !judge(compiled, state.snapshot, asked)) throw refused(compiled, state, command)
  return [event]
}

const SYSTEM: ReadonlySet<Command['do']> = new Set<SystemCommand['do']>(['strike', 'undecided', 'ended', 'time-out', 'due', 'expire', 'reopen', 'resumed', 'stop', 'deadline', 'jumped'])
const isSystem = (command: Command): command is SystemCommand => SYSTEM.has(command.do)

function system(compiled: CompiledMachine, state: RunState, command: SystemCommand): RunEvent[] {
  if (command.do === 'strike') return drawEvents(compiled, state, command.inject)
  const event = systemEvent(compiled, state, command)
  if (!event) return []
  const asked = machineEvent(event)
  return !asked || judge(compiled, state.snapshot, asked) ? [event] : []
}

function systemEvent(compiled: CompiledMachine, state: RunState, command: Exclude<SystemCommand, { do: 'strike' }>): RunEvent | undefined {
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
    case 'reopen':
      return reopen(state, compiled.layout.place(command.step), command)
    case 'undecided': {
      const split = latestSplit(state, command.step)
      return split?.attempt === command.attempt && !split.undecided ? { type: 'step.undecided', step: command.step, attempt: command.attempt, afterMs: decideWithinMs(compiled.layout.runbook) } : undefined
    }
    case 'due':
      return { type: 'step.due', step: command.step }
    case 'resumed': {
      const { do: _, ...rest } = command
      return { type: 'run.resumed', ...rest }
    }
    case 'stop':
      return state.stopped === null ? { type: 'run.stopped', reason: command.reason } : undefined
    case 'deadline': {
      const { do: _, news, ...facts } = command
      return endOf(state.snapshot) === null && deadlineNews(state.deadline, facts.leftMs) === news ? { type: `deadline.${news}`, ...facts } : undefined
    }
    case 'jumped':
      return { type: 'clock.jumped', byMs: command.byMs }
  }
}

const AFTER_THE_END: ReadonlySet<PersonCommand['do']> = new Set(['note', 'amend', 'gap', 'vouch'])

function refuseAfterEnd({ snapshot }: RunState, command: PersonCommand): void {
  const ended = endOf(snapshot)
  if (ended !== null && !AFTER_THE_END.has(command.do)) throw illegal(`The run has ended (${ended}).`, 'Only notes and amended times can be added to it now.')
}

/** Several events, of which the machine has to take each. */
function draw(compiled: CompiledMachine, state: RunState, inject: string): RunEvent[] {
  refuseAfterEnd(state, { do: 'draw', inject })
  return drawByHand(compiled, state, inject)
}

function person(compiled: CompiledMachine, state: RunState, command: Exclude<PersonCommand, { do: 'draw' }>, actor: Actor): RunEvent {
  refuseAfterEnd(state, command)
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
      refusePassing(state, placeOf(command.step).step)
      return { type: 'step.skipped', step: command.step, reason: because(command.reason) }
    case 'degrade': {
      const { step } = placeOf(command.step)
      if (step.kind !== 'check' || step.component === undefined) throw illegal(`${step.id} is no check of a component: nothing is degraded by it.`, 'Skip it with a reason.')
      return { type: 'step.degraded', step: step.id, reason: because(command.reason) }
    }
    case 'vouch':
      placeOf(command.step)
      return vouch(state, command)
    case 'detect':
      return detect(state, command)
    case 'choose': {
      const { step } = placeOf(command.step)
      if (step.kind !== 'decision' || !Object.hasOwn(step.outcomes, command.outcome)) throw new RunthroughError('bad-input', `"${command.outcome}" is no outcome of ${step.id}.`, step.kind === 'decision' ? `Choose one of ${Object.keys(step.outcomes).join(', ')}.` : 'It is not a decision.')
      return { type: 'decision.made', step: step.id, attempt: attemptsOf(state, step.id), outcome: command.outcome, ...(command.reason ? { reason: command.reason } : {}) }
    }
    case 'vote':
      return vote(state, placeOf(command.step), command)
    case 'rollback': {
      const reason = because(command.reason)
      const facts = goingBack(compiled, state, command)
      // In a lane a step's own entry serves its proposal even where the phase declares none for a person.
      const proposed = judge(compiled, state.snapshot, runEvent('ROLLBACK')) ? undefined : acceptance(compiled, state)
      return proposed ? { type: 'rollback.accepted', step: proposed, reason, ...facts } : { type: 'rollback.started', reason, ...facts }
    }
    case 'accept': {
      const { branch } = placeOf(command.step)
      const reason = because(command.reason)
      const facts = goingBack(compiled, state, command)
      return branch ? { type: 'rollback.started', reason, ...facts } : { type: 'rollback.accepted', step: command.step, reason, ...facts }
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
      return release(compiled, state, command.reason ?? '')
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

/** Who goes on in spite of a failed check that its tier holds the run for says why. */
function release(compiled: CompiledMachine, state: RunState, said: string): RunEvent {
  const over = passedOver(compiled, state)
  const reason = said.trim()
  if (over.length > 0 && reason === '') throw new RunthroughError('bad-input', `${over.join(', ')} failed, and the run is on hold because of that: to go on all the same wants a reason.`, 'Say why that is safe. It stands in the log and on the hypercare list.', { over })
  return { type: 'run.released', ...(reason === '' ? {} : { reason }), ...(over.length === 0 ? {} : { over }) }
}

/** A gate that said no, or whose time ran out, fails closed: nobody goes on past it without asking again. */
function refusePassing(state: RunState, step: Step): void {
  if (step.kind !== 'gate') return
  const { outcome } = latestSplit(state, step.id) ?? {}
  if (outcome === 'failed' || outcome === 'timed-out')
    throw illegal(`${step.id} ${outcome === 'failed' ? 'said no' : 'has expired'}: it is not passed by skipping it.`, 'Retry it: everybody is asked again, and may go with an accepted risk. Or take one of its ways out.')
}

/** The first standing proposal whose entry is still open. */
function acceptance(compiled: CompiledMachine, state: RunState): StepId | undefined {
  const steps = contextOf(state.snapshot).proposed.flatMap((index) => compiled.layout.places[index]?.step.id ?? [])
  return steps.find((id) => judge(compiled, state.snapshot, stepEvent('ACCEPT', id)))
}
