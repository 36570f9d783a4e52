/**
 * How long a step takes, from its past times and its plan: a distribution of ln d, in four numbers a step.
 *
 * LOCATION. m = the weighted median of past times with weights 0.75^age, age 0 the newest: the lower weighted median, as
 * LiveSplit's "Median Segments" comparison takes it (livesplit-core, comparison/median_segments.rs). W = Σ 0.75^age (1, 1.75,
 * 2.31 … 4) is how many times it is worth. The plan is a prior of the location, with spread τ = 0.5 (of real tasks'
 * actual/plan: P10 .46, P50 1.00, P90 2.0):
 *     κ = s²/τ²,   μ = (κ (ln plan + b) + W ln m)/(κ + W),   variance of μ = s²/(κ + W)
 * b, the author's usual bias, = median over the k steps that have both of ln(m/plan), times k/(k + 3); one for what people do and one
 * for what programs do: who plans a minute for a program of a second may be right about the meeting. n = 0: the plan
 * (τ² = τ_b² + τ_j² remains as variance). n = 1: the run's time, with a fifth of the plan in it. No plan: κ = 0.
 *
 * SCALE. One-step-ahead errors e_i = ln(d_i/m_{i−1}), squared, divided by 1 + 1/W_{i−1} (what the median's own error adds),
 * winsorised at ±1.5, weighted 0.9^age. S_j, V_j = sums of e² and of weights of step j, of J steps with history:
 *     r_j = (a s₀² + S_j)/(a + V_j),   v₀ = √(median r · mean r),   s_j² = (4 v₀ + S_j)/(4 + V_j),   s₀ = 0.25,   a = 2/J
 * Below 20 ms differences are nobody's business: times are lifted to that before errors are taken. Since a run that takes exactly the medians
 * adds weight without error and V ≤ 10, it never widens a band; since s₀ > 0, no band has zero width.
 *
 * LIFT. A sum of single past times carries their skew already, a sum of medians of draws would carry it twice: with L = ln E[exp ε] of
 * the step's own part (πh/sin πh for a logistic of scale h = own·√3/π), μ falls by 2 L/(W + 1) times the share of the times in it. So
 * with one run the total's P50 is that run's total.
 *
 * SHARED. A slow night is slow everywhere (share c = 0.08 of s²), and an author who is wrong is wrong about every step
 * (τ_b² of the plan's part): that part of a draw is one number for the whole run.
 */
import type { StepId } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import type { Step } from '../runbook/model.ts'
import type { History, PastTime } from './history.ts'
import { quantile, sorted, weightedMedian } from './order.ts'

/** ln of a step's time in ms: mean `mu` + `shared`·G + `own`·z, with G (one a run) and z (one a step) of mean 0 and variance 1. */
export interface StepModel {
  readonly mu: number
  readonly shared: number
  readonly own: number
}

const RECENCY = 0.75
const MEMORY = 0.9
/** Errors that s₀ is worth, in all steps together. */
const POOL_PRIOR = 2
const START_SCALE = 0.25
const PRIOR_ERRORS = 4
const WINSOR = 1.5
const LEAST_MS = 20
/** 0.75^24 is a thousandth: what lies further back does not move a median. */
const FAR_BACK = 24
/** τ_b and τ_j: of the plan's error, what all steps share and what is a step's own. */
const BIAS_SPREAD = 0.3
const PLAN_SPREAD = 0.4
const BIAS_PRIOR = 3
const NIGHT = 0.08
/** Spread of ln d where the clock alone ends the step. */
const CLOCK_SPREAD = 0.02
/** From π/√3 = 1.8 on a draw has no mean. */
const WIDEST = 1.2

/** Weighted median of a step's times, ms, and what it is worth; `times` newest last, at least one. */
export function recentMedian(times: readonly Pick<PastTime, 'activeMs'>[]): { readonly ms: number; readonly worth: number } {
  const weighted = times.map(({ activeMs }, index) => ({ value: activeMs, weight: RECENCY ** (times.length - 1 - index) }))
  return { ms: weightedMedian(weighted), worth: weighted.reduce((total, { weight }) => total + weight, 0) }
}

/** A model for each step that history or the plan says something about. */
export function estimate(compiled: CompiledMachine, history: History): ReadonlyMap<StepId, StepModel> {
  const places = compiled.layout.places.map(({ step }) => ({ step, times: history.steps.get(step.id)?.times ?? [] }))
  const scales = scalesOf(new Map(places.filter(({ times }) => times.length > 0).map(({ step, times }) => [step.id, times])))
  const ofPeople = biasOf(places.filter(({ step }) => isDoneByPeople(step)))
  const ofPrograms = biasOf(places.filter(({ step }) => !isDoneByPeople(step)))
  const models = new Map<StepId, StepModel>()
  for (const { step, times } of places) {
    const model = modelOf(step, times, scales.of(step.id), isDoneByPeople(step) ? ofPeople : ofPrograms)
    if (model) models.set(step.id, model)
  }
  return models
}

interface Bias {
  readonly b: number
  /** τ_b² that is left. */
  readonly variance: number
}

function modelOf(step: Step, times: readonly PastTime[], scale: number, bias: Bias): StepModel | undefined {
  const variance = scale ** 2
  const planned = step.plannedMs
  if (planned === undefined && times.length === 0) {
    const clock = clockMs(step)
    return clock === undefined ? undefined : { mu: lnMs(clock), shared: 0, own: CLOCK_SPREAD }
  }
  const planVariance = bias.variance + PLAN_SPREAD ** 2
  const kappa = planned === undefined ? 0 : variance / planVariance
  const { ms, worth } = times.length === 0 ? { ms: 0, worth: 0 } : recentMedian(times)
  const plan = kappa / (kappa + worth)
  const mu = plan * (planned === undefined ? 0 : lnMs(planned) + bias.b) + (1 - plan) * lnMs(ms)
  const biasPart = plan ** 2 * bias.variance
  const own = Math.min(WIDEST, Math.sqrt((1 - NIGHT) * variance + variance / (kappa + worth) - biasPart))
  return { mu: mu - (1 - plan) * (2 / (worth + 1)) * lift(own), shared: Math.sqrt(NIGHT * variance + biasPart), own }
}

/** What the clock says where nobody planned or timed it. */
function clockMs(step: Step): number | undefined {
  if (step.kind === 'wait' && 'forMs' in step.until) return step.until.forMs
  return step.kind === 'hold' ? step.lengthMs : undefined
}

/** ln E[exp ε] of a logistic ε with this standard deviation, < 1.8. */
function lift(own: number): number {
  const angle = own * Math.sqrt(3)
  return Math.log(angle / Math.sin(angle))
}

const lnMs = (ms: number): number => Math.log(Math.max(1, ms))

function isDoneByPeople({ kind }: Step): boolean {
  return kind === 'manual' || kind === 'gate' || kind === 'decision'
}

function biasOf(places: readonly { readonly step: Step; readonly times: readonly PastTime[] }[]): Bias {
  const ratios = places.flatMap(({ step, times }) => {
    const planned = step.plannedMs
    return planned === undefined || times.length === 0 ? [] : [Math.log(Math.max(LEAST_MS, recentMedian(times).ms) / Math.max(LEAST_MS, planned))]
  })
  const left = BIAS_PRIOR / (BIAS_PRIOR + ratios.length)
  return { b: ratios.length === 0 ? 0 : quantile(sorted(ratios), 0.5) * (1 - left), variance: BIAS_SPREAD ** 2 * left }
}

/** s of each step; of a step without history v₀'s root. */
function scalesOf(histories: ReadonlyMap<StepId, readonly PastTime[]>): { of(step: StepId): number } {
  const sums = new Map([...histories].map(([step, times]) => [step, errorsOf(times)]))
  const a = POOL_PRIOR / Math.max(1, sums.size)
  const ratios = sorted([...sums.values()].map(({ squares, weights }) => (a * START_SCALE ** 2 + squares) / (a + weights)))
  // Summed in the order of size: the answer must not depend on the order of the file.
  const mean = ratios.reduce((total, ratio) => total + ratio, 0) / ratios.length
  const pooled = sums.size === 0 ? START_SCALE ** 2 : Math.sqrt(quantile(ratios, 0.5) * mean)
  return {
    of(step) {
      const own = sums.get(step) ?? { squares: 0, weights: 0 }
      return Math.sqrt((PRIOR_ERRORS * pooled + own.squares) / (PRIOR_ERRORS + own.weights))
    },
  }
}

function errorsOf(times: readonly PastTime[]): { squares: number; weights: number } {
  let squares = 0
  let weights = 0
  for (let index = 1; index < times.length; index += 1) {
    const before = recentMedian(times.slice(Math.max(0, index - FAR_BACK), index))
    const error = Math.log(Math.max(LEAST_MS, times[index]?.activeMs ?? 0) / Math.max(LEAST_MS, before.ms))
    squares = MEMORY * squares + Math.max(-WINSOR, Math.min(WINSOR, error)) ** 2 / (1 + 1 / before.worth)
    weights = MEMORY * weights + 1
  }
  return { squares, weights }
}
