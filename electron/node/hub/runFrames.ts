/** What pages were told of a run, and what a new look at it makes different: the frame that says so. */
import type { RollbackCard } from '../../contract/shapes/card.ts'
import type { LogEntry, RunFixed, RunFrame, RunNow, RunRow, RunSnapshot } from '../../contract/shapes/run.ts'
import { isSameRow, type Rows } from './projection/rows.ts'

export interface RunFrames {
  /** All that pages know. */
  snapshot(): RunSnapshot
  /** Undefined where they know all of it already. `nowAt`: wall ms. */
  next(rows: Rows, now: RunNow, log: readonly LogEntry[], nowAt: number, card?: RollbackCard | null): RunFrame | undefined
}

/** Earlier entries are asked for. */
const KEPT_ENTRIES = 200

export function createRunFrames(fixed: RunFixed): RunFrames {
  let order: string[] = []
  let rows = new Map<string, RunRow>()
  let now: RunNow | undefined
  let nowText = ''
  let card: RollbackCard | null = null
  let cardText = 'null'
  let log: LogEntry[] = []

  /** A row that says the same stays the very row that was told. */
  function nextRows(fresh: readonly RunRow[], nowAt: number): RunRow[] {
    const kept = new Map<string, RunRow>()
    const changed: RunRow[] = []
    for (const row of fresh) {
      const told = rows.get(row.step)
      const is = told && isSameRow(told, row, nowAt) ? told : row
      kept.set(row.step, is)
      if (is === row) changed.push(row)
    }
    rows = kept
    return changed
  }

  return {
    snapshot() {
      if (!now) throw new Error('nothing has been told yet')
      return { fixed, order, rows: order.flatMap((step) => rows.get(step) ?? []), now, card, log }
    },
    next(fresh, nextNow, entries, nowAt, nextCard = null) {
      const changed = nextRows(fresh.rows, nowAt)
      const isReordered = fresh.order.length !== order.length || fresh.order.some((step, index) => step !== order[index])
      if (isReordered) order = fresh.order
      const text = JSON.stringify(nextNow)
      const isOther = text !== nowText
      if (isOther) [now, nowText] = [nextNow, text]
      const nextCardText = JSON.stringify(nextCard)
      const isOtherCard = nextCardText !== cardText
      if (isOtherCard) [card, cardText] = [nextCard, nextCardText]
      if (entries.length > 0) log = [...log, ...entries].slice(-KEPT_ENTRIES)
      if (changed.length === 0 && !isReordered && !isOther && !isOtherCard && entries.length === 0) return undefined
      return {
        ...(isReordered ? { order } : {}),
        ...(changed.length > 0 ? { rows: changed } : {}),
        ...(isOther ? { now: nextNow } : {}),
        ...(isOtherCard ? { card: nextCard } : {}),
        ...(entries.length > 0 ? { log: [...entries] } : {}),
      }
    },
  }
}
