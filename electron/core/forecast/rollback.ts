/**
 * From each step: which rollback entry a person's ROLLBACK takes as the step is about to start (or while it runs), how long that way back is, and until when
 * it still fits. The way back is the entry's branch without the compensations of steps that were not begun by then (rule 6).
 *
 * Evidence is the number of timed rehearsals of that very way: runs that took the entry to `rolled-back` and did every step of it. 0: never,
 * and no number is shown. 1 or 2: low, the median and the longest that was seen. 3 and more: timed, a distribution of the steps' models.
 *     latest safe start = window length − safety floor − P90 of the way back   (ms of run time)
 */
import type { StepId } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { entryOfPhase, entryOfStep, survives, type DeclaredEntry } from '../machine/entries.ts'
import type { Place } from '../machine/layout.ts'
import type { History } from './history.ts'
import { quantile, sorted } from './order.ts'
import type { Node } from './path.ts'
import type { Ground, Walked } from './walk.ts'
import { waysBack, type WayBack } from './wayBack.ts'

export interface Window {
  /** From the run's start, ms. */
  readonly lengthMs: number
  readonly safetyFloorMs: number
}

export interface RollbackForecast {
  readonly branch: string | null
  /** `forward-only`: a point of no return lies before it, and no entry declared after that. `none`: nothing is declared. */
  readonly evidence: 'never' | 'low' | 'timed' | 'forward-only' | 'none'
  readonly rehearsals: number
  readonly p50Ms?: number
  readonly p90Ms?: number
  /** Ms of run time; negative: it never fits. */
  readonly latestSafeMs?: number
  /** Probability that a rollback begun as the step starts (now, where it did) ends before the safety floor. */
  readonly fitsIfStarted?: number
}

export const NO_ROLLBACK: RollbackForecast = { branch: null, evidence: 'none', rehearsals: 0 }
const ENOUGH = 3

export interface RollbackInput {
  readonly compiled: CompiledMachine
  readonly history: History
  readonly ground: Ground
  /** The main path. */
  readonly walked: readonly Walked[]
  readonly window: Window | undefined
}

export function rollbackForecasts(input: RollbackInput): ReadonlyMap<StepId, RollbackForecast> {
  const { compiled, walked, ground } = input
  const crossedBefore = crossings(walked, (place) => place.step.pointOfNoReturn && ground.stand.of(place).is === 'ahead')
  const wayBack = waysBack(input)
  const forecasts = new Map<StepId, RollbackForecast>()
  walked.forEach((at, number) => {
    const { place } = at.node
    const entry = entryAt(compiled, place)
    const crossed = [...ground.stand.crossed, ...(crossedBefore[number] ?? [])]
    if (crossed.some((one) => !entry || !survives(entry, one))) forecasts.set(place.step.id, { branch: null, evidence: 'forward-only', rehearsals: 0 })
    else if (!entry) forecasts.set(place.step.id, NO_ROLLBACK)
    else forecasts.set(place.step.id, { branch: entry.branch, ...figures(input, at, wayBack(entry, at)) })
  })
  return forecasts
}

/** Rule 5: in a laned phase a person's rollback takes the phase's entry. */
function entryAt({ layout }: CompiledMachine, place: Place): DeclaredEntry | undefined {
  return place.phase?.laned ? entryOfPhase(layout, place.phase, place.phaseIndex) : entryOfStep(layout, place)
}

/** For each node the points of no return that are certainly started before it, and are not yet. */
function crossings(walked: readonly { readonly node: Node }[], crosses: (place: Place) => boolean): ReadonlySet<Place>[] {
  const before: ReadonlySet<Place>[] = []
  const through = (number: number): ReadonlySet<Place> => {
    const set = before[number] ?? new Set()
    const place = walked[number]?.node.place
    return place && crosses(place) ? new Set([...set, place]) : set
  }
  for (const { node } of walked) {
    const [first, ...rest] = node.after.map(through)
    // Along a sequence one set is shared.
    before.push(rest.every((set) => set.size === 0) ? first ?? new Set() : new Set([...(first ?? []), ...rest.flatMap((set) => [...set])]))
  }
  return before
}

function figures({ ground, window }: RollbackInput, at: Walked, { rehearsed, times: drawn }: WayBack): Omit<RollbackForecast, 'branch'> {
  const rehearsals = rehearsed.length
  if (rehearsals === 0) return { evidence: 'never', rehearsals }
  const drawnTimes = rehearsals >= ENOUGH ? drawn() : null
  const longest = Math.max(...rehearsed)
  const { p50Ms, p90Ms } = drawnTimes ?? { p50Ms: Math.round(quantile(sorted(rehearsed), 0.5)), p90Ms: Math.round(longest) }
  const evidence = rehearsals >= ENOUGH ? 'timed' : 'low'
  if (!window) return { evidence, rehearsals, p50Ms, p90Ms }
  const closesAt = window.lengthMs - window.safetyFloorMs
  return { evidence, rehearsals, p50Ms, p90Ms, latestSafeMs: closesAt - p90Ms, ...(at.starts ? { fitsIfStarted: fits(at.starts, drawnTimes?.times ?? null, longest, ground.stand.now, closesAt) } : {}) }
}

function fits(starts: Float64Array, times: Float64Array | null, longest: number, now: number, closesAt: number): number {
  let inside = 0
  for (let draw = 0; draw < starts.length; draw += 1) if (Math.max(now, starts[draw] ?? 0) + (times?.[draw] ?? longest) <= closesAt) inside += 1
  return inside / starts.length
}
