/** How a record changes what the run has walked (see trail.ts). */
import type { JournalRecord } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { contextOf, endOf, type Snapshot } from '../machine/judge.ts'
import { STATUS } from '../machine/status.ts'
import { mainPosition, takenEdge } from '../machine/taken.ts'
import type { GraphEdge } from '../machine/ways.ts'
import { machineEvent } from './alphabet.ts'
import type { RunEvent } from './events.ts'
import { hasRunner } from './start.ts'
import { eventOf, type RunState } from './state.ts'
import type { Footstep, Trail, WayBack } from './trail.ts'

type Before = Pick<RunState, 'snapshot' | 'trail' | 'facts'>

/** The trail after a record that made `after` of the state's snapshot. */
export function follow(compiled: CompiledMachine, { snapshot: before, trail, facts }: Before, after: Snapshot, record: JournalRecord): Trail {
  if (after === before) return trail
  const event = eventOf(record)
  const asked = machineEvent(event)
  const edge = asked ? takenEdge(compiled, before, asked, after) : undefined
  const by = record.actor.via === 'auto' || record.actor.via === 'runthrough' ? null : record.actor.name
  const answered = record.actor.via === 'auto' && edge !== undefined && answersFor(compiled, edge.from, facts.mode)
  const step: Footstep | undefined = edge && { edge, at: record.at, by, answered, before: null }
  const ahead = joined(compiled, before, after, event, trail.joining)
  let { last } = trail
  const joining = [...ahead.waiting]
  for (const taken of [...(step ? [step] : []), ...ahead.over]) {
    // The phase goes on once all its lanes have ended: until then nobody has walked into what follows.
    if (taken === step && waitsForLanes(compiled, step.edge) && mainPosition(compiled, before) === mainPosition(compiled, after) && endOf(after) === null) joining.push(step)
    else last = { ...taken, before: last }
  }
  return {
    last,
    joining: joining.length === 0 && trail.joining.length === 0 ? trail.joining : joining,
    avoided: avoidedBy(compiled, before, after, event, trail.avoided),
    back: wayBack(compiled, { before, after, event, record, trail, by }, edge),
  }
}

function answersFor(compiled: CompiledMachine, id: string, mode: RunState['facts']['mode']): boolean {
  const place = compiled.layout.find(id)
  return place !== undefined && !hasRunner(place.step, mode)
}

function waitsForLanes({ layout }: CompiledMachine, { from, to }: GraphEdge): boolean {
  const place = layout.find(from)
  return place?.phase?.laned === true && layout.find(to) === undefined
}

/** Lanes that waited, and whose phase is over by its steps' own ends; what moved the run elsewhere drops them. */
function joined(compiled: CompiledMachine, before: Snapshot, after: Snapshot, event: RunEvent, waiting: readonly Footstep[]): { readonly over: readonly Footstep[]; readonly waiting: readonly Footstep[] } {
  if (waiting.length === 0) return { over: [], waiting }
  const left = mainPosition(compiled, before) !== mainPosition(compiled, after) || endOf(after) !== null
  if (!left) return { over: [], waiting }
  const context = contextOf(after)
  const byItself = contextOf(before).plan === null && event.type !== 'step.left' && event.type !== 'run.recycled' && (endOf(after)?.startsWith('completed') ?? context.plan === null)
  const settled = ({ edge }: Footstep): boolean => {
    const code = context.status[compiled.layout.find(edge.from)?.index ?? -1]
    return code === STATUS.done || code === STATUS.degraded
  }
  return { over: byItself ? waiting.filter(settled) : [], waiting: [] }
}

function avoidedBy({ layout }: CompiledMachine, before: Snapshot, after: Snapshot, event: RunEvent, avoided: readonly number[]): readonly number[] {
  if (event.type === 'step.skipped' || event.type === 'step.degraded') return [...avoided, layout.place(event.step).index]
  if (event.type !== 'step.left') return avoided
  const [was, is] = [contextOf(before).status, contextOf(after).status]
  return [...avoided, ...layout.places.flatMap(({ index }) => (is[index] === STATUS.passed && was[index] !== STATUS.passed ? [index] : []))]
}

interface Turn {
  readonly before: Snapshot
  readonly after: Snapshot
  readonly event: RunEvent
  readonly record: JournalRecord
  readonly trail: Trail
  readonly by: string | null
}

function wayBack(compiled: CompiledMachine, { before, after, event, record, trail, by }: Turn, edge: GraphEdge | undefined): WayBack | null {
  const [was, is] = [contextOf(before), contextOf(after)]
  const { back } = trail
  if (was.plan !== is.plan) {
    const branch = compiled.layout.runbook.branches.find(({ id }) => id === is.plan)
    const from = was.plan !== null && was.pending === null ? was.plan : mainPosition(compiled, before)
    if (branch?.kind !== 'rollback' || !edge || from === undefined || compiled.layout.find(edge.to)?.branch !== branch) return null
    // With nothing to undo it is over as soon as it is entered.
    const over = endOf(after) === 'rolled-back' ? { endedAt: record.at } : {}
    return { from, enter: edge.to, branch: branch.id, by, whole: !isCut(compiled, edge.to, is.started, trail.avoided), done: false, ...over }
  }
  if (!back) return back
  const inside = 'step' in event && event.step !== undefined && compiled.layout.find(event.step)?.branch?.id === back.branch
  const cut = ((event.type === 'step.skipped' || event.type === 'step.degraded') && inside) || event.type === 'step.left'
  const done = inside && event.type !== 'step.started' && record.actor.via !== 'auto'
  const next = { ...back, whole: back.whole && !cut, done: back.done || done }
  return endOf(after) === 'rolled-back' ? { ...next, endedAt: record.at } : next
}

/** A step of the way back has nothing to undo only because somebody left out what it would have undone. */
function isCut({ layout }: CompiledMachine, enter: string, started: Uint8Array, avoided: readonly number[]): boolean {
  const first = layout.find(enter)
  return (first?.sequence.slice(first.position) ?? []).some(({ undoes }) => {
    const undone = undoes.map((id) => layout.place(id).index)
    return undone.length > 0 && undone.every((index) => started[index] !== 1) && undone.some((index) => avoided.includes(index))
  })
}
