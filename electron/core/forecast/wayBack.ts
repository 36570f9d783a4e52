/** The way back out of a step: the steps of its rollback entry's branch that have something to do by then, their draws, and who rehearsed it. */
import type { StepId } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import type { DeclaredEntry } from '../machine/entries.ts'
import { drawTimes } from './draws.ts'
import type { History } from './history.ts'
import { quantilesOf } from './order.ts'
import type { Ground, Walked } from './walk.ts'

export interface WayBack {
  /** Ms that each rehearsal of this very way took. */
  readonly rehearsed: readonly number[]
  /** Ms, one a draw, and their quantiles; null where a step of it is unknown. */
  times(): { readonly times: Float64Array; readonly p50Ms: number; readonly p90Ms: number } | null
}

/** In which draws something holds: in all, in none, or in those with a 1. */
type When = boolean | Uint8Array

interface Wanted {
  readonly id: StepId
  readonly runs: readonly When[]
}

export interface WaysBackInput {
  readonly compiled: CompiledMachine
  readonly history: History
  readonly ground: Ground
  readonly walked: readonly Walked[]
}

/** Ways that are the same for many steps are worked out once. */
export function waysBack(input: WaysBackInput): (entry: DeclaredEntry, at: Walked) => WayBack {
  const { layout } = input.compiled
  const begun = begunBefore(input)
  const seen = new Map<string, WayBack>()
  const drawn = new Map<StepId, Float64Array | null>()
  return (entry, at) => {
    const wanted = layout
      .branch(entry.branch)
      .steps.slice(layout.place(entry.enter).position)
      .map(({ id, undoes }): Wanted => ({ id, runs: undoes.length === 0 ? [true] : undoes.map((undone) => begun(undone, at)) }))
      .filter(({ runs }) => runs.some((when) => when !== false))
    const same = wanted.every(({ runs }) => runs.includes(true)) ? `${entry.key} ${wanted.map(({ id }) => id).join(' ')}` : undefined
    const known = same === undefined ? undefined : seen.get(same)
    if (known) return known
    const way: WayBack = { rehearsed: rehearsalsOf(input.history, entry.key, wanted), times: once(() => sum(input.ground, wanted, drawn)) }
    if (same !== undefined) seen.set(same, way)
    return way
  }
}

/** When a step has begun by the time another starts. A step's own rollback may have to undo that step itself. */
function begunBefore({ compiled, ground, walked }: WaysBackInput): (step: StepId, at: Walked) => When {
  const byStep = new Map(walked.map((one) => [one.node.place.step.id, one]))
  return (step, at) => {
    const own = at.node.place.step
    if (own.id === step) return !own.pointOfNoReturn
    const place = compiled.layout.place(step)
    if (ground.stand.started(place)) return true
    const other = byStep.get(step)
    const { is } = ground.stand.of(place)
    if (!other || is === 'settled' || is === 'passed') return false
    // Unknown times: the way back that may be the longest.
    if (!other.starts || !at.starts) return true
    return earlier(other.starts, at.starts)
  }
}

function earlier(one: Float64Array, other: Float64Array): When {
  const begun = new Uint8Array(one.length)
  let count = 0
  for (let draw = 0; draw < one.length; draw += 1)
    if ((one[draw] ?? 0) < (other[draw] ?? 0)) {
      begun[draw] = 1
      count += 1
    }
  return count === 0 ? false : count === one.length || begun
}

/** Ms of each rehearsal that took the entry and did every one of these steps. */
export function rehearsalsOf(history: History, entry: string, wanted: readonly Pick<Wanted, 'id'>[]): number[] {
  return history.rollbacks
    .filter((rollback) => rollback.entry === entry && wanted.every(({ id }) => rollback.walked.has(id)))
    .map(({ walked }) => wanted.reduce((total, { id }) => total + (walked.get(id) ?? 0), 0))
}

function sum({ chance, models }: Ground, wanted: readonly Wanted[], drawn: Map<StepId, Float64Array | null>): ReturnType<WayBack['times']> {
  const total = new Float64Array(chance.draws)
  for (const { id, runs } of wanted) {
    const model = models.get(id)
    const times = drawn.get(id) ?? (model ? drawTimes(chance, id, model) : null)
    drawn.set(id, times)
    if (!times) return null
    for (let draw = 0; draw < total.length; draw += 1) if (runs.some((when) => (typeof when === 'boolean' ? when : when[draw] === 1))) total[draw] = (total[draw] ?? 0) + (times[draw] ?? 0)
  }
  const { p50Ms, p90Ms } = quantilesOf(total)
  return { times: total, p50Ms, p90Ms }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
