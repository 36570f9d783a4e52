/** "Did it take effect?": the `crossed-when` check of a point-of-no-return step that failed or timed out. */
import type { AttemptEnd, RunId } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { contextOf, endOf } from '../machine/judge.ts'
import { STATUS } from '../machine/status.ts'
import type { StepWork } from '../runbook/work.ts'
import { latestSplit, type RunState } from './state.ts'

/** Attempt numbers of such checks, far from those of real attempts; each asking has its own, also after a crash. */
const PROBE_BASE = 100_000

export interface CrossingProbe {
  /** Step and attempt that it asks about. */
  readonly key: string
  readonly work: StepWork
}

/** The checks that are still to be asked. In a tabletop nothing executes: two people answer. */
export function crossingProbes(compiled: CompiledMachine, state: RunState, run: RunId): CrossingProbe[] {
  if (state.facts.mode === 'tabletop' || endOf(state.snapshot) !== null) return []
  const { crossed, status } = contextOf(state.snapshot)
  const probes: CrossingProbe[] = []
  for (const index of crossed) {
    const step = compiled.layout.places[index]?.step
    const split = step && latestSplit(state, step.id)
    if (!step?.crossedWhen || !split || status[index] !== STATUS.failed) continue
    if (state.crossings[`${step.id}/${split.attempt}`] !== undefined) continue
    probes.push({ key: `${step.id}/${split.attempt}`, work: { run, attempt: PROBE_BASE + state.seq, startedAt: state.stamp.at, step: { ...step, kind: 'check', run: step.crossedWhen } } })
  }
  return probes
}

/** It held: yes. A program that exits with 1 says no. Anything else (it could not look) is unknown, which reopens nothing. */
export function crossingAnswer(end: AttemptEnd): 'yes' | 'no' | 'unknown' {
  if (end.outcome === 'done') return 'yes'
  return end.exitCode === 1 ? 'no' : 'unknown'
}
