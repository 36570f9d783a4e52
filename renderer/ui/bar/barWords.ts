/** What the window bar says, in words: for its labels, and as one text for those who do not see it. */
import { formatClock, formatSpan, formatTime } from '../format.ts'
import type { Tone } from '../tone.ts'
import { presentOf, type BarModel } from './barModel.ts'

export interface WayBackWords {
  /** "Rollback fits until", "Rollback never rehearsed". */
  readonly words: string
  /** Fewer of them. */
  readonly short: string
  /** The time after them; null where nobody knows one. */
  readonly at: number | null
  /** How far it can be trusted; null where it can. */
  readonly caveat: string | null
  readonly tone: Tone
}

/** Within this, seconds count. */
const NEAR_MS = 10 * 60_000

/** Until when the way back fits; null where there is nothing to say. Never a number that nobody timed. */
export function wayBackWords({ wayBack, startsAt, runFrom }: Pick<BarModel, 'wayBack' | 'startsAt' | 'runFrom'>, present: number | null): WayBackWords | null {
  if (wayBack === null) return null
  const { evidence, safeAt } = wayBack
  const plain = { at: null, caveat: null }
  if (evidence === 'forward-only') return { ...plain, words: 'Forward only', short: 'Forward only', tone: 'plain' }
  if (evidence === 'none') return { ...plain, words: 'No rollback from here', short: 'No rollback', tone: 'quiet' }
  if (evidence === 'never') return { ...plain, words: 'Rollback never rehearsed', short: 'Unrehearsed', tone: 'late' }
  if (safeAt === null) return null
  if (safeAt < Math.max(startsAt, runFrom)) return { ...plain, words: 'Rollback never fits the window', short: 'Never fits', tone: 'failed' }
  const caveat = evidence === 'low' ? 'low evidence' : null
  return present !== null && present > safeAt
    ? { words: 'Rollback fitted until', short: 'was', at: safeAt, caveat, tone: 'failed' }
    : { words: 'Rollback fits until', short: 'until', at: safeAt, caveat, tone: 'rolling' }
}

/** A time on the bar: the time of day, or how long after the start. With seconds where that is wanted, or close to `near`. */
export function timeOnBar({ axis }: Pick<BarModel, 'axis'>, at: number, { seconds = false, near = null }: { readonly seconds?: boolean; readonly near?: number | null } = {}): string {
  if (axis === 'elapsed') return formatClock(at)
  return formatTime(at, { seconds: seconds || (near !== null && Math.abs(at - near) < NEAR_MS) })
}

/** The whole bar in a few sentences, to the minute: a screen reader hears it when it comes by. */
export function describeBar(bar: BarModel, now: number): string {
  const at = (time: number): string => (bar.axis === 'elapsed' ? `${formatSpan(time)} after the start` : formatTime(time))
  const present = presentOf(bar, now)
  const way = wayBackWords(bar, present)
  const floorAt = bar.endsAt === null ? null : bar.endsAt - bar.safetyFloorMs
  const ponr = bar.ahead.find(({ pointOfNoReturn }) => pointOfNoReturn)
  const last = bar.ahead.at(-1)
  const holds = bar.ahead.filter(({ hold }) => hold).length
  const sentences = [
    bar.axis === 'elapsed' ? 'Expected course of a run.' : bar.standsAt !== null ? `Ended at ${at(bar.standsAt)}.` : `It is ${at(now)}.`,
    bar.endsAt === null
      ? 'There is no change window.'
      : bar.axis === 'elapsed' ? `The change window is ${formatSpan(bar.endsAt)} long.` : `The change window runs from ${at(bar.startsAt)} to ${at(bar.endsAt)}.`,
    bar.endsAt !== null && present !== null && present > bar.endsAt ? `It is over by ${formatSpan(present - bar.endsAt)}.` : null,
    bar.eta && `The expected end is ${at(bar.eta.p50)}${bar.eta.band ? `, between ${at(bar.eta.band.p10)} and ${at(bar.eta.band.p90)}` : ''}${verdict(bar)}.`,
    last && !bar.eta && bar.axis === 'elapsed' ? `The plan says ${formatSpan(last.to)}.` : null,
    floorAt !== null && bar.safetyFloorMs > 0 ? `The safety floor begins ${bar.axis === 'elapsed' ? '' : 'at '}${at(floorAt)}.` : null,
    way && `${way.words}${way.at === null ? '' : ` ${at(way.at)}`}${way.caveat === null ? '' : ` (${way.caveat})`}.`,
    ponr && `The point of no return is expected ${bar.axis === 'elapsed' ? '' : 'at '}${at(ponr.from)}.`,
    holds > 0 ? `${holds === 1 ? 'One planned hold' : `${holds} planned holds`} ahead.` : null,
  ]
  return sentences.filter((sentence) => typeof sentence === 'string').join(' ')
}

function verdict({ eta, endsAt, safetyFloorMs }: BarModel): string {
  if (!eta || endsAt === null) return ''
  const latest = eta.band?.p90 ?? eta.p50
  if (eta.p50 > endsAt) return ', after the window ends'
  if (latest > endsAt) return ', perhaps after the window ends'
  if (latest > endsAt - safetyFloorMs) return ', perhaps inside the safety floor'
  return ', inside the window'
}
