/**
 * A plan's graph as the picture shows it. A picture of every edge would be a thicket: what a step does with itself becomes a mark on it,
 * the order of the phases is told by the phases, and rollbacks of one group into one entry become one rail (rails.ts).
 */
import { least } from '../coverage/coverageWords.ts'
import type { Book, Edge, Group, Lane, Link, LinkKind, Machine, Mark } from './machine.ts'
import { railsOf } from './rails.ts'

/** What a line from phase to phase stands for: how a step that failed goes on all the same is a mark on the step. */
const ORDERLY: ReadonlySet<Edge['kind']> = new Set<Edge['kind']>(['enter', 'next', 'choose', 'end'])

export function machineOf(book: Book): Machine {
  const { edges } = book.graph
  const marks = marksOf(edges)
  const problems = Map.groupBy(book.problems, ({ at }) => at)
  const steps = new Map(book.steps.map((step) => [step.id, step]))
  const laneOf = (id: string | null, of: (step: Book['steps'][number]) => boolean): Lane => ({
    id,
    steps: book.steps.filter(of).map(({ id: step, title, kind, owner, plannedMs, comparisons, pointOfNoReturn }) => ({
      id: step, title, kind, owner, ms: comparisons.median ?? plannedMs, timed: comparisons.median !== null, pointOfNoReturn, marks: marks.get(step) ?? [], problems: problems.get(step) ?? [],
    })),
  })
  const phases = book.phases.map(({ id, title, lanes }): Group => ({ id, kind: 'phase', title, ends: null, problems: problems.get(id) ?? [], lanes: lanes.map((lane) => laneOf(lane, (step) => step.phase === id && step.lane === lane)) }))
  const branches = book.branches.map(({ id, title, kind, ends }): Group => ({ id, kind, title, ends, problems: problems.get(id) ?? [], lanes: [laneOf(null, (step) => step.branch === id)] }))
  const groups = [...phases, ...branches]
  const groupOf = new Map(groups.flatMap((group) => [[group.id, group] as const, ...group.lanes.flatMap((lane) => lane.steps.map(({ id }) => [id, group] as const))]))
  const rails = railsOf(book, groupOf)
  const inRail = new Set(rails.flatMap((rail) => [rail.group, ...rail.steps].map((from) => `${from}\n${rail.to}`)))
  const ends = edges.filter(({ kind, from }) => kind === 'end' && typeof steps.get(from)?.phase === 'string').map(({ to }) => to)
  const phaseIds = new Set(book.phases.map(({ id }) => id))
  const order = new Map([...phaseIds, ...ends].map((to) => [to, least(edges.filter((edge) => edge.to === to && edge.event !== '' && ORDERLY.has(edge.kind)).map(({ coverage }) => coverage?.status))] as const))
  return { groups, rails, ends: [...new Set(ends)], groupOf, order, links: linksOf(edges.filter((edge) => !(edge.kind === 'rollback' && inRail.has(`${edge.from}\n${edge.to}`))), steps) }
}

const MARK_OF: Readonly<Partial<Record<Edge['kind'], Mark>>> = { retry: 'retries', degrade: 'degrades', failure: 'holds', timeout: 'holds' }

function marksOf(edges: readonly Edge[]): ReadonlyMap<string, Mark[]> {
  const marks = new Map<string, Mark[]>()
  for (const { from, to, kind, event, label } of edges) {
    const accepted = kind === 'rollback' && event.startsWith('ACCEPT.')
    const mark = accepted ? 'proposes' : kind === 'degrade' || from === to ? MARK_OF[kind] : undefined
    // The edge to itself of a proposal says the same as its acceptance.
    if (!mark || (mark === 'holds' && label?.startsWith('propose'))) continue
    const known = marks.get(from) ?? []
    if (!known.includes(mark)) marks.set(from, [...known, mark])
  }
  return marks
}

const LINK_OF: Readonly<Partial<Record<Edge['kind'], LinkKind>>> = { next: 'next', need: 'need', failure: 'failure', timeout: 'timeout', goto: 'goto', choose: 'choice', resume: 'resume', rollback: 'rollback' }

/** One link for all edges of a kind between two steps. A way into the next phase is the order of the phases, and no link. */
function linksOf(edges: readonly Edge[], steps: ReadonlyMap<string, unknown>): Link[] {
  const links = new Map<string, Link>()
  for (const { from, to, kind, event, label, coverage } of edges) {
    if (from === to || !steps.has(from) || !steps.has(to)) continue
    const own = kind === 'branch' ? (event.startsWith('TIMEOUT.') ? 'timeout' : 'failure') : LINK_OF[kind]
    if (!own) continue
    const failed = own === 'timeout' && links.has(`${from}>${to}:failure`)
    const id = `${from}>${to}:${failed ? 'failure' : own}`
    links.set(id, { id, from, to, kind: failed ? 'failure' : own, label: labelOf(own, event, label, failed), coverage: least([links.get(id)?.coverage, coverage?.status]) })
  }
  // Where several kinds lead to the same step, `next` is the one that counts.
  return [...links.values()].sort((a, b) => Number(b.kind === 'next') - Number(a.kind === 'next'))
}

function labelOf(kind: LinkKind, event: string, label: string | null, alsoFailure: boolean): string | null {
  if (alsoFailure) return 'failure or time-out'
  switch (kind) {
    case 'choice':
      // CHOOSE.step.label
      return event.split('.').slice(2).join('.') || label
    case 'failure':
      return event.startsWith('NOGO.') ? 'no-go' : event.startsWith('EXPIRED.') ? 'expired' : 'failure'
    case 'timeout':
      return 'time-out'
    case 'goto':
      return event.startsWith('TIMEOUT.') ? 'time-out' : event.startsWith('FAIL.') ? 'failure' : event.startsWith('NOGO.') ? 'no-go' : event.startsWith('EXPIRED.') ? 'expired' : null
    case 'resume':
      return 'goes on here'
    default:
      return null
  }
}
