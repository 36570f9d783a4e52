/** The machine in words: for whoever can't see its picture, and for the step that somebody looks at. */
import type { Evidence } from '../../../electron/contract/shapes/scalars.ts'
import type { Book, Edge, GroupKind, Machine, Mark, Rail } from './machine.ts'

/** One thing that may happen at a step, and where it leads. */
export interface WayOut {
  readonly when: string
  readonly leads: string
  readonly tone: 'plain' | 'failed' | 'late' | 'rolling'
  /** The step it leads to. */
  readonly to: string | null
}

export const GROUP_WORDS: Readonly<Record<GroupKind, string>> = { phase: 'phase', rollback: 'rollback', 'fix-forward': 'fix-forward', fallback: 'fallback' }

export const MARK_WORDS: Readonly<Record<Mark, string>> = {
  retries: 'tries again when it fails',
  proposes: 'proposes the rollback when it fails',
  holds: 'holds the run when it fails',
  degrades: 'goes on degraded when it fails',
}

/** How much is known of a way back. */
export function evidenceWords(evidence: Evidence, rehearsals: number): string {
  switch (evidence) {
    case 'never':
      return 'never rehearsed'
    case 'low':
      return `low evidence: rehearsed ${times(rehearsals)}`
    case 'timed':
      return `rehearsed ${times(rehearsals)}`
    case 'forward-only':
      return 'forward only'
    case 'none':
      return 'no rollback from here'
  }
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`
}

export function railWords({ evidence, rehearsals }: Pick<Rail, 'evidence' | 'rehearsals'>, title: string, enters: string | null): string {
  return `Rolls back into ${title}${enters === null ? '' : `, at “${enters}”`}: ${evidenceWords(evidence, rehearsals)}.`
}

/** Where an end leads, in words. */
export function endWords(id: string): string {
  return id.replace(/^end:/, '').replaceAll('-', ' ')
}

/** Everything that the runbook says may happen at a step, in the order in which it would be read: well, badly, back. */
export function waysOut(book: Book, machine: Machine, step: string): WayOut[] {
  const titles = new Map([...book.steps.map(({ id, title }) => [id, title] as const), ...machine.groups.map(({ id, title }) => [id, title] as const)])
  const name = (id: string): string => (id.startsWith('end:') ? `the end: ${endWords(id)}` : (titles.get(id) ?? id))
  const ways = book.graph.edges.filter(({ from, kind }) => from === step && kind !== 'need').map((edge) => wayOf(edge, name, machine.groupOf.get(edge.to)?.title ?? null))
  const once = [...new Map(ways.filter((way) => way !== null).map((way) => [`${way.when}\n${way.leads}`, way])).values()]
  const retries = (when: string): boolean => once.some((way) => way.when === when && way.leads === RETRY)
  return once.map((way) => (way.leads !== RETRY && retries(way.when) ? { ...way, when: `${way.when} again` } : way)).sort((a, b) => RANK[a.tone] - RANK[b.tone])
}

const RETRY = 'tries again'
const RANK: Readonly<Record<WayOut['tone'], number>> = { plain: 0, failed: 1, late: 2, rolling: 3 }

/** One edge; null where it says nothing. `name` and `group`: of what it leads to. */
export function wayOf({ event, kind, from, to, label }: Edge, name: (id: string) => string, group: string | null): WayOut | null {
  const verb = event.split('.')[0] ?? ''
  const tone = kind === 'rollback' ? 'rolling' : verb === 'FAIL' || verb === 'NOGO' ? 'failed' : verb === 'TIMEOUT' || verb === 'EXPIRED' ? 'late' : 'plain'
  const target = to === from || to.startsWith('end:') ? null : to
  return { when: whenOf(verb, event), leads: leadsOf(), tone, to: target }

  function leadsOf(): string {
    if (kind === 'retry') return RETRY
    if (kind === 'degrade') return `goes on degraded: ${name(to)}`
    if (to === from) return label?.startsWith('propose') ? 'holds, and proposes the rollback' : 'holds for a person'
    if (kind === 'rollback') return `rolls back: ${group ?? name(to)}, from “${name(to)}” on`
    if (kind === 'branch') return `enters ${group ?? name(to)}`
    if (kind === 'resume') return `goes on at ${name(to)}`
    if (kind === 'goto') return `goes to ${name(to)}`
    return name(to)
  }
}

function whenOf(verb: string, event: string): string {
  switch (verb) {
    case 'DONE':
      return 'Done'
    case 'FAIL':
      return 'Fails'
    case 'TIMEOUT':
      return 'Time-out'
    case 'NOGO':
      return 'No-go'
    case 'EXPIRED':
      return 'Deadline passed'
    case 'CHOOSE':
      return `“${event.split('.').slice(2).join('.')}”`
    case 'ROLLBACK':
      return 'Rolled back by a person'
    case 'ACCEPT':
      return 'Proposal accepted'
    default:
      return 'Then'
  }
}
