/**
 * Moving within the main path or within a branch: goto, recycle, resume (rules 4 and 11).
 * Forward marks what lies between *passed over*; backward resets it. The lane of the target moves; other lanes stand where
 * they are, unless the move goes back to a phase's first step from outside of that phase: then all of the phase lies between.
 */
import { isRunning, isSettled, STATUS, type StatusCode } from './status.ts'
import type { RunContext } from './context.ts'
import type { Layout, Place } from './layout.ts'

export type MoveKind = 'goto' | 'recycle' | 'resume'

/** The phase that the main path stands in: the first with a step that is not settled (what was undone in it lies behind all the same), else the last. */
export function activePhase(layout: Layout, context: RunContext): number {
  const open = layout.places.find((place) => !place.branch && !isSettled(context.status[place.index]) && context.status[place.index] !== STATUS.undone)
  return open?.phaseIndex ?? layout.runbook.phases.length - 1
}

/** The status changes that moving to `to` brings, out of the phase `leaving` (see activePhase). */
export function moveChanges(layout: Layout, context: RunContext, to: Place, how: MoveKind, leaving: number): [number, StatusCode][] {
  const changes: [number, StatusCode][] = []
  const pass = (place: Place): void => {
    if (!isSettled(context.status[place.index])) changes.push([place.index, STATUS.passed])
  }
  const reset = (place: Place): void => {
    if (context.status[place.index] !== STATUS.none && !isRunning(context.status[place.index])) changes.push([place.index, STATUS.none])
  }
  const inSequence = (place: Place): void => (place.position < to.position ? pass(place) : reset(place))
  if (to.branch) {
    for (const place of layout.places) if (place.branch === to.branch) inSequence(place)
    return changes
  }
  const wholePhase = how !== 'resume' && to.position === 0 && leaving !== to.phaseIndex
  for (const place of layout.places) {
    if (place.branch) continue
    if (place.phaseIndex < to.phaseIndex) pass(place)
    else if (place.phaseIndex > to.phaseIndex) reset(place)
    else if (place.lane === to.lane) inSequence(place)
    else if (wholePhase) reset(place)
  }
  return changes
}

/** Rule 11's reach of a goto: within the same sequence, or from outside lanes to a step outside lanes or to a phase's first. */
export function gotoReaches(from: Place, to: Place): boolean {
  if (from.branch || to.branch) return from.branch === to.branch
  if (from.phaseIndex === to.phaseIndex && from.lane === to.lane) return true
  return from.lane === null && (to.lane === null || to.position === 0)
}
