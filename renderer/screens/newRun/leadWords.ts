/** What a rehearsal is led to, in words. */
import type { LeadView } from '../../../electron/contract/shapes/coverage.ts'
import { endWords, wayOf } from '../../parts/graph/words.ts'
import type { Goal } from '../../store/paths.ts'

export function goalWords({ from, to, event, kind }: Goal, titleOf: (id: string) => string): string {
  if (event === 'ROLLBACK') return `the way back from “${titleOf(from)}”`
  if (event.startsWith('ACCEPT.')) return `the rollback that “${titleOf(from)}” proposes`
  const name = (id: string): string => (id.startsWith('end:') ? `the end: ${endWords(id)}` : `“${titleOf(id)}”`)
  const way = wayOf({ from, to, event, kind, label: null, coverage: null }, name, null)
  if (event === 'BEGIN' || !way) return 'the beginning'
  const leads = kind === 'rollback' ? 'rolls back' : kind === 'branch' ? `branches off to ${name(to)}` : way.leads
  return `“${titleOf(from)}”: ${way.when.toLowerCase()}, ${leads}`
}

/** For the run's log; null where nobody has to do anything. */
export function leadNote({ steps }: LeadView, goal: string): string | null {
  return steps.length === 0 ? null : [`This rehearsal is for ${goal}.`, ...steps.map(({ words }) => words)].join(' ')
}
