/** Why the machine said no, in words that say what to do instead. */
import { RunthroughError } from '../errors.ts'
import type { Step } from '../runbook/model.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { ABANDON } from '../machine/context.ts'
import { contextOf } from '../machine/judge.ts'
import type { Place } from '../machine/layout.ts'
import { isRunning, isSettled, statusName } from '../machine/status.ts'
import type { PersonCommand } from './commands.ts'
import { hasRunner } from './start.ts'
import type { RunState } from './state.ts'

export const illegal = (message: string, hint: string): RunthroughError => new RunthroughError('illegal', message, hint)

/** A step's status as a person says it. */
export function describe(state: RunState, place: Place): string {
  const name = statusName(contextOf(state.snapshot).status[place.index])
  return { none: 'not reached yet', ready: 'waiting for its start', ending: 'being ended', backoff: 'waiting for its retry', passed: 'passed over' }[name as string] ?? name
}

/** The refusal of a command whose event the machine does not take. */
export function refused(compiled: CompiledMachine, state: RunState, command: PersonCommand): RunthroughError {
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
      const open = step.needs.filter((need) => !isSettled(status[compiled.layout.place(need).index]))
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
