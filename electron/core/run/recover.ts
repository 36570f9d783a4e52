/** After a crash (rule 12): what was running is followed, or its end is read, or it is lost. What never began begins with the next drive. */
import type { Attempt, StepId, StepRunner } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import type { StepWork } from '../runbook/work.ts'
import { agenda } from './agenda.ts'
import type { Command } from './commands.ts'
import type { Work } from './due.ts'
import type { RunState } from './state.ts'

interface Recovered {
  readonly following: { readonly work: Work; readonly attempt: Attempt }[]
  readonly ended: Command[]
  /** Steps whose program went on while no host was there. */
  readonly outlived: StepId[]
}

/** `now`: present run time, ms. `find` asks the runner. */
export function recover(compiled: CompiledMachine, state: RunState, now: number, find: (work: Work) => ReturnType<StepRunner<StepWork>['recover']>): Recovered {
  const recovered: Recovered = { following: [], ended: [], outlived: [] }
  for (const work of agenda(compiled, state, now).work) {
    const { id } = work.step
    const recovery = find(work)
    switch (recovery.found) {
      case 'following':
        recovered.following.push({ work, attempt: recovery.attempt })
        recovered.outlived.push(id)
        break
      case 'ended':
        recovered.ended.push({ do: 'ended', step: id, attempt: work.attempt, end: recovery.end })
        recovered.outlived.push(id)
        break
      case 'lost':
        recovered.ended.push({ do: 'ended', step: id, attempt: work.attempt, end: { outcome: 'lost', message: recovery.why } })
        break
      case 'never-began':
        break
    }
  }
  return recovered
}
