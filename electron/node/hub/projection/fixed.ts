/** What never changes during a run, as pages get it once. */
import type { RunFixed } from '../../../contract/shapes/run.ts'
import type { CompiledMachine } from '../../../core/machine/compile.ts'
import type { RunId, StepId } from '../../../core/ports.ts'
import type { RunState } from '../../../core/run/state.ts'
import { branchFacts, phaseFacts, stepFacts, type Times } from '../../service/stepFacts.ts'
import { showProse } from '../../showText.ts'

export interface FixedInput {
  readonly run: RunId
  readonly compiled: CompiledMachine
  readonly state: RunState
  readonly startedAt: number
  readonly startedBy: string
  timesOf(step: StepId): Times
}

export function projectFixed({ run, compiled, state, startedAt, startedBy, timesOf }: FixedInput): RunFixed {
  const { facts } = state
  const { runbook } = compiled.layout
  return {
    run,
    runbook: facts.runbook,
    title: showProse(runbook.title),
    file: facts.file,
    sha256: facts.sha256,
    mode: facts.mode,
    environment: facts.environment,
    live: facts.mode === 'live',
    auto: state.auto,
    startedAt,
    startedBy,
    inputs: { ...facts.inputs },
    window: facts.window ? { ...facts.window } : null,
    phases: phaseFacts(compiled),
    branches: branchFacts(compiled),
    steps: stepFacts(compiled, { mode: facts.mode, auto: state.auto, comparisonsOf: (step) => timesOf(step.id) }),
    roles: Object.keys(runbook.roles),
  }
}

