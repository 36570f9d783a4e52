/** The bar of a run that has not begun: from its history, else from its plan. */
import type { PlanBar } from '../../../electron/contract/shapes/library.ts'
import type { BarModel } from './barModel.ts'

export function barOfPlan({ phases, steps, window, total, safeMs, evidence }: PlanBar): BarModel {
  return {
    axis: 'elapsed',
    startsAt: 0,
    runFrom: 0,
    endsAt: window?.lengthMs ?? null,
    safetyFloorMs: window?.safetyFloorMs ?? 0,
    moves: false,
    standsAt: null,
    presentFrom: null,
    rolling: false,
    done: [],
    ahead: steps.map(({ fromMs, toMs, hold, pointOfNoReturn }) => ({ from: fromMs, to: toMs, hold, pointOfNoReturn })),
    phases: phases.map(({ title, fromMs, toMs }) => ({ title, from: fromMs, to: toMs })),
    holds: [],
    eta: total && { p50: total.p50Ms, band: { p10: total.p10Ms, p90: total.p90Ms } },
    wayBack: { evidence, safeAt: safeMs },
  }
}
