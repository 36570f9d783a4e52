/**
 * Injects: hidden cards of a rehearsal. One is chosen at the start of the run, or laid by a facilitator meanwhile; it is drawn once its step runs, and
 * may force the step's outcome, also that of the retries that the runbook makes by itself. Until then nobody is told what it is.
 */
import { RunthroughError } from '../errors.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { contextOf } from '../machine/judge.ts'
import { isSettled, STATUS } from '../machine/status.ts'
import type { Inject } from '../runbook/model.ts'
import type { PersonCommand } from './commands.ts'
import type { RunEvent } from './events.ts'
import { describe, illegal } from './refusals.ts'
import { hasRunner } from './start.ts'
import { attemptsOf, latestSplit, type RunState } from './state.ts'

/** Those that are to be drawn now. */
export function injectsToDraw(compiled: CompiledMachine, state: RunState): readonly Inject[] {
  const chosen = chosenOf(state)
  if (state.facts.mode === 'live' || chosen.length === state.drawn.length) return []
  return compiled.layout.runbook.injects.filter((inject) => chosen.includes(inject.id) && !state.drawn.includes(inject.id) && runs(compiled, state, inject))
}

/** Those that strike again: what a card forces lasts over the retries that the runbook makes by itself, until somebody decides. */
export function injectsToRepeat(compiled: CompiledMachine, state: RunState): readonly Inject[] {
  const open = state.injects.filter(({ step, attempt, decision }) => decision === undefined && attemptsOf(state, step) > attempt && latestSplit(state, step)?.inject === undefined)
  return open.flatMap(({ inject }) => compiled.layout.runbook.injects.filter((card) => card.id === inject && card.outcome !== undefined && runs(compiled, state, card)))
}

/** Those that a facilitator can still draw. */
export function injectsToLay(compiled: CompiledMachine, state: RunState): readonly Inject[] {
  if (state.facts.mode === 'live' || state.facts.mode === 'simulation') return []
  const chosen = chosenOf(state)
  return compiled.layout.runbook.injects.filter((inject) => !chosen.includes(inject.id) && !isOver(compiled, state, inject))
}

/** The card is shown, and what it forces happens: a failed program is ended like one that a person calls off. Empty where its step does not run. */
export function drawEvents(compiled: CompiledMachine, state: RunState, id: string): RunEvent[] {
  const inject = injectsToDraw(compiled, state).find((other) => other.id === id)
  if (inject) return eventsOf(compiled, state, inject)
  return injectsToRepeat(compiled, state).filter((other) => other.id === id).flatMap((again) => forced(compiled, state, again))
}

/** A facilitator draws it: it strikes at once where its step runs, and else when it does. @throws RunthroughError `illegal`, `bad-input` */
export function drawByHand(compiled: CompiledMachine, state: RunState, id: string): RunEvent[] {
  const { runbook } = compiled.layout
  if (state.facts.mode === 'live') throw illegal('Injects belong to rehearsals: in a live run nothing is made to fail.', 'Nothing was drawn.')
  const inject = runbook.injects.find((other) => other.id === id)
  if (!inject) throw new RunthroughError('bad-input', `There is no inject "${id}".`, `The runbook has ${runbook.injects.map((other) => other.id).join(', ') || 'none'}.`)
  if (state.drawn.includes(id)) throw illegal(`The inject ${id} was drawn already.`, 'Each is drawn once in a run.')
  if (chosenOf(state).includes(id)) throw illegal(`The inject ${id} lies ready already.`, 'It is drawn when its step runs.')
  if (isOver(compiled, state, inject)) throw illegal(`The inject ${id} comes too late: its step is ${describe(state, compiled.layout.place(inject.at))}.`, 'Draw another one, or recycle to that step first.')
  return [{ type: 'inject.laid', inject: id }, ...(runs(compiled, state, inject) ? eventsOf(compiled, state, inject) : [])]
}

/** Somebody says that they see it. @throws RunthroughError `illegal` */
export function detect(state: RunState, { inject: id, what = '' }: Extract<PersonCommand, { do: 'detect' }>): RunEvent {
  const inject = state.injects.find((other) => other.inject === id)
  if (!inject) throw illegal('Nothing of that name was drawn.', 'Look at what the present step shows.')
  if (inject.detectedAt !== undefined) throw illegal(`The inject ${id} was detected already.`, 'Decide what follows from it.')
  return { type: 'inject.detected', inject: id, ...(what.trim() === '' ? {} : { what: what.trim() }) }
}

/** At its start or since. */
function chosenOf({ facts, laid }: RunState): readonly string[] {
  return [...(facts.injects ?? []), ...laid]
}

function runs({ layout }: CompiledMachine, state: RunState, { at }: Inject): boolean {
  return contextOf(state.snapshot).status[layout.place(at).index] === STATUS.running
}

function isOver({ layout }: CompiledMachine, state: RunState, { at }: Inject): boolean {
  return isSettled(contextOf(state.snapshot).status[layout.place(at).index])
}

function eventsOf(compiled: CompiledMachine, state: RunState, card: Inject): RunEvent[] {
  return [{ type: 'inject.drawn', inject: card.id, step: card.at, symptom: card.symptom }, ...forced(compiled, state, card)]
}

function forced(compiled: CompiledMachine, state: RunState, { id: inject, at: step, symptom, outcome }: Inject): RunEvent[] {
  const attempt = attemptsOf(state, step)
  if (outcome === undefined) return []
  if (outcome === 'timed-out') return [{ type: 'step.timed-out', step, attempt, afterMs: 0, inject }]
  const executes = hasRunner(compiled.layout.place(step).step, state.facts.mode)
  return [executes ? { type: 'step.cancelled', step, attempt, reason: symptom, inject } : { type: 'step.ended', step, attempt, outcome: 'failed', message: symptom, inject }]
}
