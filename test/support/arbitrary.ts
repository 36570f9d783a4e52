/**
 * Small random runbooks for property tests: valid by the rules of the format (what is named exists, a goto reaches, a rollback
 * branch ends rolled-back and never rolls back), and otherwise as odd as a file can be: most have findings of the machine's checks.
 * Filter with `checkMachine(compile(book))` where only sound ones are wanted. Each declaration has a line of its own.
 */
import * as fc from 'fast-check'
import type { PhaseId, StepId } from '../../electron/core/ports.ts'
import type { Action, Branch, Phase, Policy, RollbackEntry, Runbook, Step, StepKind } from '../../electron/core/runbook/model.ts'
import { bid, runbook, sid, step } from './build.ts'

interface Shape {
  readonly maxPhases?: number
  readonly maxLanes?: number
  /** Steps of one lane, phase or branch. */
  readonly maxSteps?: number
  /** `needs` only lead to what the order of steps brings first (default), or anywhere. */
  readonly wildNeeds?: boolean
}

interface Slot {
  readonly id: StepId
  /** Index of its phase, or -1 in a branch. */
  readonly phase: number
  readonly lane: string | null
  readonly branch: number
  readonly position: number
}

const KINDS: readonly StepKind[] = ['command', 'command', 'command', 'manual', 'check', 'migration', 'wait', 'gate', 'decision', 'decision']
const BRANCH_KINDS: readonly Branch['kind'][] = ['rollback', 'rollback', 'fix-forward', 'fallback']

export function arbitraryRunbook(shape: Shape = {}): fc.Arbitrary<Runbook> {
  return fc.gen().map((gen) => build(gen, shape))
}

function build(gen: fc.GeneratorValue, { maxPhases = 3, maxLanes = 3, maxSteps = 3, wildNeeds = false }: Shape): Runbook {
  let line = 0
  const at = () => ({ line: (line += 1), column: 1 })
  const number = (min: number, max: number): number => gen(fc.integer, { min, max })
  /** True in one of `of` cases; shrinks to false. */
  const sometimes = (of: number): boolean => number(1, of) === of
  const pick = <T>(...values: T[]): T => gen(fc.constantFrom<T[]>, ...values)

  // First the skeleton: which steps there are, so that references may lead forward too.
  const main: Slot[] = []
  const phases = Array.from({ length: number(1, maxPhases) }, (_, phase) => {
    const laned = sometimes(3)
    const lanes = (laned ? ['a', 'b', 'c'].slice(0, number(1, maxLanes)) : [null]).map((lane, laneIndex) => {
      const slots = Array.from({ length: number(1, laned ? Math.min(2, maxSteps) : maxSteps) }, (__, position): Slot => ({ id: sid(`p${phase}${lane ?? ''}${laned ? laneIndex : ''}s${position}`), phase, lane, branch: -1, position }))
      main.push(...slots)
      return { id: lane, slots }
    })
    return { id: `p${phase}`, laned, lanes }
  })
  const branches = Array.from({ length: number(0, 3) }, (_, branch) => ({
    id: bid(`b${branch}`),
    kind: pick(...BRANCH_KINDS),
    slots: Array.from({ length: number(1, Math.min(2, maxSteps)) }, (__, position): Slot => ({ id: sid(`b${branch}s${position}`), phase: -1, lane: null, branch, position })),
  }))

  const targets = (from: Slot): readonly Slot[] => {
    if (from.branch >= 0) return branches[from.branch]?.slots ?? []
    return main.filter((to) => (to.phase === from.phase && to.lane === from.lane) || (from.lane === null && (to.lane === null || (to.lane === 'a' && to.position === 0))))
  }
  const action = (from: Slot, words: readonly Action['do'][]): Action => {
    const all: Action[] = words.map((word) => ({ do: word }) as Action)
    if (from.branch < 0 || branches[from.branch]?.kind !== 'rollback') all.push({ do: 'rollback' })
    if (branches.length > 0) all.push({ do: 'branch', branch: pick(...branches).id })
    all.push({ do: 'goto', step: pick(...targets(from)).id })
    return pick(...all)
  }
  const policy = (from: Slot): Policy => ({ retries: number(0, 1), delayMs: 1_000, then: action(from, ['hold', 'degrade']) })
  const gatePolicy = (from: Slot): Policy => ({ retries: sometimes(3) ? 1 : 0, delayMs: 1_000, then: action(from, ['hold']) })
  const entry = (): RollbackEntry | undefined => {
    const rollbacks = branches.filter(({ kind }) => kind === 'rollback')
    if (sometimes(8)) return { none: 'nothing to undo', at: at() }
    if (rollbacks.length === 0 || !sometimes(2)) return undefined
    const into = pick(...rollbacks)
    return { branch: into.id, at: at(), ...(sometimes(4) ? { enter: pick(...into.slots).id } : {}) }
  }
  const needs = (from: Slot): StepId[] => {
    const all = from.branch >= 0 ? (branches[from.branch]?.slots ?? []) : main
    const before = (to: Slot): boolean => to.phase < from.phase || (to.phase === from.phase && (to.lane === from.lane ? to.position < from.position : (to.lane ?? '') < (from.lane ?? '')))
    const possible = all.filter((to) => wildNeeds || before(to))
    return possible.length > 0 && sometimes(from.lane === null ? 6 : 2) ? [pick(...possible).id] : []
  }
  // Each step is undone by one branch step at most: a second one would never run.
  const undoable = new Set(main.map(({ id }) => id))
  const undoes = (from: Slot): StepId[] => {
    if (from.branch < 0 || branches[from.branch]?.kind !== 'rollback' || undoable.size === 0 || !sometimes(3)) return []
    const undone = pick(...undoable)
    undoable.delete(undone)
    return [undone]
  }

  const fill = (slot: Slot): Step => {
    const kind = pick(...KINDS)
    const own = slot.branch < 0 && sometimes(5) ? entry() : undefined
    const timed = sometimes(4)
    return step(slot.id, {
      kind,
      at: at(),
      needs: needs(slot),
      undoes: undoes(slot),
      pointOfNoReturn: slot.branch < 0 ? sometimes(7) : sometimes(20),
      onRollback: pick<'stop' | 'wait'>('stop', 'wait'),
      rerun: pick<'ask' | 'safe'>('ask', 'safe'),
      plannedMs: number(1, 9) * 60_000,
      ...(timed ? { timeoutMs: 600_000, onTimeout: policy(slot) } : {}),
      ...(own ? { rollback: own } : {}),
      ...(kind !== 'decision' && kind !== 'gate' && (kind === 'check' || sometimes(2)) ? { onFailure: policy(slot) } : {}),
      ...details(kind, slot),
    })
  }
  const details = (kind: StepKind, slot: Slot): object => {
    switch (kind) {
      case 'manual':
        return { checklist: [], fields: [] }
      case 'gate':
        return { poll: ['captain'], ...(sometimes(2) ? { onNoGo: gatePolicy(slot) } : {}), ...(sometimes(2) ? { deadlineMs: 300_000, onExpired: gatePolicy(slot) } : {}) }
      case 'decision':
        return {
          outcomes: Object.fromEntries(['yes', 'no'].slice(0, number(1, 2)).map((label) => [label, action(slot, ['continue', 'hold', 'degrade'])])),
          ...(sometimes(4) ? { deadlineMs: 300_000 } : {}),
          auto: { afterMs: 0, choose: 'yes' },
        }
      case 'wait':
        return { until: { forMs: 60_000 } }
      default:
        return {}
    }
  }

  const rollback = sometimes(2) ? entry() : undefined
  const filledPhases = phases.map(({ id, laned, lanes }): Phase => {
    const declared = entry()
    return { id: id as PhaseId, at: at(), title: id, laned, lanes: lanes.map((lane) => ({ id: lane.id, steps: lane.slots.map(fill) })), ...(declared ? { rollback: declared } : {}) }
  })
  const filledBranches = branches.map(({ id, kind, slots }): Branch => ({
    id,
    at: at(),
    title: id,
    kind,
    automatic: sometimes(4),
    steps: slots.map(fill),
    ends: kind === 'rollback' ? { end: 'rolled-back' } : pick<Branch['ends']>({ end: 'completed' }, { end: 'completed-degraded' }, { resume: pick(...main).id }),
  }))
  return { ...runbook([], [], { ...(rollback ? { rollback } : {}), roles: { captain: {} } }), phases: filledPhases, branches: filledBranches }
}
