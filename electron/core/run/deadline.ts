/**
 * What was told of the latest safe rollback time: once when it comes near, once when it is over, once when it moves out again. What was told is
 * part of the run, so that a host that takes the run up does not say it again; and a number that trembles at a threshold says nothing twice.
 */
export type DeadlineNews = 'near' | 'over' | 'cleared'

/** The number, and what it rests on. */
export interface DeadlineFacts {
  readonly branch: string
  /** Never a number without evidence. */
  readonly evidence: 'low' | 'timed'
  readonly rehearsals: number
  /** Of the way back, ms; with low evidence the longest that was seen. */
  readonly p90Ms: number
  /** Wall ms until which it fits. */
  readonly safeAt: number
  /** Until then, ms; negative: over. */
  readonly leftMs: number
}

/** Since when (wall ms) something that was told stands, and for the how manieth time. */
export interface Told {
  readonly at: number
  readonly nth: number
  readonly stands: boolean
}

export interface DeadlineTold {
  readonly near: Told
  readonly over: Told
}

/** From here on it is near. */
export const NEAR_MS = 15 * 60_000
/** It has to move out by so much before that is news. */
export const MARGIN_MS = 60_000

const NEVER: Told = { at: 0, nth: 0, stands: false }
export const NOTHING_TOLD_YET: DeadlineTold = { near: NEVER, over: NEVER }

/** What has to be told where so much time is left, ms; null where nothing has. */
export function deadlineNews({ near, over }: DeadlineTold, leftMs: number): DeadlineNews | null {
  if (leftMs <= 0) return over.stands ? null : 'over'
  if (over.stands && leftMs > MARGIN_MS) return 'cleared'
  if (leftMs <= NEAR_MS) return near.stands ? null : 'near'
  return near.stands && leftMs > NEAR_MS + MARGIN_MS ? 'cleared' : null
}

/** After it was told. `at`: wall ms. */
export function tellDeadline({ near, over }: DeadlineTold, news: DeadlineNews, leftMs: number, at: number): DeadlineTold {
  const begin = (told: Told): Told => (told.stands ? told : { at, nth: told.nth + 1, stands: true })
  const end = (told: Told): Told => ({ ...told, stands: false })
  // What is over was near: that is not told after it.
  if (news === 'over') return { near: begin(near), over: begin(over) }
  if (news === 'near') return { near: begin(near), over }
  return { near: leftMs > NEAR_MS + MARGIN_MS ? end(near) : begin(near), over: end(over) }
}
