/**
 * Where a run can get, step by step: lanes are followed one by one, never as combinations, so that 5,000 steps take well under a second.
 * A node is a step in one of a few circumstances: which points of no return lie behind it, and what its branch was entered from.
 * Exact where `needs` and the order of steps have no loop (needs-cycle is checked first), but for what one lane undoes of another.
 */
import type { BranchId, StepId } from '../ports.ts'
import type { Branch } from '../runbook/model.ts'
import type { CompiledMachine } from './compile.ts'
import { cross, crossedKey, merge, survivesCrossed, type Crossed } from './crossed.ts'
import type { EntryTarget } from './effects.ts'
import { entryOfPhase, entryOfStep, type DeclaredEntry, type Entry } from './entries.ts'
import { exitsOf, statesById, type Exit } from './exits.ts'
import type { Place } from './layout.ts'

/** What a branch was entered from, as far as it matters inside. */
interface Origin {
  /** Key of the rollback entry that stays open inside (rule 5), null where none does. */
  readonly from: string | null
  /** The lane that it was entered from, where a step of that lane did it. */
  readonly lane: { readonly phase: number; readonly id: string } | null
  /** Where that lane goes on when the branch moves another one. */
  readonly left: string | null
}

export interface Node {
  /** Null for the end of a lane. */
  readonly place: Place | null
  /** There is nothing to undo here: the step is passed over. */
  readonly passes: boolean
  readonly crossed: Crossed
  /** A point of no return of another lane of this phase lies behind: all entries of the phase are closed. */
  readonly beside: boolean
  readonly origin: Origin | null
  /** How it was first got to. */
  readonly parent: Node | null
  /** What the steps' own ends lead to. */
  readonly next: Set<Node>
  /** Where a branch moves another lane than the one that it was entered from. */
  readonly aside: Set<Node>
  /** What a person's rollback leads to, and where other lanes find themselves. */
  readonly also: Set<Node>
  readonly ends: Set<'completed' | 'completed-degraded' | 'rolled-back'>
}

export interface Reach {
  readonly nodes: readonly Node[]
  /** Nodes of a step, by its index. */
  of(place: Place): readonly Node[]
  /** Ends of lanes, by phase and lane. */
  laneEnd(phase: number, lane: string): Node | undefined
  /** Did the lanes of this phase all get to their ends? */
  joined(phase: number): boolean
  /** Nodes whose step can start: what it needs settles. */
  readonly runs: ReadonlySet<Node>
  readonly exits: readonly (readonly Exit[])[]
  /** Rollbacks by a person that can happen: from a step (in a sequence) or a phase (with lanes), into an entry. */
  readonly byHand: readonly { readonly from: string; readonly entry: DeclaredEntry }[]
  /** Out of a branch, by the entry of the step that it came from. */
  readonly byHandInside: readonly { readonly branch: BranchId; readonly entry: Entry }[]
}

type Way = 'next' | 'aside' | 'also'

/**
 * A step with more circumstances than that (many points of no return, and jumps between all of them) is looked at in fewer: in the one that
 * leaves most rollbacks open, so that nothing is reported that is not so.
 */
const MAX_VARIANTS = 8
const MAX_NODES = 200_000

export function reach({ layout, entries, config }: CompiledMachine): Reach {
  const { phases } = layout.runbook
  const states = statesById(config)
  const exits = layout.places.map((place) => exitsOf(place.step, states.get(place.step.id) ?? {}))
  const entryAt = new Map(entries.all.map((entry) => [entry.key, entry]))
  const phaseIndex = new Map(phases.map((phase, index) => [phase.id as string, index]))
  const laneEnds = new Map<string, { index: number; lane: string }>(phases.flatMap((phase, index) => (phase.laned ? phase.lanes.map((lane) => [`${phase.id}:${lane.id}:end`, { index, lane: lane.id ?? '' }] as const) : [])))
  const branchEnds = new Map<string, Branch>(layout.runbook.branches.map((branch) => [`${branch.id}:end`, branch]))
  const risky = phases.map((phase) => phase.lanes.filter((lane) => lane.steps.some((step) => step.pointOfNoReturn)).map((lane) => lane.id))
  const resumes = resuming()

  const nodes: Node[] = []
  const runs = new Set<Node>()
  const byKey = new Map<string, Node>()
  const byPlace: Node[][] = layout.places.map(() => [])
  const work: Node[] = []
  const joins = phases.map((phase) => ({ lanes: new Map(phase.lanes.map((lane) => [lane.id, new Map<string, Crossed>()])), done: new Set<string>() }))
  const beyond = new Map<string, number>()
  const waiting = new Map<string, Node[]>()
  const byHand = new Map<string, { from: string; entry: DeclaredEntry }>()
  const byHandInside = new Map<string, { branch: BranchId; entry: Entry }>()
  const variants = new Map<string, Node[]>()

  enterPhase(0, null, null)
  for (let node = work.pop(); node; node = work.pop()) walk(node)
  return {
    nodes,
    of: (place) => byPlace[place.index] ?? [],
    laneEnd: (phase, lane) => byKey.get(`end ${phase} ${lane}`),
    joined: (phase) => (joins[phase]?.done.size ?? 0) > 0,
    runs,
    exits,
    byHand: [...byHand.values()],
    byHandInside: [...byHandInside.values()],
  }

  function nodeOf(key: string, make: () => Omit<Node, Way | 'ends'>): Node {
    const known = byKey.get(key)
    if (known) return known
    const node: Node = { ...make(), next: new Set(), aside: new Set(), also: new Set(), ends: new Set() }
    byKey.set(key, node)
    nodes.push(node)
    if (node.place && !node.passes) {
      byPlace[node.place.index]?.push(node)
      work.push(node)
    }
    return node
  }

  function link(parent: Node | null, node: Node, how: Way): void {
    if (parent) parent[how].add(node)
  }

  /** The run's control gets to a step. `how`: by the end of the step that stands before it, or otherwise. */
  function arrive(place: Place, crossed: Crossed, beside: boolean, origin: Origin | null, parent: Node | null, how: Way): void {
    const where = `${place.index} ${beside} ${origin ? `${origin.from} ${origin.lane?.phase} ${origin.lane?.id} ${origin.left}` : ''}`
    const key = `${where} ${crossedKey(crossed)}`
    let node = byKey.get(key) ?? substitute(where, place, crossed)
    if (!node) {
      node = nodeOf(key, () => ({ place, passes: false, crossed, beside, origin, parent }))
      variants.set(where, [...(variants.get(where) ?? []), node])
    }
    link(parent, node, how)
    if (place.lane !== null) advance(`${place.phaseIndex} ${place.lane}`, place.position)
    if (place.step.undoes.length === 0) return
    const passKey = `pass ${key}`
    const known = byKey.get(passKey)
    const pass = nodeOf(passKey, () => ({ place, passes: true, crossed, beside, origin, parent }))
    link(parent, pass, how)
    if (!known) go(following(place), crossed, beside, origin, pass, 'next')
  }

  function substitute(where: string, place: Place, crossed: Crossed): Node | undefined {
    if (!crossed) return undefined
    const others = variants.get(where) ?? []
    if (others.length < MAX_VARIANTS && nodes.length < MAX_NODES) return undefined
    const candidates = (others.length > 0 ? others : nodes.length < MAX_NODES ? [] : (byPlace[place.index] ?? [])).filter((node) => node.crossed)
    return candidates.toSorted((a, b) => (a.crossed?.phase ?? 0) - (b.crossed?.phase ?? 0) || (a.crossed?.position ?? 0) - (b.crossed?.position ?? 0))[0]
  }

  function advance(lane: string, position: number): void {
    if ((beyond.get(lane) ?? -1) >= position) return
    beyond.set(lane, position)
    const woken = waiting.get(lane)
    waiting.delete(lane)
    work.push(...(woken ?? []))
  }

  function following(place: Place): string {
    const next = place.sequence[place.position + 1]
    if (next) return next.id
    if (place.branch) return `${place.branch.id}:end`
    if (place.lane !== null) return `${place.phase?.id}:${place.lane}:end`
    return phases[place.phaseIndex + 1]?.id ?? 'main:end'
  }

  /** The strand of `parent` goes on in the state with this id. */
  function go(to: string, crossed: Crossed, beside: boolean, origin: Origin | null, parent: Node | null, how: Way): void {
    const place = layout.find(to)
    if (place) {
      if (place.branch || !parent?.place || parent.place.branch || parent.place.phaseIndex === place.phaseIndex) arrive(place, crossed, beside, place.branch ? origin : null, parent, how)
      else moveTo(place, leavePhase({ ...parent, crossed }), parent, how)
      return
    }
    const lane = laneEnds.get(to)
    if (lane) return endLane(lane.index, lane.lane, crossed, beside, parent, how)
    const branch = branchEnds.get(to)
    if (branch) {
      if ('resume' in branch.ends) resume(branch.ends.resume, crossed, origin, parent, how)
      else if (how !== 'also') parent?.ends.add(branch.ends.end)
      return
    }
    enterPhase(phaseIndex.get(to) ?? phases.length, parent?.place && !parent.place.branch ? leavePhase({ ...parent, crossed }) : crossed, parent, how)
  }

  function leavePhase(node: Node): Crossed {
    return node.beside && node.place ? merge(node.crossed, { phase: node.place.phaseIndex, lane: true, position: 0 }) : node.crossed
  }

  function enterPhase(index: number, crossed: Crossed, parent: Node | null, how: Way = 'next'): void {
    const phase = phases[index]
    if (!phase && how === 'next') parent?.ends.add('completed')
    for (const lane of phase?.lanes ?? []) start(layout.place(lane.steps[0]?.id as StepId), crossed, parent, how)
  }

  /** Into a step of the main path, with and without a point of no return of another lane behind. */
  function start(place: Place, crossed: Crossed, parent: Node | null, how: Way): void {
    arrive(place, crossed, false, null, parent, how)
    if (place.lane !== null && risky[place.phaseIndex]?.some((lane) => lane !== place.lane)) arrive(place, crossed, true, null, parent, how)
  }

  /** From outside of its phase into a step: the other lanes come by from their starts. */
  function moveTo(place: Place, crossed: Crossed, parent: Node | null, how: Way): void {
    start(place, crossed, parent, how)
    for (const lane of place.phase?.lanes ?? []) if (lane.id !== place.lane) start(layout.place(lane.steps[0]?.id as StepId), crossed, parent, 'also')
  }

  function endLane(index: number, lane: string, crossed: Crossed, beside: boolean, parent: Node | null, how: Way): void {
    const end = nodeOf(`end ${index} ${lane}`, () => ({ place: null, passes: false, crossed: null, beside: false, origin: null, parent }))
    link(parent, end, how)
    advance(`${index} ${lane}`, Infinity)
    const join = joins[index]
    if (!join || beside) return
    const mine = join.lanes.get(lane)
    if (mine?.has(crossedKey(crossed))) return
    mine?.set(crossedKey(crossed), crossed)
    let all: Map<string, Crossed> = new Map([[crossedKey(crossed), crossed]])
    for (const [id, others] of join.lanes) {
      if (id === lane) continue
      const merged = [...all.values()].flatMap((one) => [...others.values()].map((other) => merge(one, other)))
      all = new Map(merged.map((one) => [crossedKey(one), one]))
    }
    for (const [key, one] of all) {
      if (join.done.has(key)) continue
      join.done.add(key)
      for (const { id } of phases[index]?.lanes ?? []) enterPhase(index + 1, one, byKey.get(`end ${index} ${id}`) ?? null)
    }
  }

  /** A branch comes back: it moves one lane, the others stand where they are (rule 4). */
  function resume(to: StepId, crossed: Crossed, origin: Origin | null, parent: Node | null, how: Way): void {
    const place = layout.place(to)
    const lane = origin?.lane
    const samePhase = lane?.phase === place.phaseIndex
    const otherLane = samePhase && lane.id !== place.lane
    moveTo(place, crossed, parent, otherLane && how === 'next' ? 'aside' : how)
    if (otherLane && origin?.left) {
      const left = layout.find(origin.left)
      if (left) start(left, crossed, parent, how)
      else go(origin.left, crossed, false, null, parent, how)
    }
  }

  function enter(target: EntryTarget, crossed: Crossed, origin: Origin, parent: Node, how: Way): void {
    const entry = entryAt.get(target.key)
    if (!entry) return
    const place = layout.place(entry.enter)
    const from = place.branch?.kind === 'rollback' ? null : origin.from
    arrive(place, crossed, false, origin.lane && resumes.get(target.branch)?.has(origin.lane.phase) ? { ...origin, from } : { from, lane: null, left: null }, parent, how)
  }

  /** The phases that a branch may come back to, itself or by another one that it fails into. Elsewhere it makes no odds which lane it was entered from. */
  function resuming(): ReadonlyMap<string, ReadonlySet<number>> {
    const found = new Map(layout.runbook.branches.map((branch) => [branch.id as string, new Set('resume' in branch.ends ? [layout.place(branch.ends.resume).phaseIndex] : [])]))
    const size = (): number => [...found.values()].reduce((sum, phases) => sum + phases.size, 0)
    for (let before = -1; before !== size(); ) {
      before = size()
      for (const { branch, index } of layout.places)
        for (const exit of exits[index] ?? []) if (branch && exit.enters) for (const phase of found.get(exit.enters.branch) ?? []) found.get(branch.id)?.add(phase)
    }
    return found
  }

  /** Everything that a node leads to. */
  function walk(node: Node): void {
    const { place, crossed, origin } = node
    if (!place) return
    const lane = place.lane === null ? null : { phase: place.phaseIndex, id: place.lane }
    if (!place.branch) rollBack(place, crossed, node)
    const blocked = place.branch ? undefined : place.step.needs.find((need) => !canSettle(layout.place(need), place))
    if (blocked !== undefined) {
      const other = layout.place(blocked)
      const key = `${other.phaseIndex} ${other.lane}`
      waiting.set(key, [...(waiting.get(key) ?? []), node])
      return
    }
    runs.add(node)
    const after = cross(crossed, place)
    const behind = place.branch ? after : leavePhase({ ...node, crossed: after })
    if (place.branch && place.branch.kind !== 'rollback') rollBackInside(place.branch.id, after, origin, node)
    for (const exit of exits[place.index] ?? []) {
      const open = !exit.needs || (!node.beside && survivesCrossed(exit.needs, after))
      const left = exit.kind !== 'propose' && exit.to !== undefined ? exit.to : null
      if (exit.enters) {
        // Proposed inside a branch, or refused: it waits for a person.
        if (open) enter(exit.enters, behind, place.branch ? { lane: null, left: null, ...origin, from: exit.from === undefined ? (origin?.from ?? null) : null } : { from: stillOpen(exit.from, node, after), lane, left: lane && left }, node, 'next')
      } else if (exit.kind === 'inside') rollBackInside(place.branch?.id ?? null, after, origin, node, 'next')
      else if (exit.to !== undefined) go(exit.to, after, node.beside, origin, node, 'next')
    }
  }

  function canSettle(need: Place, here: Place): boolean {
    if (need.branch || need.lane === null || need.phaseIndex !== here.phaseIndex || need.lane === here.lane) return true
    return (beyond.get(`${need.phaseIndex} ${need.lane}`) ?? -1) > need.position
  }

  /** A person's rollback (rule 5): in a sequence by the step's entry, with lanes by the phase's; before and while the step runs. */
  function rollBack(place: Place, crossed: Crossed, node: Node): void {
    const { phase } = place
    if (!phase || node.beside) return
    const entry = phase.laned ? entryOfPhase(layout, phase, place.phaseIndex) : entryOfStep(layout, place)
    if (!entry || !survivesCrossed(entry, crossed)) return
    const from = phase.laned ? phase.id : place.step.id
    byHand.set(from, { from, entry })
    enter(entry, crossed, { from: null, lane: null, left: null }, node, 'also')
  }

  function stillOpen(from: string | null | undefined, node: Node, crossed: Crossed): string | null {
    const entry = from === null || from === undefined ? undefined : entries.byFromKey.get(from)
    return entry && !node.beside && survivesCrossed(entry, crossed) ? entry.key : null
  }

  function rollBackInside(branch: BranchId | null, crossed: Crossed, origin: Origin | null, node: Node, how: Way = 'also'): void {
    const entry = origin?.from === null || origin === null ? undefined : entryAt.get(origin.from)
    // It was open when the branch was entered; a point of no return inside of the branch closes every entry.
    if (!entry || branch === null || crossed?.phase === Infinity) return
    byHandInside.set(`${branch} ${entry.key}`, { branch, entry })
    enter(entry, crossed, { from: null, lane: null, left: null }, node, how)
  }
}
