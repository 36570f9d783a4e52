/** Everything of a run that changes and is small, as pages get it with each frame. */
import type { RunNow, RunRow } from '../../../contract/shapes/run.ts'
import type { Comparison as ComparisonKey } from '../../../contract/shapes/scalars.ts'
import { contextOf, endOf } from '../../../core/machine/judge.ts'
import { STATUS } from '../../../core/machine/status.ts'
import { runOptions } from '../../../core/run/options.ts'
import { presentPlaces } from '../../../core/run/present.ts'
import { passedOver } from '../../../core/run/tiers.ts'
import { alertsOf, type AlertMemory } from '../../../core/view/alerts.ts'
import { sequenceClock, wallClock, wallOf } from '../../../core/view/clocks.ts'
import { expectedEnds, latenessClock } from '../../../core/view/schedule.ts'
import { rollbackForecastNow, rollbackFromHere } from '../../../core/view/wayBack.ts'
import { showProse } from '../../showText.ts'
import { alertGround } from './alerts.ts'
import { projectBar } from './bar.ts'
import { projectDoubts, projectHypercare } from './care.ts'
import { projectInjects } from './injects.ts'
import { projectPresent } from './present.ts'
import type { Rows } from './rows.ts'
import { projectAlsoHeld, projectStanding } from './standing.ts'
import { viewInputOf, type Scene } from './scene.ts'

export interface Now {
  readonly now: RunNow
  /** For the next scene. */
  readonly told: AlertMemory
  /** Wall ms at which an alert comes by time alone. */
  readonly nextAlertAt: number | null
}

/** `rows`: of this very scene. */
export function projectNow(scene: Scene, { order, rows }: Rows): Now {
  const { compiled, state, foretold } = scene
  const present = projectPresent(scene, presentPlaces(compiled, state), new Map(rows.map((row) => [row.step, row])))
  const standing = projectStanding(scene)
  const end = endOf(state.snapshot) ?? (state.stopped === null ? null : 'stopped')
  const wayBack = projectWayBack(scene)
  const rollback = rollbackFromHere(compiled, state)
  const wall = wallClock(state)
  const { alerts, memory, nextAt } = alertsOf(alertGround(scene, present, wayBack?.safeAt ?? null, end), scene.told)
  return {
    told: memory,
    nextAlertAt: nextAt,
    now: {
      seq: state.seq,
      end,
      endedAt: end === null ? null : wallOf(state, state.endedAt ?? state.now),
      standing,
      alsoHeld: projectAlsoHeld(scene, standing),
      degraded: contextOf(state.snapshot).status.includes(STATUS.degraded),
      sequence: { ...sequenceClock(state) },
      wall: { ...wall },
      driver: scene.driver,
      eta: end === null ? projectEta(scene) : null,
      forecast: foretold && {
        basedOnRuns: foretold.forecast.basedOnRuns,
        fitsWindow: foretold.forecast.fitsWindow,
        criticalLane: foretold.forecast.criticalLane ?? null,
        unknownSteps: [...foretold.forecast.unknownSteps],
        at: foretold.at,
      },
      late: projectLateness(scene),
      bar: projectBar(scene, wayBack?.safeAt ?? null),
      wayBack,
      present,
      can: {
        run: runOptions(compiled, state),
        rollback: rollback.into && { branch: rollback.into.id, title: showProse(rollback.into.title), firstStep: rollback.firstStep },
        whyNoRollback: rollback.into || rollback.why === null ? null : showProse(rollback.why),
        releaseOver: passedOver(compiled, state),
      },
      injects: projectInjects(scene),
      hypercare: projectHypercare(scene),
      doubts: projectDoubts(scene),
      alerts: alerts.map((alert) => ({ ...alert, text: showProse(alert.text) })),
      counts: { done: rows.filter(isOver).length, total: order.length },
    },
  }
}

function isOver({ present, mark }: RunRow): boolean {
  return !present && mark !== 'ahead'
}

function projectEta(scene: Scene): RunNow['eta'] {
  const { state, foretold, now, comparison } = scene
  const at = (ms: number): number => wallOf(state, Math.max(now, ms))
  const total = foretold?.forecast.total
  if (total) return { from: 'forecast', p10At: at(total.p10Ms), p50At: at(total.p50Ms), p90At: at(total.p90Ms) }
  const last = Math.max(...expectedEnds(viewInputOf(scene)).values())
  return Number.isFinite(last) && last > now ? { from: 'comparison', comparison, p50At: at(last) } : null
}

function projectLateness(scene: Scene): RunNow['late'] {
  const of = (comparison: ComparisonKey): RunNow['late'][ComparisonKey] => {
    const late = latenessClock(viewInputOf(scene, comparison))
    return late && { ...late }
  }
  return { plan: of('plan'), median: of('median'), best: of('best'), last: of('last'), p90: of('p90') }
}

function projectWayBack({ compiled, state, foretold }: Scene): RunNow['wayBack'] {
  const found = foretold && rollbackForecastNow(compiled, state, foretold.forecast.steps)
  if (!found) return null
  const { evidence, branch, rehearsals, latestSafeMs, p50Ms = null, p90Ms = null } = found
  return { evidence, branch, rehearsals, safeAt: latestSafeMs === undefined ? null : wallOf(state, latestSafeMs), p50Ms, p90Ms }
}
