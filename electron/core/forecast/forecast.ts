/**
 * When does it end, will it fit, when does each step end, which lane decides, how long is the way back: the one function that
 * answers, at any moment of a run. First version: see docs/forecast.md for what it leaves to the full model.
 */
import type { StepId } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { presentPlaces } from '../run/present.ts'
import type { RunState } from '../run/state.ts'
import { ahead } from './ahead.ts'
import { criticalLane } from './critical.ts'
import { createChance } from './draws.ts'
import { estimate } from './estimate.ts'
import type { History } from './history.ts'
import { quantilesOf, type Quantiles } from './order.ts'
import { otherWays, type OtherWay } from './otherWays.ts'
import { presentRollback, type PresentRollback } from './presentRollback.ts'
import { NO_ROLLBACK, rollbackForecasts, type RollbackForecast, type Window } from './rollback.ts'
import { BEFORE_START, standOf } from './standing.ts'
import { latest, type Ground, type Walked } from './walk.ts'

export interface ForecastInput {
  readonly compiled: CompiledMachine
  /** Of earlier runs: without the one under way. */
  readonly history: History
  /** A run under way, and its present run time in ms (default: that of its last record). */
  readonly state?: RunState
  readonly now?: number
  /** Default: the run's own, else the runbook's. */
  readonly window?: Window
  /** The same seed gives the same answer. */
  readonly seed: number
  /** Default 2000. */
  readonly draws?: number
}

/** All times are ms from the run's start. Null: a step that nobody knows anything about comes before. */
export interface StepForecast {
  readonly step: StepId
  readonly starts: Pick<Quantiles, 'p50Ms' | 'p90Ms'> | null
  readonly takes: Quantiles | null
  readonly ends: Quantiles | null
  readonly rollback: RollbackForecast
}

export interface Forecast {
  readonly basedOnRuns: number
  readonly total: Quantiles | null
  /** Steps ahead without plan and without history. */
  readonly unknownSteps: readonly StepId[]
  /** Probability that the run ends inside the window; null without a window or a total. */
  readonly fitsWindow: number | null
  /** The lane that ends last most often, of the present laned phase or the next. */
  readonly criticalLane?: string
  /** From where the run stands; null without a run, and where the way back is walked already. The present steps have the same. */
  readonly rollback: PresentRollback | null
  /** Fix-forwards and fallbacks that can be entered now, out of steps that failed. */
  readonly otherWays: readonly OtherWay[]
  /** In the order of the file; while a branch is walked, the branch's steps first. */
  readonly steps: readonly StepForecast[]
}

const DRAWS = 2000

export function forecast(input: ForecastInput): Forecast {
  const { compiled, history, state, seed, draws = DRAWS } = input
  const stand = state ? standOf(compiled, state, input.now ?? state.now) : BEFORE_START
  const ground: Ground = { chance: createChance(seed, draws), models: estimate(compiled, history), stand }
  const window = input.window ?? (state && windowOf(state)) ?? compiled.layout.runbook.window
  const { branch, main } = ahead(compiled, ground)
  const walked = [...branch, ...main]
  const ends = stand.over && state ? new Float64Array(draws).fill(state.endedAt ?? stand.now) : latest(draws, [new Float64Array(draws).fill(stand.now), ...walked.map((one) => one.ends)])
  const rollback = state ? presentRollback({ compiled, history, ground, window, state }) : null
  const rollbacks = rollbackForecasts({ compiled, history, ground, walked: main, window })
  const present = new Set(state && rollback ? presentPlaces(compiled, state).map(({ step }) => step.id) : [])
  const rollbackOf = (step: StepId): RollbackForecast => {
    const before = rollbacks.get(step) ?? NO_ROLLBACK
    // What it costs to start a step that is ready is said before it is started.
    return rollback && present.has(step) ? { ...withoutSteps(rollback), ...(before.fitsIfStarted === undefined || rollback.p90Ms === undefined ? {} : { fitsIfStarted: before.fitsIfStarted }) } : before
  }
  const quantiles = sortedOnce()
  const lane = criticalLane(compiled.layout, main, stand)
  return {
    basedOnRuns: history.runs,
    total: ends && quantilesOf(ends),
    unknownSteps: inFileOrder(walked.filter((one) => !one.takes)).map((one) => one.node.place.step.id),
    fitsWindow: ends && window ? ends.reduce((inside, end) => inside + (end <= window.lengthMs ? 1 : 0), 0) / draws : null,
    ...(lane === undefined ? {} : { criticalLane: lane }),
    rollback,
    otherWays: state && !stand.branch ? otherWays({ compiled, history, ground, window, state }) : [],
    steps: [...inFileOrder(branch), ...inFileOrder(main)].map((one) => stepForecast(one, rollbackOf(one.node.place.step.id), quantiles)),
  }
}

function withoutSteps({ steps: _, awaits: __, ends: ___, fitsWindow: ____, ...rest }: PresentRollback): RollbackForecast {
  return rest
}

/** Of a run with a window of its own: it may have started late in it. */
function windowOf({ facts, stamp, now }: RunState): Window | undefined {
  const { window } = facts
  return window && { lengthMs: window.endsAt - (stamp.at - now), safetyFloorMs: window.safetyFloorMs }
}

const inFileOrder = (walked: readonly Walked[]): Walked[] => [...walked].sort((a, b) => a.node.place.index - b.node.place.index)

function stepForecast({ node, starts, takes, ends }: Walked, rollback: RollbackForecast, quantiles: (draws: Float64Array) => Quantiles): StepForecast {
  const start = starts && quantiles(starts)
  return {
    step: node.place.step.id,
    starts: start && { p50Ms: start.p50Ms, p90Ms: start.p90Ms },
    takes: takes && quantiles(takes),
    ends: ends && quantiles(ends),
    rollback,
  }
}

/** Where a step starts as another ends, both are the same draws: they are sorted once. */
function sortedOnce(): (draws: Float64Array) => Quantiles {
  const known = new Map<Float64Array, Quantiles>()
  return (draws) => {
    const quantiles = known.get(draws) ?? quantilesOf(draws)
    known.set(draws, quantiles)
    return quantiles
  }
}
