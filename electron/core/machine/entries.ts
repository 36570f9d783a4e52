/** Rollback entries: which one holds for a step, and whether it still counts after the points of no return crossed (rules 5 and 7). */
import type { BranchId, StepId } from '../ports.ts'
import type { Phase, RollbackEntry, Runbook } from '../runbook/model.ts'
import type { Layout, Place } from './layout.ts'

/** One way into a branch. `key` names it in the machine. */
export interface Entry {
  readonly key: string
  readonly branch: BranchId
  readonly enter: StepId
}

/** A rollback entry with the place of its declaration, which decides whether it survives a point of no return. */
export interface DeclaredEntry extends Entry {
  readonly level: 'runbook' | 'phase' | 'step'
  readonly phaseIndex: number
  readonly lane: string | null
  readonly position: number
}

export function entryInto(layout: Layout, branchId: BranchId, enter?: StepId): Entry {
  const first = enter ?? layout.branch(branchId).steps[0]?.id
  if (first === undefined) throw new Error(`branch ${branchId} has no steps`)
  return { key: `${branchId}:${first}`, branch: branchId, enter: first }
}

function declared(layout: Layout, entry: RollbackEntry | undefined, where: Omit<DeclaredEntry, keyof Entry>): DeclaredEntry | undefined {
  return entry && 'branch' in entry ? { ...entryInto(layout, entry.branch, entry.enter), ...where } : undefined
}

const nowhere = { phaseIndex: -1, lane: null, position: -1 } as const

/** The runbook's own entry, where nothing nearer declares one. */
function ofRunbook(layout: Layout, runbook: Runbook): DeclaredEntry | undefined {
  return declared(layout, runbook.rollback, { level: 'runbook', ...nowhere })
}

/** The entry a person's rollback takes anywhere in this (laned) phase. */
export function entryOfPhase(layout: Layout, phase: Phase, phaseIndex: number): DeclaredEntry | undefined {
  if (phase.rollback) return declared(layout, phase.rollback, { level: 'phase', phaseIndex, lane: null, position: -1 })
  return ofRunbook(layout, layout.runbook)
}

/** The entry that serves a step's own `on:` actions, and a person's rollback in a sequence: the step's, else its phase's, else the runbook's. */
export function entryOfStep(layout: Layout, place: Place): DeclaredEntry | undefined {
  const own = place.step.rollback
  if (own) return declared(layout, own, { level: 'step', phaseIndex: place.phaseIndex, lane: place.lane, position: place.position })
  return place.phase ? entryOfPhase(layout, place.phase, place.phaseIndex) : undefined
}

/** True where the entry is declared on a later phase or step than the crossed point of no return. */
export function survives(entry: DeclaredEntry, crossed: Place): boolean {
  if (entry.level === 'runbook') return false
  if (entry.phaseIndex !== crossed.phaseIndex) return entry.phaseIndex > crossed.phaseIndex
  return entry.level === 'step' && entry.lane === crossed.lane && entry.position > crossed.position
}

/** Names an entry together with the place of its declaration: two phases may declare the same branch, with other rights after a point of no return. */
function fromKey(entry: DeclaredEntry): string {
  return `${entry.key}@${entry.level}:${entry.phaseIndex}:${entry.lane ?? ''}:${entry.position}`
}

export interface Entries {
  /** Every distinct way into a branch that the runbook declares, by rollback entries and by `{branch: …}` actions. */
  readonly all: readonly Entry[]
  readonly byFromKey: ReadonlyMap<string, DeclaredEntry>
  /** The key in byFromKey of the rollback entry that holds for a step, or null where none does. */
  fromKeyOf(step: StepId): string | null
}

export function collectEntries(layout: Layout): Entries {
  const all = new Map<string, Entry>()
  const byFromKey = new Map<string, DeclaredEntry>()
  const add = (entry: Entry | undefined): void => {
    if (entry && !all.has(entry.key)) all.set(entry.key, { key: entry.key, branch: entry.branch, enter: entry.enter })
  }
  for (const branch of layout.runbook.branches) add(entryInto(layout, branch.id))
  layout.runbook.phases.forEach((phase, index) => add(entryOfPhase(layout, phase, index)))
  for (const place of layout.places) {
    const entry = entryOfStep(layout, place)
    add(entry)
    if (entry) byFromKey.set(fromKey(entry), entry)
  }
  return {
    all: [...all.values()],
    byFromKey,
    fromKeyOf(step) {
      const entry = entryOfStep(layout, layout.place(step))
      return entry ? fromKey(entry) : null
    },
  }
}
