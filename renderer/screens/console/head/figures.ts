/** The clocks of a run and what they mean, from what its stream says. Pure; times are wall ms. */
import type { RunNow } from '../../../../electron/contract/shapes/run.ts'
import type { Tone } from '../../../ui/tone.ts'

type Now = Pick<RunNow, 'eta' | 'standing' | 'alsoHeld' | 'forecast' | 'bar'>

/**
 * The expected end as it is at this moment: while the run is on hold it moves on with the clock, as nothing is done meanwhile. Null where
 * nobody knows it.
 */
export function etaNow({ eta, standing, alsoHeld, forecast }: Pick<Now, 'eta' | 'standing' | 'alsoHeld' | 'forecast'>, now: number): RunNow['eta'] {
  const heldSince = standing.is === 'held' ? standing.since : (alsoHeld?.since ?? null)
  if (eta === null || heldSince === null) return eta
  // A forecast that was made in the hold counts from when it was made.
  const byMs = Math.max(0, now - Math.max(heldSince, forecast?.at ?? heldSince))
  if (eta.from === 'comparison') return { ...eta, p50At: eta.p50At + byMs }
  return { ...eta, p10At: eta.p10At + byMs, p50At: eta.p50At + byMs, p90At: eta.p90At + byMs }
}

/** T−: until the end of the sequence, ms. It stops in a hold. Null where nobody knows the end. */
export function tMinus(run: Pick<Now, 'eta' | 'standing' | 'alsoHeld' | 'forecast'>, now: number): number | null {
  const eta = etaNow(run, now)
  return eta && Math.max(0, eta.p50At - now)
}

export interface EtaVerdict {
  readonly tone: Tone
  /** Empty where all is well. */
  readonly words: string
}

/** What the expected end means for the change window. */
export function etaVerdict({ eta, bar }: Pick<Now, 'eta' | 'bar'>, now: number): EtaVerdict {
  if (eta === null || bar === null) return { tone: 'plain', words: '' }
  const latest = eta.from === 'forecast' ? eta.p90At : eta.p50At
  if (Math.max(eta.p50At, now) > bar.endsAt) return { tone: 'failed', words: 'past the window' }
  if (latest > bar.endsAt) return { tone: 'late', words: 'perhaps past the window' }
  if (latest > bar.endsAt - bar.safetyFloorMs) return { tone: 'late', words: 'in the safety floor' }
  return { tone: 'fine', words: '' }
}

/** Runs of less than this are told to the second. */
const SHORT_MS = 2 * 3_600_000

/** Do seconds matter in this run's clock times? */
export function showsSeconds({ eta }: Pick<Now, 'eta'>, startedAt: number, endedAt: number | null): boolean {
  const end = endedAt ?? eta?.p50At ?? startedAt
  return end - startedAt < SHORT_MS
}
