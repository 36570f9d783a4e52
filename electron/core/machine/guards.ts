/** When the machine's transitions may be taken: pure predicates over its context. */
import type { StepId } from '../ports.ts'
import { ABANDON, type RunContext } from './context.ts'
import { survives, type DeclaredEntry, type Entries } from './entries.ts'
import type { MachineEvent } from './event.ts'
import type { Layout } from './layout.ts'
import { gotoReaches } from './moves.ts'
import { isRunning, isSettled, STATUS } from './status.ts'

/** `null`: the main path; else the branch that a sequence belongs to. */
export type Strand = string | null

/** What ended a step whose program had to be ended first. */
export type Why = 'timeout' | 'failure' | null

const because = (context: RunContext, index: number, why: Why): boolean => why === null || context.ending[index] === why

/** No branch is being entered or left: the strand's own policies act. */
const calm = (context: RunContext, strand: Strand): boolean => context.plan === strand && context.pending === null

export function createGuards(layout: Layout, entries: Entries) {
  return {
    settled: (context: RunContext, { index }: { index: number }) => isSettled(context.status[index]),
    /** Rule 6: none of the steps that it undoes was started. */
    nothingToUndo: (context: RunContext, { undoes }: { undoes: readonly number[] }) => undoes.every((index) => context.started[index] !== 1),
    needsSettled: (context: RunContext, { needs }: { needs: readonly number[] }) => needs.every((index) => isSettled(context.status[index])),
    /** It may start: its strand is the one that is walked, and the run is not on hold. */
    free: (context: RunContext, { strand }: { strand: Strand }) => !context.held && calm(context, strand),
    /** A person may deal with it, on hold or not. */
    mine: (context: RunContext, { strand }: { strand: Strand }) => calm(context, strand),
    /** Rule 3: while draining, an end does not act. */
    draining: (context: RunContext, { strand }: { strand: Strand }) => !calm(context, strand),
    /** `why`: what ended it, once its program is gone; null where the end itself is the event. */
    because: (context: RunContext, { index, why }: { index: number; why: Why }) => because(context, index, why),
    triesLeft: (context: RunContext, { index, retries, why }: { index: number; retries: number; why: Why }) =>
      because(context, index, why) && (context.tries[index] ?? 0) < retries,
    /** A rollback from a step's own `on:`. */
    entryOpen: (context: RunContext, { entry, index, why }: { entry: DeclaredEntry; index: number; why: Why }) =>
      because(context, index, why) && open(context, entry),
    canRollBack: (context: RunContext, { entry }: { entry: DeclaredEntry }) => calm(context, null) && open(context, entry),
    proposed: (context: RunContext, { index, entry, strand }: { index: number; entry: DeclaredEntry; strand: Strand }) =>
      calm(context, strand) && context.proposed.includes(index) && open(context, entry),
    /** Inside a fix-forward or fallback: the entry of the step that it came from. */
    canRollBackInside: (context: RunContext, { branch }: { branch: string }) => {
      const entry = context.from === null ? undefined : entries.byFromKey.get(context.from)
      return calm(context, branch) && entry !== undefined && open(context, entry)
    },
    /** A fix-forward or fallback that is still being entered: a person need not wait for what it awaits. */
    canTurnBack: (context: RunContext) => {
      const entry = context.from === null ? undefined : entries.byFromKey.get(context.from)
      const into = layout.runbook.branches.find(({ id }) => id === context.plan)
      return context.pending !== null && context.pending !== ABANDON && into !== undefined && into.kind !== 'rollback' && entry !== undefined && open(context, entry)
    },
    leaving: (context: RunContext) => context.pending !== null && context.running === 0,
    asked: (context: RunContext) => context.pending !== null,
    drained: (context: RunContext) => context.running === 0,
    pendingIs: (context: RunContext, { key }: { key: string }) => context.pending === key,
    notAbandoning: (context: RunContext) => context.pending !== ABANDON,
    onMain: (context: RunContext) => context.plan === null,
    through: (context: RunContext) => context.pending === null,
    /** A degraded step that was recycled and done is degraded no more. */
    degraded: (context: RunContext) => context.status.includes(STATUS.degraded),
    going: (context: RunContext) => !context.held,
    held: (context: RunContext) => context.held,
    crossed: (context: RunContext, { index }: { index: number }) => context.crossed.includes(index),
    /** A person enters a fix-forward or fallback out of a failed step. */
    canBranch: (context: RunContext, _: unknown, event: MachineEvent) => {
      const from = place(event.from)
      return calm(context, null) && from !== undefined && from.branch === undefined && context.status[from.index] === STATUS.failed
    },
    mayMove: (context: RunContext, { to }: { to: number }, event: MachineEvent) => {
      const target = layout.places[to]
      if (!target) return false
      if (event.how === 'resume') return true
      if (!calm(context, target.branch?.id ?? null)) return false
      if (event.how === 'goto') {
        const from = place(event.from)
        return from !== undefined && from !== target && context.status[from.index] === STATUS.failed && gotoReaches(from, target)
      }
      return context.running === 0 && context.crossed.length === 0 && (isSettled(context.status[to]) || context.status[to] === STATUS.undone) && !context.status.some(isRunning)
    },
  }

  function place(id: StepId | undefined) {
    return id === undefined ? undefined : layout.find(id)
  }
  function open(context: RunContext, entry: DeclaredEntry): boolean {
    return context.crossed.every((index) => {
      const crossed = layout.places[index]
      return crossed !== undefined && survives(entry, crossed)
    })
  }
}
