/**
 * Draws of a step's time. ln d = μ + shared·G + own·z with G and z logistic, scaled to variance 1: P10/P90 as a normal's to
 * 5 %, tails like Student's t₉, and everything in closed form. With V uniform in (0, 1] as the *survival* (1 − F):
 *     z(V) = (√3/π) ln(1/V − 1)
 * and, given that the step runs t already (truncation, Kalbfleisch & Prentice, "The Statistical Analysis of Failure Time Data"),
 *     ln(d/α) = h ln((1 + (t/α)^(1/h))/V − 1),   h = own·√3/π,   α = exp(μ + shared·G)
 * which is ≥ ln(t/α) for each V and grows with t: more elapsed never moves an end forward.
 *
 * Each step draws from a stream of its own (seed and id), one draw from each of N equal slices of (0, 1] in random order (Latin hypercube,
 * McKay, Beckman & Conover 1979): a step's quantiles are nearly exact, sums are calmer, and the same seed gives the same numbers.
 */
import { streamOf } from '../random.ts'
import type { StepModel } from './estimate.ts'

const ROOT3_PI = Math.sqrt(3) / Math.PI
/** A millionth of a draw's slice: keeps 1/V finite. */
const TINY = 1e-9

/** Survivals V in (0, 1), one a draw. */
export function survivals(seed: number, name: string, draws: number): Float64Array {
  const random = streamOf(seed, name)
  const slices = new Float64Array(draws)
  for (let index = 0; index < draws; index += 1) {
    // Inside-out Fisher–Yates shuffle.
    const other = Math.floor(random.next() * (index + 1))
    slices[index] = slices[other] ?? 0
    slices[other] = index
  }
  for (let index = 0; index < draws; index += 1) slices[index] = Math.min(1 - TINY, Math.max(TINY, ((slices[index] ?? 0) + random.next()) / draws))
  return slices
}

/** Of mean 0 and variance 1, from survivals. */
export function logistic(survivals: Float64Array): Float64Array {
  return survivals.map((v) => ROOT3_PI * Math.log(1 / v - 1))
}

export interface Chance {
  readonly seed: number
  readonly draws: number
  /** G of each draw. */
  readonly night: Float64Array
}

export function createChance(seed: number, draws: number): Chance {
  return { seed, draws, night: logistic(survivals(seed, '', draws)) }
}

/** Times of a step in ms, one a draw: > 0, and ≥ `elapsedMs` where it runs already. */
export function drawTimes({ seed, draws, night }: Chance, name: string, model: StepModel, elapsedMs = 0): Float64Array {
  const times = survivals(seed, name, draws)
  const h = model.own * ROOT3_PI
  for (let index = 0; index < draws; index += 1) {
    const centre = model.mu + model.shared * (night[index] ?? 0)
    const ratio = elapsedMs > 0 ? (Math.log(elapsedMs) - centre) / h : -Infinity
    const v = times[index] ?? 1
    // (1 + e^r)/V − 1 overflows for a step that runs far too long; there the 1s are lost beside e^r anyway.
    const logOdds = ratio > 500 ? ratio - Math.log(v) : Math.log((1 + Math.exp(ratio)) / v - 1)
    times[index] = Math.max(elapsedMs, Math.exp(centre + h * logOdds))
  }
  return times
}
