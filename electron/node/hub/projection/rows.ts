/** The splits as pages get them: rows by step, and their order from top to bottom. */
import type { RunRow } from '../../../contract/shapes/run.ts'
import { latestSplit } from '../../../core/run/state.ts'
import { attemptClock, wallOf } from '../../../core/view/clocks.ts'
import { splitRows } from '../../../core/view/rows.ts'
import { viewInputOf, type Scene } from './scene.ts'

export interface Rows {
  readonly order: string[]
  readonly rows: RunRow[]
}

export function projectRows(scene: Scene): Rows {
  const { compiled, state } = scene
  const input = viewInputOf(scene)
  const order: string[] = []
  const rows = splitRows(input).map(({ step, mark, attempt, timeMs, endsAt, present }): RunRow => {
    order.push(step)
    const split = latestSplit(state, step)
    const isOver = !present && mark !== 'ahead'
    // As it was foretold, also where that is over: a time that moves on with now would be told anew with every frame.
    const expectedMs = input.forecast?.stepEnds?.get(step)
    const endedMs = isOver || timeMs !== null ? split?.to : undefined
    return {
      step,
      mark,
      attempt,
      time: split && timeMs !== null ? { ...attemptClock(compiled, state, split) } : null,
      endedAt: endedMs === undefined ? null : wallOf(state, endedMs),
      expectedAt: isOver ? null : expectedMs === undefined ? endsAt : wallOf(state, expectedMs),
      present,
    }
  })
  return { order, rows }
}

/** So far two times of one thing may lie apart before it counts as changed: clocks of wall and monotonic time drift. */
const SAME_MS = 100
/** An expected end moves a little with every forecast: it is told anew once it is off by more than this share of the way to it. */
const SHARE = 0.01
const LEAST_MS = 1_000

/** Would a page show the same? `now`: wall ms. */
export function isSameRow(a: RunRow, b: RunRow, now: number): boolean {
  return (
    a.mark === b.mark &&
    a.attempt === b.attempt &&
    a.present === b.present &&
    near(a.endedAt, b.endedAt, SAME_MS) &&
    near(a.expectedAt, b.expectedAt, Math.max(LEAST_MS, SHARE * ((a.expectedAt ?? now) - now))) &&
    isSameClock(a.time, b.time)
  )
}

function isSameClock(a: RunRow['time'], b: RunRow['time']): boolean {
  if (a === null || b === null) return a === b
  // Of one that runs only the sum says anything; one that stands shows its ms.
  return a.runs === b.runs && (a.runs ? Math.abs(a.ms - a.at - (b.ms - b.at)) < SAME_MS : a.ms === b.ms)
}

function near(a: number | null, b: number | null, ms: number): boolean {
  return a === null || b === null ? a === b : Math.abs(a - b) < ms
}
