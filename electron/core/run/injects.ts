/** Injects: hidden cards of a rehearsal. One is drawn when its step runs for the first time; it may force the step's outcome. */
import type { CompiledMachine } from '../machine/compile.ts'
import { contextOf } from '../machine/judge.ts'
import { STATUS } from '../machine/status.ts'
import type { Inject } from '../runbook/model.ts'
import type { RunEvent } from './events.ts'
import { hasRunner } from './start.ts'
import { attemptsOf, type RunState } from './state.ts'

/** Those that are to be drawn now. */
export function injectsToDraw(compiled: CompiledMachine, state: RunState): readonly Inject[] {
  const { injects = [], mode } = state.facts
  if (mode === 'live' || injects.length === state.drawn.length) return []
  const { status } = contextOf(state.snapshot)
  return compiled.layout.runbook.injects.filter(
    ({ id, at }) => injects.includes(id) && !state.drawn.includes(id) && status[compiled.layout.place(at).index] === STATUS.running,
  )
}

/** The card is shown, and what it forces happens: a failed program is ended like one that a person calls off. */
export function drawEvents(compiled: CompiledMachine, state: RunState, id: string): RunEvent[] {
  const inject = injectsToDraw(compiled, state).find((other) => other.id === id)
  if (!inject) return []
  const { at: step, symptom, outcome } = inject
  const attempt = attemptsOf(state, step)
  const drawn: RunEvent = { type: 'inject.drawn', inject: id, step, symptom }
  if (outcome === undefined) return [drawn]
  if (outcome === 'timed-out') return [drawn, { type: 'step.timed-out', step, attempt, afterMs: 0 }]
  const executes = hasRunner(compiled.layout.place(step).step, state.facts.mode)
  return [drawn, executes ? { type: 'step.cancelled', step, attempt, reason: symptom } : { type: 'step.ended', step, attempt, outcome: 'failed', message: symptom }]
}
