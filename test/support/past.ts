/** Past runs in memory, for tests of what history says. */
import type { PastRun, PastSplit } from '../../electron/core/forecast/history.ts'

export const split = (step: string, activeMs: number, extra: Partial<PastSplit> = {}): PastSplit => ({ step, branch: null, outcome: 'done', activeMs, volume: null, content: null, ...extra })

export const past = (times: Readonly<Record<string, number>>, extra: Partial<PastRun> = {}): PastRun => ({
  mode: 'rehearsal',
  outcome: 'completed',
  excluded: false,
  splits: Object.entries(times).map(([step, ms]) => split(step, ms)),
  ...extra,
})

/** A rehearsal that did some steps and then walked a branch to `rolled-back`. */
export const rolledBack = (times: Readonly<Record<string, number>>, branch: string, back: Readonly<Record<string, number>>, extra: Partial<PastRun> = {}): PastRun =>
  past({}, { outcome: 'rolled-back', splits: [...past(times).splits, ...Object.entries(back).map(([step, ms]) => split(step, ms, { branch }))], ...extra })
