/** The gate of a run whose board is looked at: which one it is, how it stands, and where it leads. */
import type { BoardGate } from '../../contract/shapes/board.ts'
import { formatDuration } from '../../core/runbook/duration.ts'
import { RunthroughError } from '../../core/errors.ts'
import type { CompiledMachine } from '../../core/machine/compile.ts'
import { contextOf, endOf } from '../../core/machine/judge.ts'
import type { Place } from '../../core/machine/layout.ts'
import { expiredPolicy, noGoPolicy } from '../../core/machine/policies.ts'
import { STATUS } from '../../core/machine/status.ts'
import { optionsAt } from '../../core/run/options.ts'
import { latestSplit, type RunState } from '../../core/run/state.ts'
import { isStrict } from '../../core/run/vote.ts'
import type { GateStep, Policy } from '../../core/runbook/model.ts'
import { wallOf } from '../../core/view/clocks.ts'
import { actionInWords } from '../service/stepFacts.ts'
import { showProse } from '../showText.ts'

export interface GatePlace {
  readonly place: Place
  readonly step: GateStep
}

/** `asked`: its step; else the gate that is open, else the one that waits for somebody, else the next, else the last. @throws RunthroughError `unknown-step` */
export function gateOf({ layout }: CompiledMachine, state: RunState, asked: string | undefined): GatePlace {
  const gates = layout.places.flatMap((place) => (place.step.kind === 'gate' && (asked === undefined || place.step.id === asked) ? [{ place, step: place.step }] : []))
  const { status } = contextOf(state.snapshot)
  const having = (...codes: readonly number[]): GatePlace | undefined => gates.find(({ place }) => codes.includes(status[place.index] ?? -1))
  const found = having(STATUS.running) ?? having(STATUS.failed, STATUS.backoff, STATUS.ready) ?? having(STATUS.none) ?? gates.at(-1)
  if (found) return found
  throw new RunthroughError('unknown-step', asked === undefined ? 'This run has no go/no-go gate.' : `There is no gate "${asked}" in this run.`, 'A board stands at a step of kind gate.')
}

export function gateView(run: string, compiled: CompiledMachine, state: RunState, { place, step }: GatePlace): BoardGate {
  const split = latestSplit(state, step.id)
  const standing = stateOf(state, place)
  const dueAt = state.dueAt[step.id]
  const deadline = standing === 'open' && step.deadlineMs !== undefined && split && state.facts.mode !== 'tabletop' ? wallOf(state, split.from + step.deadlineMs) : null
  return {
    run,
    step: step.id,
    title: showProse(step.title),
    state: standing,
    at: standing === 'postponed' && dueAt !== undefined ? wallOf(state, dueAt) : deadline,
    leads: { noGo: inWords(compiled, place, noGoPolicy(step)), expired: step.deadlineMs === undefined ? null : inWords(compiled, place, expiredPolicy(step)) },
    canRetry: endOf(state.snapshot) === null && (standing === 'no-go' || standing === 'expired' || standing === 'postponed') && optionsAt(compiled, state, place).can.includes('retry'),
    strict: isStrict(state),
  }
}

function stateOf(state: RunState, { index, step }: Place): BoardGate['state'] {
  switch (contextOf(state.snapshot).status[index]) {
    case STATUS.running:
    case STATUS.ending:
      return 'open'
    case STATUS.done:
      return 'go'
    case STATUS.backoff:
      return 'postponed'
    case STATUS.skipped:
    case STATUS.passed:
      return 'skipped'
    case STATUS.failed:
    case STATUS.degraded:
      return latestSplit(state, step.id)?.outcome === 'timed-out' ? 'expired' : 'no-go'
    default:
      return 'ahead'
  }
}

function inWords({ layout }: CompiledMachine, place: Place, { retries, delayMs, then }: Policy): string {
  const follows = actionInWords(layout, place, then)
  if (retries === 0) return follows
  return `asks again after ${formatDuration(delayMs)}${retries === 1 ? ', once' : `, up to ${retries} times`}; then ${follows}`
}
