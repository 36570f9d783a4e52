/**
 * From each step: which rollback entry a person's ROLLBACK takes as the step is about to start (or while it runs), how long that way back is, and until when
 * it still fits. The way back is the entry's branch without the compensations of steps that were not begun by then (rule 6).
 *
 * Evidence is the number of timed rehearsals of that very way: runs that took the entry to `rolled-back` and did every step of it. 0: never,
 * and no number is shown. 1 or 2: low, the median and the longest that was seen. 3 and more: timed, a distribution of the steps' models.
 *     latest safe start = window length − safety floor − time to decide − P90 of (what is awaited + the way back)   (ms of run time)
 * What is awaited: running steps that a rollback does not stop (rule 3). Time to decide: what the runbook gives for it, else none.
 */
import type { StepId } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { entryOfPhase, entryOfStep, survives, type DeclaredEntry } from '../machine/entries.ts'
import type { Place } from '../machine/layout.ts'
import type { Runbook } from '../runbook/model.ts'
import type { History } from './history.ts'
import { quantile, quantilesOf, sorted } from './order.ts'
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
  /** P90 of what has to end by itself before the way back begins, ms; left out where nothing has. */
  readonly awaitsMs?: number
  /** Ms that people have to decide, where the runbook says so. */
  readonly decideMs?: number
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
  const awaited = awaitedAt(input)
  const forecasts = new Map<StepId, RollbackForecast>()
  walked.forEach((at, number) => {
    const { place } = at.node
    const entry = entryAt(compiled, place)
    const crossed = [...ground.stand.crossed, ...(crossedBefore[number] ?? [])]
    if (crossed.some((one) => !entry || !survives(entry, one))) forecasts.set(place.step.id, { branch: null, evidence: 'forward-only', rehearsals: 0 })
    else if (!entry) forecasts.set(place.step.id, NO_ROLLBACK)
    else forecasts.set(place.step.id, { branch: entry.branch, ...figures(input, at, wayBack(entry, at), awaited(at)) })
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

function figures({ compiled, ground, window }: RollbackInput, at: Walked, { rehearsed, times }: WayBack, awaits: Awaits): Omit<RollbackForecast, 'branch'> {
  const { forecast, closesMs, wholeMs } = fitting({ rehearsed, times, awaits, window, decideMs: decideMsOf(compiled.layout.runbook) })
  const { starts } = at
  if (!starts || closesMs === null || forecast.evidence === 'never') return forecast
  const { now } = ground.stand
  return { ...forecast, fitsIfStarted: starts.reduce((inside, start, draw) => inside + (Math.max(now, start) + wholeMs(draw) <= closesMs ? 1 : 0), 0) / starts.length }
}

/** Of each draw what is left of what must end by itself before the way back begins, ms; null where nothing must, `unknown` where nobody knows how long. */
export type Awaits = Float64Array | 'unknown' | null

/** Out of a step that has just started. */
function awaitedAt({ walked, ground }: RollbackInput): (at: Walked) => Awaits {
  const waiting = walked.filter(({ node }) => node.place.step.onRollback === 'wait' && ['ahead', 'running'].includes(ground.stand.of(node.place).is))
  return (at) => {
    const { starts, node } = at
    const beside = waiting.filter((one) => one === at || (node.place.phase?.laned && one.node.place.phase === node.place.phase && one.node.place.lane !== node.place.lane))
    if (beside.length === 0) return null
    if (!starts || beside.some(({ ends }) => !ends)) return 'unknown'
    const left = new Float64Array(starts.length)
    for (const { starts: from, ends: to } of beside)
      for (let draw = 0; draw < left.length; draw += 1) {
        const start = Math.max(ground.stand.now, starts[draw] ?? 0)
        if ((from?.[draw] ?? Infinity) <= start) left[draw] = Math.max(left[draw] ?? 0, (to?.[draw] ?? 0) - start)
      }
    return left.some((ms) => ms > 0) ? left : null
  }
}

export interface ToFit {
  /** Ms that each rehearsal of the way took. */
  readonly rehearsed: readonly number[]
  /** Of the way itself, one a draw. */
  times: WayBack['times']
  readonly awaits: Awaits
  readonly window: Window | undefined
  readonly decideMs: number
}

export interface Fitting {
  readonly forecast: Omit<RollbackForecast, 'branch'>
  /** Ms of run time at which it has to have ended, less the time to decide; null where that, or what is awaited, is unknown. */
  readonly closesMs: number | null
  /** What is awaited and the way back, of a draw, ms. */
  wholeMs(draw: number): number
}

/** Until when a way back fits: never a number without a rehearsal of that very way. */
export function fitting({ rehearsed, times, awaits: asked, window, decideMs }: ToFit): Fitting {
  const rehearsals = rehearsed.length
  const awaits = asked === 'unknown' ? null : asked
  const closesMs = window && asked !== 'unknown' ? window.lengthMs - window.safetyFloorMs - decideMs : null
  if (rehearsals === 0) return { forecast: { evidence: 'never', rehearsals }, closesMs, wholeMs: () => NaN }
  const longest = Math.max(...rehearsed)
  const drawn = rehearsals >= ENOUGH ? times() : null
  const wholeMs = (draw: number): number => (drawn?.times[draw] ?? longest) + (awaits?.[draw] ?? 0)
  const { p50Ms, p90Ms } = drawn ?? { p50Ms: Math.round(quantile(sorted(rehearsed), 0.5)), p90Ms: Math.round(longest) }
  const forecast = {
    evidence: rehearsals >= ENOUGH ? ('timed' as const) : ('low' as const),
    rehearsals,
    p50Ms,
    p90Ms,
    ...(closesMs === null ? {} : { latestSafeMs: closesMs - (awaits ? quantilesOf(awaits.map((_, draw) => wholeMs(draw))).p90Ms : p90Ms) }),
    ...(awaits ? { awaitsMs: quantilesOf(awaits).p90Ms } : {}),
    ...(decideMs > 0 ? { decideMs } : {}),
  }
  return { forecast, closesMs, wholeMs }
}

/** What the runbook gives people to decide that they go back; else the most that one of its injects gives. */
export function decideMsOf({ policy, injects }: Runbook): number {
  return policy.decideWithinMs ?? Math.max(0, ...injects.map(({ decideWithinMs }) => decideWithinMs ?? 0))
}
