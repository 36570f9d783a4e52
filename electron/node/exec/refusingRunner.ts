/** The runner of a tabletop and of every run without an approval: it has nothing to spawn with, so nothing can be started by mistake. */
import type { StepRunner } from '../../core/ports.ts'
import type { StepWork } from '../../core/runbook/work.ts'

export function createRefusingRunner(): StepRunner<StepWork> {
  const refuse = ({ step }: StepWork): never => {
    throw new Error(`${step.id} was to be executed in a run in which nothing executes`)
  }
  return { start: refuse, recover: refuse }
}
