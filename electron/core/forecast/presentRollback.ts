/**
 * The way back from where a run stands now: the very machine is asked which entry a rollback takes and what it passes over, and what it awaits
 * before the first step. So the numbers of a card are those of the branch that a press of its button walks.
 */
import type { StepId } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { fromHere } from '../run/fromHere.ts'
import type { RunState } from '../run/state.ts'
import { ahead, awaited } from './ahead.ts'
import type { History } from './history.ts'
import { quantilesOf, type Quantiles } from './order.ts'
import { decideMsOf, fitting, NO_ROLLBACK, type RollbackForecast, type Window } from './rollback.ts'
import { standOf } from './standing.ts'
import { latest, type Ground, type Walked } from './walk.ts'
import { rehearsalsOf } from './wayBack.ts'

export interface WayBackStep {
  readonly step: StepId
  /** Null where nobody has timed it. */
  readonly p50Ms: number | null
  readonly p90Ms: number | null
}

export interface PresentRollback extends RollbackForecast {
  /** What would be done, in order; what has nothing to undo is left out. */
  readonly steps: readonly WayBackStep[]
  /** What has to end by itself first, with what is left of it. */
  readonly awaits: readonly WayBackStep[]
  /** If it is started now: ms of run time at which the run then ends, and the probability that this is inside the window. Left out without evidence. */
  readonly ends?: Pick<Quantiles, 'p50Ms' | 'p90Ms'>
  readonly fitsWindow?: number
}

export interface PresentRollbackInput {
  readonly compiled: CompiledMachine
  readonly history: History
  readonly ground: Ground
  readonly window: Window | undefined
  readonly state: RunState
}

/** Null once the run is over, given up, or on its way back. */
export function presentRollback({ compiled, history, ground, window, state }: PresentRollbackInput): PresentRollback | null {
  const { now, over, branch } = ground.stand
  if (over || branch?.kind === 'rollback') return null
  const from = fromHere(compiled, state)
  if (from.entry === null) return { ...NO_ROLLBACK, ...(from.why?.code === 'past-no-return' ? { evidence: 'forward-only' as const } : {}), steps: [], awaits: [] }
  const there: Ground = { ...ground, stand: standOf(compiled, { ...state, snapshot: from.after }, now) }
  const steps = ahead(compiled, there).branch.filter(({ node }) => there.stand.of(node.place).is === 'ahead')
  const waits = awaited(compiled, there)
  const { draws } = ground.chance
  const begins = latest(draws, [new Float64Array(draws).fill(now), ...waits.map(({ ends }) => ends)])
  const { forecast, wholeMs } = fitting({
    rehearsed: rehearsalsOf(history, from.entry.key, steps.map(({ node }) => ({ id: node.place.step.id }))),
    times: () => sumOf(draws, steps),
    awaits: waits.length === 0 ? null : begins?.map((at) => at - now) ?? 'unknown',
    window,
    decideMs: decideMsOf(compiled.layout.runbook),
  })
  const isTimed = ({ node }: Walked): boolean => (history.steps.get(node.place.step.id)?.times.length ?? 0) > 0
  const timeOf = (one: Walked, takes: Float64Array | null): WayBackStep => {
    const known = takes && isTimed(one) ? quantilesOf(takes) : null
    return { step: one.node.place.step.id, p50Ms: known?.p50Ms ?? null, p90Ms: known?.p90Ms ?? null }
  }
  return {
    branch: from.entry.branch,
    ...forecast,
    ...(begins === null || forecast.evidence === 'never' ? {} : endOf(begins.map((_, draw) => now + wholeMs(draw)), window)),
    steps: steps.map((one) => timeOf(one, one.takes)),
    awaits: waits.map((one) => timeOf(one, one.ends && one.ends.map((end) => end - now))),
  }
}

function endOf(ends: Float64Array, window: Window | undefined): Pick<PresentRollback, 'ends' | 'fitsWindow'> {
  const { p50Ms, p90Ms } = quantilesOf(ends)
  return { ends: { p50Ms, p90Ms }, ...(window ? { fitsWindow: ends.filter((end) => end <= window.lengthMs).length / ends.length } : {}) }
}

function sumOf(draws: number, steps: readonly Walked[]): { readonly times: Float64Array; readonly p50Ms: number; readonly p90Ms: number } | null {
  const times = new Float64Array(draws)
  for (const { takes } of steps) {
    if (!takes) return null
    for (let draw = 0; draw < draws; draw += 1) times[draw] = (times[draw] ?? 0) + (takes[draw] ?? 0)
  }
  const { p50Ms, p90Ms } = quantilesOf(times)
  return { times, p50Ms, p90Ms }
}
