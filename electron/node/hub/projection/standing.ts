/** What is out of the ordinary with a run, as pages get it: since when, not for how long. */
import type { RunNow, Standing } from '../../../contract/shapes/run.ts'
import { ABANDON } from '../../../core/machine/context.ts'
import { contextOf, endOf } from '../../../core/machine/judge.ts'
import { isRunning } from '../../../core/machine/status.ts'
import type { Gap } from '../../../core/run/state.ts'
import { wallOf } from '../../../core/view/clocks.ts'
import { showProse } from '../../showText.ts'
import type { Scene } from './scene.ts'

/** The worst of it. */
export function projectStanding({ compiled, state }: Scene): Standing {
  if (endOf(state.snapshot) !== null) return { is: 'going' }
  if (state.stopped !== null) return { is: 'stopped', because: showProse(state.stopped) }
  const { plan, pending, status } = contextOf(state.snapshot)
  const waitsFor = compiled.layout.places.filter(({ index }) => isRunning(status[index])).map(({ step }) => step.id)
  if (plan === ABANDON || pending === ABANDON) return { is: 'abandoning', waitsFor }
  const gap = openGap(state)
  if (gap) return { is: 'gap', ms: gapMs(gap) }
  if (state.held) return { is: 'held', ...heldSince(state), by: state.held.by }
  if (plan === null) return { is: 'going' }
  return pending === null ? { is: 'branch', branch: plan, waitsFor: [] } : { is: 'draining', branch: plan, waitsFor }
}

/** The hold, where something graver stands before it. */
export function projectAlsoHeld({ state }: Scene, standing: Standing): RunNow['alsoHeld'] {
  return state.held && endOf(state.snapshot) === null && standing.is !== 'held' ? heldSince(state) : null
}

export function heldSince(state: Scene['state']): { readonly since: number; readonly because: string | null } {
  return { since: wallOf(state, state.holds.at(-1)?.from ?? state.now), because: state.held?.reason ? showProse(state.held.reason) : null }
}

/** The last one that nobody has classified. */
export function openGap(state: Scene['state']): Gap | undefined {
  return state.gaps.findLast((gap) => gap.as === undefined)
}

export function gapMs({ from, to = from }: Gap): number {
  return Math.round(to - from)
}
