/** The way back in words: where it leads, how long it takes, how much is known of it. */
import type { WayBack } from '../../../../electron/contract/shapes/run.ts'
import { formatSpan } from '../../../ui/format.ts'

/** "14 min to 19 min", and what of it that is; null where nobody timed it. */
export function takes({ evidence, p50Ms, p90Ms }: Pick<WayBack, 'evidence' | 'p50Ms' | 'p90Ms'>): string | null {
  if (p50Ms === null || p90Ms === null) return null
  const [from, to] = [formatSpan(p50Ms), formatSpan(p90Ms)]
  return from === to ? `about ${from}` : `${from} to ${to} (${evidence === 'low' ? 'the median and the longest seen' : 'P50 to P90'})`
}

/** What the figures rest on. */
export function evidenceWords({ evidence, rehearsals }: Pick<WayBack, 'evidence' | 'rehearsals'>): string {
  switch (evidence) {
    case 'timed':
      return `rehearsed ${times(rehearsals)}`
    case 'low':
      return `rehearsed ${times(rehearsals)}: low evidence`
    case 'never':
      return 'never rehearsed: nobody knows how long it takes'
    case 'forward-only':
      return 'behind the point of no return: forward only'
    case 'none':
      return 'the runbook has none from here'
  }
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`
}
