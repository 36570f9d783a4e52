/** What a run stands at that nobody but a person can move, in words. */
import type { StepId } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { contextOf } from '../machine/judge.ts'
import { STATUS } from '../machine/status.ts'
import { MOST_ANSWERS } from './auto.ts'
import { attemptsOf, type RunState } from './state.ts'

export function standing(compiled: CompiledMachine, state: RunState): string {
  const { status, held } = contextOf(state.snapshot)
  const at = (code: number): StepId[] => compiled.layout.places.filter((place) => status[place.index] === code).map((place) => place.step.id)
  const failed = at(STATUS.failed)
  if (failed.length > 0) return `${failed.join(', ')} failed and ${failed.length > 1 ? 'wait' : 'waits'} for a person`
  if (held) return 'the run is on hold'
  const { rollbackAt } = state.facts
  if (rollbackAt && at(STATUS.ready).includes(rollbackAt)) return `no rollback is possible at ${rollbackAt}`
  const round = at(STATUS.running).find((step) => attemptsOf(state, step) > MOST_ANSWERS)
  if (round !== undefined) return `${round} came round ${MOST_ANSWERS} times: a person has to break the circle`
  const waiting = [...at(STATUS.ready), ...at(STATUS.running)]
  return waiting.length > 0 ? `${waiting.join(', ')} ${waiting.length > 1 ? 'wait' : 'waits'} for a person` : 'a person is needed'
}
