/** Verdicts of a probability: steps with a margin, so that a number that trembles at a threshold turns nothing twice. */
import { isWorse, type Verdict } from '../run/verdict.ts'

/** From here on it is fine; below `RISKY` it is a no. */
export const LIKELY = 0.9
export const RISKY = 0.5
/** So much better than the threshold it must be before the verdict gets better again. */
export const MARGIN = 0.05
/** 0.9 and 0.05 are a little less than 0.95. */
const ROUNDING = 1e-9

/** `before`: the verdict as it stood; undefined the first time. It gets worse at once, and better only past the margin. */
export function steadyVerdict(share: number, before: Verdict | undefined): Exclude<Verdict, 'unknown'> {
  const now = of(share)
  if (before === undefined || before === 'unknown' || !isWorse(before, now)) return now
  const sure = of(share - MARGIN + ROUNDING)
  return isWorse(before, sure) ? sure : before
}

function of(share: number): Exclude<Verdict, 'unknown'> {
  return share >= LIKELY ? 'ok' : share >= RISKY ? 'risk' : 'no'
}
