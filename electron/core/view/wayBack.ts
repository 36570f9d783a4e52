/** Until when the way back fits, from where the run stands: which of the forecast's entries says so; where it leads, or why it is closed. */
import type { StepForecast } from '../forecast/forecast.ts'
import type { RollbackForecast } from '../forecast/rollback.ts'
import type { StepId } from '../ports.ts'
import { ABANDON } from '../machine/context.ts'
import { contextOf, endOf, type Snapshot } from '../machine/judge.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { isSettled } from '../machine/status.ts'
import type { Branch } from '../runbook/model.ts'
import { fromHere } from '../run/fromHere.ts'
import { presentPlaces } from '../run/present.ts'
import type { RunState } from '../run/state.ts'
import { wallAt, type RollbackOutlook, type ViewInput } from './input.ts'

const GRAVEST = ['forward-only', 'none', 'never', 'low', 'timed'] as const

/** Of several present steps the one with the least hope speaks; null where the way back is walked, or the run given up. */
export function rollbackForecastNow(compiled: CompiledMachine, state: RunState, steps: readonly StepForecast[]): RollbackForecast | null {
  const { plan, pending } = contextOf(state.snapshot)
  if (endOf(state.snapshot) !== null || pending === ABANDON || plan === ABANDON || compiled.layout.runbook.branches.some(({ id, kind }) => id === plan && kind === 'rollback')) return null
  const present = new Set(presentPlaces(compiled, state).map(({ step }) => step.id))
  const found = steps
    .filter(({ step }) => present.has(step))
    .map(({ rollback }) => rollback)
    .sort((a, b) => GRAVEST.indexOf(a.evidence) - GRAVEST.indexOf(b.evidence) || (a.latestSafeMs ?? Infinity) - (b.latestSafeMs ?? Infinity))
  return found[0] ?? null
}

/** The same, as much of it as a clock line needs. */
export function rollbackNow(compiled: CompiledMachine, state: RunState, steps: readonly StepForecast[]): RollbackOutlook | null {
  const found = rollbackForecastNow(compiled, state, steps)
  return found && { evidence: found.evidence, latestSafeMs: found.latestSafeMs ?? null, branch: found.branch }
}

export interface WayBack {
  readonly evidence: RollbackOutlook['evidence']
  /** Wall ms; null where nobody timed it, or without a window. */
  readonly safe: number | null
  readonly startsAt: number
}

export function wayBackOf(input: ViewInput): WayBack | null {
  const found = input.forecast?.rollback
  if (!found || endOf(input.state.snapshot) !== null) return null
  return { evidence: found.evidence, safe: found.latestSafeMs === null ? null : wallAt(input, found.latestSafeMs), startsAt: wallAt(input, 0) }
}

/** Where a rollback from here leads: its branch, and the first step of it that would be done; or why none is possible, in words. */
export type Rollback = { readonly into: Branch; readonly firstStep: StepId } | { readonly into: null; readonly why: string | null }

/** Once the run is over nothing needs to be said. */
export function rollbackFromHere(compiled: CompiledMachine, state: RunState): Rollback {
  const from = fromHere(compiled, state)
  if (from.entry === null) return { into: null, why: from.why && `${from.why.message} ${from.why.hint}` }
  const into = compiled.layout.branch(from.entry.branch)
  const firstStep = firstOf(compiled, from.after, into)
  return firstStep ? { into, firstStep } : { into: null, why: null }
}

function firstOf({ layout, entries }: CompiledMachine, snapshot: Snapshot, branch: Branch): StepId | undefined {
  const { status, started, pending } = contextOf(snapshot)
  const enter = entries.all.find(({ key }) => key === pending)?.enter
  const from = Math.max(0, branch.steps.findIndex(({ id }) => id === enter))
  const isNext = ({ id, undoes }: Branch['steps'][number]): boolean => {
    // Where nothing runs it is entered at once: then the machine has passed over what need not be done.
    if (pending === null) return !isSettled(status[layout.place(id).index])
    return undoes.length === 0 || undoes.some((undone) => started[layout.place(undone).index] === 1)
  }
  return (branch.steps.slice(from).find(isNext) ?? branch.steps[0])?.id
}
