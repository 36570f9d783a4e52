/**
 * What of a runbook was rehearsed: each transition of its machine, and each way back before the point of no return. Counted by what past runs
 * really walked (walk.ts), put on today's machine by the steps' ids; simulations and runs that a person took out never count.
 *
 * never < stale < walked < timed: the best of what all runs say holds, so that one more run never lowers anything. Timed: executed in a rehearsal or
 * a live run. Walked: a tabletop, or the tool answered for a person. Stale: all of it is too old, was on too low an environment, or is about bytes whose
 * step, or what leads to it, was another one.
 */
import type { CompiledMachine } from '../machine/compile.ts'
import { graph as graphOf, type Graph } from '../machine/graph.ts'
import { isTransition, type GraphEdge } from '../machine/ways.ts'
import type { BookFacts } from './bookFacts.ts'
import { changesBetween, type Changes } from './changes.ts'
import { createDoubts, type Doubts } from './doubts.ts'
import type { PastWalk, WalkedBack, WalkedEdge } from './walk.ts'

export type CoverageStatus = 'never' | 'walked' | 'timed' | 'stale'

interface Covered {
  readonly status: CoverageStatus
  /** Wall ms of the walk that the status rests on; absent where there is none. */
  readonly lastAt?: number
  readonly by?: string
  /** Why it is not timed. */
  readonly why?: string
}

export interface EdgeCoverage extends Covered {
  readonly from: string
  readonly event: string
  readonly to: string
  readonly kind: GraphEdge['kind']
}

export interface EntryCoverage extends Covered {
  /** The step that stands ahead or runs; a phase with lanes, or a fix-forward or fallback, as a whole. */
  readonly from: string
  readonly branch: string
  /** The branch's step that it is entered at. */
  readonly enter: string
  /** Runs that walked it to its end. */
  readonly n: number
}

export interface CoverageGap {
  readonly from: string
  readonly event: string
  readonly to: string
  readonly kind: GraphEdge['kind']
  readonly status: 'never' | 'stale'
  readonly why: string
}

export interface Coverage {
  readonly transitions: { readonly total: number } & Readonly<Record<CoverageStatus, number>>
  /** In the order of the graph; `needs` and ways into a phase are no transitions of their own. */
  readonly edges: readonly EdgeCoverage[]
  /** In the order of the file. */
  readonly entries: readonly EntryCoverage[]
  /** Transitions that were never walked, or that are stale. */
  readonly gaps: readonly CoverageGap[]
}

export interface CoverageInput {
  readonly compiled: CompiledMachine
  /** Where it was made already. */
  readonly graph?: Graph
  /** Names the bytes of today, as `PastWalk.book` names those of a run. */
  readonly book: string
  readonly facts: BookFacts
  /** In any order. */
  readonly walks: readonly PastWalk[]
  /** Facts of the bytes that a run was started from; undefined where they can't be read any more. */
  readonly factsOf: (book: string) => BookFacts | undefined
  /** Wall ms. */
  readonly now: number
}

export function coverage(input: CoverageInput): Coverage {
  const { compiled, now, walks } = input
  const drawn = (input.graph ?? graphOf(compiled)).edges.filter(isTransition)
  const counted = walks.filter(({ mode, excluded }) => !excluded && mode !== 'simulation')
  const changesOf = changesByBook(input)
  const doubts = createDoubts(compiled, now)
  const edges = coveredEdges(drawn, counted, changesOf, doubts)
  const entries = coveredEntries(compiled, drawn, counted, changesOf, doubts)
  const count = (status: CoverageStatus): number => edges.filter((edge) => edge.status === status).length
  return {
    transitions: { total: edges.length, timed: count('timed'), walked: count('walked'), stale: count('stale'), never: count('never') },
    edges,
    entries,
    gaps: edges.flatMap(({ from, event, to, kind, status, why = '' }) => (status === 'never' || status === 'stale' ? [{ from, event, to, kind, status, why }] : [])),
  }
}

/** Of a run of today's bytes nothing has changed. */
function changesByBook({ compiled, book, facts, factsOf }: CoverageInput): (book: string) => Changes | 'none' | 'unknown' {
  const known = new Map<string, Changes | 'none' | 'unknown'>([[book, 'none']])
  return (then) => {
    const before = known.get(then) ?? ((old) => (old ? changesBetween(compiled, facts, old) : ('unknown' as const)))(factsOf(then))
    known.set(then, before)
    return before
  }
}

const NEVER: Covered = { status: 'never', why: 'never rehearsed' }
const RANK: Readonly<Record<CoverageStatus, number>> = { never: 0, stale: 1, walked: 2, timed: 3 }

/** Of two that say the same, the later one is told. */
function better(one: Covered, other: Covered): Covered {
  const byStatus = RANK[other.status] - RANK[one.status]
  return byStatus > 0 || (byStatus === 0 && (other.lastAt ?? 0) > (one.lastAt ?? 0)) ? other : one
}

/** Edges are found by where they begin: a step has few, and there are as many walked edges as runs times steps. */
function coveredEdges(drawn: readonly GraphEdge[], walks: readonly PastWalk[], changesOf: ReturnType<typeof changesByBook>, doubts: Doubts): EdgeCoverage[] {
  const best: Covered[] = drawn.map(() => NEVER)
  const from = new Map<string, number[]>()
  drawn.forEach((edge, index) => {
    const known = from.get(edge.from)
    if (known) known.push(index)
    else from.set(edge.from, [index])
  })
  /** By the bytes, and the edge. */
  const aboutContent = new Map<Changes | 'none' | 'unknown', (readonly string[])[]>()
  for (const walk of walks) {
    const changes = changesOf(walk.book)
    const reasons = aboutContent.get(changes) ?? []
    aboutContent.set(changes, reasons)
    const isRenamed = typeof changes !== 'string' && changes.isRenamed
    for (const walked of walk.edges) {
      const edge = isRenamed ? presentEdge(walked, changes) : walked
      const index = from.get(edge.from)?.find((one) => isSame(drawn[one], edge))
      const known = index === undefined ? undefined : best[index]
      if (index === undefined || known === undefined || (known.status === 'timed' && (known.lastAt ?? 0) >= edge.at)) continue
      const content = (reasons[index] ??= doubts.ofEdge(edge, changes))
      best[index] = better(known, covered(edge, walk, walk.mode !== 'tabletop' && !edge.answered, [...doubts.ofWalk(walk, edge.at), ...content]))
    }
  }
  return drawn.map(({ from, event, to, kind }, index) => ({ from, event, to, kind, ...(best[index] ?? NEVER) }))
}

function isSame(one: GraphEdge | undefined, other: WalkedEdge): boolean {
  return one !== undefined && one.kind === other.kind && one.event === other.event && one.to === other.to
}

function presentEdge(edge: WalkedEdge, changes: Changes): WalkedEdge {
  const [verb = '', step, ...rest] = edge.event.split('.')
  const event = step === undefined ? edge.event : [verb, changes.present(step), ...rest].join('.')
  return { ...edge, from: changes.present(edge.from), to: changes.present(edge.to), event }
}

function coveredEntries({ layout }: CompiledMachine, drawn: readonly GraphEdge[], walks: readonly PastWalk[], changesOf: ReturnType<typeof changesByBook>, doubts: Doubts): EntryCoverage[] {
  const backs = new Map<string, { readonly back: WalkedBack; readonly walk: PastWalk; readonly changes: Changes | 'none' | 'unknown' }[]>()
  const entryKey = (from: string, enter: string): string => `${from}\n${enter}`
  for (const walk of walks) {
    if (!walk.back) continue
    const changes = changesOf(walk.book)
    const present = typeof changes === 'string' ? (id: string) => id : changes.present
    const back = { ...walk.back, from: present(walk.back.from), enter: present(walk.back.enter) }
    const key = entryKey(back.from, back.enter)
    backs.set(key, [...(backs.get(key) ?? []), { back, walk, changes }])
  }
  const { phases, branches } = layout.runbook
  const firsts = new Map<string, string | undefined>([...phases.map((phase) => [phase.id, phase.lanes[0]?.steps[0]?.id] as const), ...branches.map((branch) => [branch.id, branch.steps[0]?.id] as const)])
  const inFile = ({ from }: GraphEdge): number => layout.find(firsts.get(from) ?? from)?.index ?? 0
  return drawn
    .filter(({ event }) => event === 'ROLLBACK')
    .sort((a, b) => inFile(a) - inFile(b))
    .map(({ from, to }) => {
      const walked = backs.get(entryKey(from, to)) ?? []
      const best = walked.reduce<Covered>(
        (known, { back, walk, changes }) => better(known, covered(back, walk, walk.mode !== 'tabletop' && back.done, [...doubts.ofWalk(walk, back.at), ...doubts.ofBack(back, changes)])),
        NEVER,
      )
      return { from, branch: layout.find(to)?.branch?.id ?? '', enter: to, n: walked.length, ...best }
    })
}

function covered({ at, by }: Pick<WalkedEdge, 'at' | 'by'>, walk: PastWalk, executed: boolean, doubts: readonly string[]): Covered {
  const name = by ?? walk.by
  const who = { lastAt: at, ...(name === null ? {} : { by: name }) }
  if (doubts.length > 0) return { status: 'stale', ...who, why: doubts.join('; ') }
  if (executed) return { status: 'timed', ...who }
  return { status: 'walked', ...who, why: walk.mode === 'tabletop' ? 'walked in a tabletop only: nothing was executed' : 'the tool answered for the people: nobody was timed' }
}
