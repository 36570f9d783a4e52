/**
 * Which edge of the graph an event took: read off the machine's states before and after it. What a person does by hand (skip, retry, goto,
 * recycle), and what ends while a branch is being entered, takes none (rules 3 and 14).
 */
import type { CompiledMachine } from './compile.ts'
import type { RunContext } from './context.ts'
import { entryOfPhase, entryOfStep } from './entries.ts'
import type { MachineEvent } from './event.ts'
import { START } from './graph.ts'
import { contextOf, type Snapshot } from './judge.ts'
import type { Place } from './layout.ts'
import { STATUS } from './status.ts'
import { waysOf, type GraphEdge } from './ways.ts'

const ENDS: ReadonlySet<string> = new Set(['DONE', 'FAIL', 'GONE', 'NOGO', 'EXPIRED', 'CHOOSE'])

/** Undefined where it took none. */
export function takenEdge(compiled: CompiledMachine, before: Snapshot, event: MachineEvent, after: Snapshot): GraphEdge | undefined {
  const { layout } = compiled
  const [verb = '', id = ''] = event.type.split('.', 2)
  if (verb === 'BEGIN') return { from: START, to: layout.runbook.phases[0]?.id ?? '', event: 'BEGIN', kind: 'enter' }
  if (verb === 'ROLLBACK') return rolledBack(compiled, before)
  const place = layout.find(id)
  if (!place) return undefined
  if (verb === 'ACCEPT') return waysOf(compiled).of(place.step.id).find((edge) => edge.event === event.type)
  return ENDS.has(verb) ? ended(compiled, place, contextOf(before), event, contextOf(after)) : undefined
}

/** Where the main path stands, as the graph names it: the step of a sequence, or the phase with lanes; undefined once it is through. */
export function mainPosition({ layout }: CompiledMachine, snapshot: Snapshot): string | undefined {
  const { live } = snapshot.value as { live?: { main?: Readonly<Record<string, unknown>> } }
  const [phaseId] = Object.keys(live?.main ?? {})
  const phase = layout.runbook.phases.find(({ id }) => id === phaseId)
  if (!phase || phase.laned) return phase?.id
  return Object.keys((live?.main?.[phase.id] ?? {}) as object)[0]
}

/** A person's rollback (rule 5): out of the main path, or out of a fix-forward by the entry of the step that it came from. */
function rolledBack(compiled: CompiledMachine, before: Snapshot): GraphEdge | undefined {
  const { plan, pending, from } = contextOf(before)
  const { layout, entries } = compiled
  const position = mainPosition(compiled, before)
  if (plan !== null) {
    const entry = from === null ? undefined : entries.byFromKey.get(from)
    // Still draining: the branch was not entered, and the main path is left.
    const left = pending === null ? plan : position
    return entry && left !== undefined ? rollbackEdge(left, entry.enter, entry.branch) : undefined
  }
  if (position === undefined) return undefined
  const place = layout.find(position)
  const phaseIndex = layout.runbook.phases.findIndex(({ id }) => id === position)
  const phase = layout.runbook.phases[phaseIndex]
  const entry = place ? entryOfStep(layout, place) : phase && entryOfPhase(layout, phase, phaseIndex)
  return entry && rollbackEdge(position, entry.enter, entry.branch)
}

const rollbackEdge = (from: string, to: string, label: string): GraphEdge => ({ from, to, event: 'ROLLBACK', kind: 'rollback', label })

function ended(compiled: CompiledMachine, place: Place, before: RunContext, event: MachineEvent, after: RunContext): GraphEdge | undefined {
  const { layout, entries } = compiled
  const { index, step } = place
  if (before.pending !== null || before.plan !== (place.branch?.id ?? null)) return undefined
  const name = event.type === `GONE.${step.id}` ? `${before.ending[index] === 'timeout' ? 'TIMEOUT' : 'FAIL'}.${step.id}` : event.type
  const edges = waysOf(compiled).of(step.id).filter((edge) => edge.event === name)
  if (after.status[index] === STATUS.backoff) return edges.find(({ kind }) => kind === 'retry')
  const edge = edges.find(({ kind }) => kind !== 'retry')
  if (!edge) {
    const entry = event.type.startsWith('CHOOSE.') && after.plan !== before.plan && before.from !== null ? entries.byFromKey.get(before.from) : undefined
    return entry && { from: step.id, to: entry.enter, event: name, kind: 'choose', label: 'rollback' }
  }
  // What was proposed, or refused because a point of no return lies behind: then it only waits for a person.
  if (edge.kind === 'failure' || edge.kind === 'timeout') return after.proposed.includes(index) ? edge : undefined
  const into = layout.find(edge.to)?.branch
  return into && into !== place.branch && after.plan !== into.id ? undefined : edge
}
