/** Bars to look at: a run half an hour into a window of two hours. */
import type { BarModel } from '../../../renderer/ui/bar/barModel.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const NOW = Date.UTC(2026, 2, 14, 12, 30)

export function aBar(change: Partial<BarModel> = {}): BarModel {
  return {
    axis: 'wall',
    startsAt: NOW - 30 * MINUTE,
    runFrom: NOW - 29 * MINUTE,
    endsAt: NOW + 90 * MINUTE,
    safetyFloorMs: 10 * MINUTE,
    moves: true,
    standsAt: null,
    presentFrom: NOW - 4 * MINUTE,
    rolling: false,
    done: [{ from: NOW - 29 * MINUTE, to: NOW - 4 * MINUTE, tone: 'fine' }],
    ahead: [],
    phases: [],
    holds: [],
    eta: { p50: NOW + 40 * MINUTE, band: { p10: NOW + 30 * MINUTE, p90: NOW + 55 * MINUTE } },
    wayBack: { evidence: 'timed', safeAt: NOW + 50 * MINUTE },
    ...change,
  }
}

/** Minutes of work in a window of four hours. */
export function aShortRun(change: Partial<BarModel> = {}): BarModel {
  return aBar({
    startsAt: NOW - MINUTE,
    runFrom: NOW - MINUTE,
    endsAt: NOW + 4 * HOUR,
    presentFrom: NOW - MINUTE / 2,
    done: [{ from: NOW - MINUTE, to: NOW - MINUTE / 2, tone: 'fine' }],
    eta: { p50: NOW + MINUTE, band: { p10: NOW + 0.8 * MINUTE, p90: NOW + 2 * MINUTE } },
    wayBack: { evidence: 'timed', safeAt: NOW + 3.5 * HOUR },
    ...change,
  })
}
