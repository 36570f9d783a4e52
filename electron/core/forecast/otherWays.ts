/** The fix-forwards and fallbacks that a person can enter out of a failed step: when the run would end on that way, as far as somebody has timed it. */
import type { StepId } from '../ports.ts'
import { enterBranch } from '../machine/event.ts'
import { judge } from '../machine/judge.ts'
import { presentPlaces } from '../run/present.ts'
import { ahead } from './ahead.ts'
import { quantilesOf, type Quantiles } from './order.ts'
import type { PresentRollbackInput } from './presentRollback.ts'
import { standOf } from './standing.ts'
import { latest, type Ground } from './walk.ts'

export interface OtherWay {
  readonly branch: string
  /** The failed step that it is entered out of. */
  readonly from: StepId
  /** Ms of run time at which the run ends; null where a step of the branch was never timed. */
  readonly ends: Pick<Quantiles, 'p50Ms' | 'p90Ms'> | null
  readonly fitsWindow: number | null
  /** In how many runs each step of it was timed, at least. */
  readonly rehearsals: number
}

export function otherWays({ compiled, history, ground, window, state }: PresentRollbackInput): OtherWay[] {
  const branches = compiled.layout.runbook.branches.filter(({ kind }) => kind !== 'rollback')
  return presentPlaces(compiled, state).flatMap(({ step: { id: from } }) =>
    branches.flatMap((branch): OtherWay[] => {
      const after = judge(compiled, state.snapshot, enterBranch(branch.id, from))
      if (!after) return []
      const { now } = ground.stand
      const there: Ground = { ...ground, stand: standOf(compiled, { ...state, snapshot: after }, now) }
      const way = ahead(compiled, there)
      const walked = way.branch.filter(({ node }) => there.stand.of(node.place).is === 'ahead')
      const rehearsals = Math.min(...walked.map(({ node }) => history.steps.get(node.place.step.id)?.times.length ?? 0))
      const { draws } = ground.chance
      const ends = rehearsals > 0 ? latest(draws, [new Float64Array(draws).fill(now), ...[...way.branch, ...way.main].map((one) => one.ends)]) : null
      return [{ branch: branch.id, from, ends: ends && quantilesOf(ends), fitsWindow: ends && window ? ends.filter((end) => end <= window.lengthMs).length / draws : null, rehearsals: Number.isFinite(rehearsals) ? rehearsals : 0 }]
    }),
  )
}
