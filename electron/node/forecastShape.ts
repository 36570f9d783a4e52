/** A forecast as `--json` gives it (docs/json.md). */
import type { Forecast } from '../core/forecast/forecast.ts'
import type { Quantiles } from '../core/forecast/order.ts'
import type { PresentRollback, WayBackStep } from '../core/forecast/presentRollback.ts'
import type { RollbackForecast } from '../core/forecast/rollback.ts'
import { iso } from './report.ts'

export function quantilesShape(quantiles: Quantiles) {
  return { p10_ms: quantiles.p10Ms, p50_ms: quantiles.p50Ms, p80_ms: quantiles.p80Ms, p90_ms: quantiles.p90Ms }
}

/** `startedAt`: of a run under way, wall ms. */
export function forecastShape(runbook: string, seen: Forecast, startedAt?: number) {
  return {
    runbook,
    based_on_runs: seen.basedOnRuns,
    total: seen.total && quantilesShape(seen.total),
    ...(seen.unknownSteps.length === 0 ? {} : { unknown_steps: seen.unknownSteps }),
    fits_window: seen.fitsWindow,
    ...(seen.criticalLane === undefined ? {} : { critical_lane: seen.criticalLane }),
    ...(seen.rollback === null ? {} : { rollback: presentShape(seen.rollback, startedAt) }),
    steps: seen.steps.map(({ step, starts, takes, ends, rollback }) => ({
      step,
      starts: starts && { p50_ms: starts.p50Ms, p90_ms: starts.p90Ms },
      takes: takes && quantilesShape(takes),
      ends: ends && quantilesShape(ends),
      rollback: rollbackShape(rollback),
    })),
  }
}

/** From where the run stands. */
function presentShape({ steps, awaits, ...rollback }: PresentRollback, startedAt: number | undefined) {
  const { latestSafeMs } = rollback
  const shape = ({ step, p50Ms, p90Ms }: WayBackStep) => ({ step, p50_ms: p50Ms, p90_ms: p90Ms })
  return { ...rollbackShape(rollback), ...(startedAt === undefined || latestSafeMs === undefined ? {} : { latest_safe_at: iso(startedAt + latestSafeMs) }), steps: steps.map(shape), awaits: awaits.map(shape) }
}

function rollbackShape({ branch, evidence, rehearsals, p50Ms, p90Ms, latestSafeMs, fitsIfStarted, awaitsMs, decideMs }: RollbackForecast) {
  return {
    branch,
    evidence,
    rehearsals,
    ...(p50Ms === undefined ? {} : { p50_ms: p50Ms }),
    ...(p90Ms === undefined ? {} : { p90_ms: p90Ms }),
    ...(latestSafeMs === undefined ? {} : { latest_safe_ms: latestSafeMs }),
    ...(fitsIfStarted === undefined ? {} : { fits_if_started: fitsIfStarted }),
    ...(awaitsMs === undefined ? {} : { awaits_p90_ms: awaitsMs }),
    ...(decideMs === undefined ? {} : { decide_ms: decideMs }),
  }
}
