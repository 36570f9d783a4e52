/** What the machine's transitions do to its context: pure functions, named so that the graph and SCXML can tell them. */
import type { Layout } from './layout.ts'
import { ABANDON, withStarted, withStatus, type RunContext } from './context.ts'
import type { Entries } from './entries.ts'
import { activePhase, moveChanges, type MoveKind } from './moves.ts'
import { STATUS, type StatusCode } from './status.ts'
import type { MachineEvent } from './event.ts'

export interface EntryTarget {
  readonly key: string
  readonly branch: string
}

export function createEffects(layout: Layout, entries: Entries) {
  const undoneBy = (index: number): number[] => (layout.places[index]?.step.undoes ?? []).map((id) => layout.place(id).index)

  return {
    /** The step's status becomes `code`. */
    mark: (context: RunContext, { index, code }: { index: number; code: StatusCode }) => withStatus(context, [[index, code]]),

    /** It runs; a point of no return is crossed by starting it (rule 7). */
    start: (context: RunContext, { index, crosses }: { index: number; crosses: boolean }) => {
      const next = withStarted(withStatus(context, [[index, STATUS.running]]), [index], 1)
      return crosses && !next.crossed.includes(index) ? { ...next, crossed: [...next.crossed, index] } : next
    },

    /** Done; what it undoes counts as not started (rule 6). */
    finish: (context: RunContext, { index }: { index: number }) => {
      const undone = undoneBy(index).filter((other) => context.started[other] === 1)
      const next = withStatus(context, [[index, STATUS.done], ...undone.map((other) => [other, STATUS.undone] as const)])
      return undone.length > 0 ? withStarted(next, undone, 0) : next
    },

    /** Its program is being ended; why decides what follows once it is gone (rule 9). */
    end: (context: RunContext, { index, why }: { index: number; why: 'timeout' | 'failure' }) => ({
      ...withStatus(context, [[index, STATUS.ending]]),
      ending: { ...context.ending, [index]: why },
    }),

    /** Waits for its next automatic attempt. */
    backOff: (context: RunContext, { index }: { index: number }) => ({
      ...withStatus(context, [[index, STATUS.backoff]]),
      tries: { ...context.tries, [index]: (context.tries[index] ?? 0) + 1 },
    }),

    /** Failed, and a person is asked to start the rollback: the run holds until they answer. */
    propose: (context: RunContext, { index }: { index: number }) => {
      const next = withStatus(context, [[index, STATUS.failed]])
      return { ...next, held: true, proposed: [...next.proposed.filter((other) => other !== index), index] }
    },

    /** Failed, and the run holds: nothing can be proposed. */
    failOnHold: (context: RunContext, { index }: { index: number }) => ({ ...withStatus(context, [[index, STATUS.failed]]), held: true }),

    /** Failed, and on the way into a branch. `from`: the rollback entry that stays open inside of it (rule 5), if it changes. */
    failInto: (context: RunContext, { index, entry, from = context.from, code }: { index: number; entry: EntryTarget; from?: string | null; code: StatusCode }) =>
      intoBranch(withStatus(context, [[index, code]]), entry, from),

    /** A person's rollback, or an accepted proposal: it also ends a hold, or nothing of it would start. */
    enter: (context: RunContext, { entry, from }: { entry: EntryTarget; from: string | null }) => ({ ...intoBranch(context, entry, from), held: false, proposed: [] }),

    /** The drain is over: the branch's steps are new, those before its entry are passed over. */
    arrive: (context: RunContext, { branch, position }: { branch: string; position: number }) => ({
      ...withStatus(
        context,
        layout.places
          .filter((place) => place.branch?.id === branch)
          .map((place) => [place.index, place.position < position ? STATUS.passed : STATUS.none] as const),
      ),
      pending: null,
    }),

    /** A declared goto: leaves a step (as `code`) for another. */
    leave: (context: RunContext, { index, code, to }: { index: number; code: StatusCode; to: number }) => {
      const marked = withStatus(context, [[index, code]])
      return move(marked, to, 'goto', activePhase(layout, context))
    },

    /** MOVE.x: a person's goto or recycle, or a branch's resume. */
    move: (context: RunContext, { to }: { to: number }, event: MachineEvent) => {
      const how = event.how ?? 'goto'
      const next = move(context, to, how, activePhase(layout, context))
      if (how === 'resume') return { ...next, plan: null, from: null }
      if (how !== 'recycle') return next
      const tries = Object.fromEntries(Object.entries(next.tries).filter(([index]) => next.status[Number(index)] !== STATUS.none))
      return { ...next, tries }
    },

    /** A person's rollback out of a fix-forward or fallback: by the entry of the step that it came from. */
    enterInside: (context: RunContext) => {
      const entry = context.from === null ? undefined : entries.byFromKey.get(context.from)
      return entry ? { ...intoBranch(context, entry, context.from), held: false, proposed: [] } : context
    },
    /** BRANCH.x: a person enters a fix-forward or fallback out of a failed step. */
    enterByHand: (context: RunContext, { entry }: { entry: EntryTarget }, event: MachineEvent) => ({
      ...intoBranch(context, entry, event.from === undefined ? null : entries.fromKeyOf(event.from)),
      held: false,
    }),
    uncross: (context: RunContext, { index }: { index: number }) => ({ ...context, crossed: context.crossed.filter((other) => other !== index) }),
    hold: (context: RunContext) => ({ ...context, held: true }),
    release: (context: RunContext) => ({ ...context, held: false }),
    /** From now on only ends are awaited; then the run is over. */
    abandon: (context: RunContext) => ({ ...context, plan: context.plan ?? ABANDON, pending: ABANDON }),
  }

  function intoBranch(context: RunContext, entry: EntryTarget, from: string | null): RunContext {
    return { ...context, plan: entry.branch, pending: entry.key, from }
  }
  function move(context: RunContext, to: number, how: MoveKind, leaving: number): RunContext {
    const target = layout.places[to]
    return target ? withStatus(context, moveChanges(layout, context, target, how, leaving)) : context
  }
}
