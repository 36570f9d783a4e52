import { describe, expect, test } from 'vitest'
import { compareRuns } from '../../../electron/core/forecast/compare.ts'
import { comparisons, deltas } from '../../../electron/core/forecast/deltas.ts'
import { buildHistory } from '../../../electron/core/forecast/history.ts'
import { stepFigures } from '../../../electron/core/forecast/stats.ts'
import { compile } from '../../../electron/core/machine/compile.ts'
import { branch, into, runbook, sid, step } from '../../support/build.ts'
import { drive } from '../../support/drive.ts'
import { past, rolledBack, split } from '../../support/past.ts'

const compiled = compile(
  runbook(
    [{ phase: 'p', rollback: into('back-out'), steps: [step('a', { was: [sid('old-a')], plannedMs: 1500 }), step('b')] }],
    [branch('back-out', 'rollback', [step('stop'), step('undo-b', { undoes: [sid('b')] }), step('restore')], { end: 'rolled-back' })],
  ),
)
const times = (runs: Parameters<typeof buildHistory>[1], id = 'a') => buildHistory(compiled, runs).steps.get(sid(id))?.times.map((time) => time.activeMs)

describe('which times count', () => {
  test('rehearsals and live runs, oldest first', () => {
    expect(times([past({ a: 1 }), past({ a: 2 }, { mode: 'live' })])).toEqual([1, 2])
  })
  test('never a tabletop, a simulation or an excluded run', () => {
    const history = buildHistory(compiled, [past({ a: 1 }, { mode: 'tabletop' }), past({ a: 2 }, { mode: 'simulation' }), past({ a: 3 }, { excluded: true })])
    expect(history).toEqual({ runs: 0, steps: new Map(), rollbacks: [] })
  })
  test('done and undone attempts, never failed, skipped, stopped or open ones', () => {
    const ends = ['undone', 'failed', 'timed-out', 'skipped', 'stopped', 'lost', 'passed-over', null]
    expect(ends.map((outcome) => times([past({}, { splits: [split('a', 7, { outcome })] })])?.length ?? 0)).toEqual([1, 0, 0, 0, 0, 0, 0, 0])
  })
  test('of a run the last attempt that was done; the failed ones before it are counted as failures', () => {
    const history = buildHistory(compiled, [past({}, { splits: [split('a', 9, { outcome: 'failed' }), split('a', 5), split('a', 6)] })]).steps.get(sid('a'))
    expect(history).toMatchObject({ attempts: 3, failures: 1, times: [{ activeMs: 6 }] })
  })
  test('an attempt that an inject was drawn at, or that did not really run, is neither a time nor a failure; other steps of that run count', () => {
    const run = past({}, { splits: [split('a', 9, { outcome: 'failed', discounted: 'inject' }), split('a', 1, { discounted: 'did-not-run' }), split('b', 3)] })
    expect(buildHistory(compiled, [run]).steps.get(sid('a'))).toBeUndefined()
    expect(times([run], 'b')).toEqual([3])
  })
  test('a step keeps its times under a new id', () => {
    expect(times([past({ 'old-a': 4 }), past({ a: 5 })])).toEqual([4, 5])
  })
  test('steps that the runbook no longer has are left out', () => {
    expect(buildHistory(compiled, [past({ gone: 4 })]).steps.size).toBe(0)
  })
  test("an engine's splits are past splits as they are", () => {
    const run = drive(compiled.layout.runbook).after(1200).ends('a').after(300).ends('b')
    expect(times([{ mode: 'rehearsal', outcome: run.end(), excluded: false, splits: run.splits() }])).toEqual([1200])
  })
})

describe('which rollbacks count', () => {
  test('those walked to rolled-back, by the entry that they took', () => {
    const { rollbacks } = buildHistory(compiled, [rolledBack({ a: 1 }, 'back-out', { stop: 2, restore: 3 })])
    expect(rollbacks).toEqual([{ entry: 'back-out:stop', walked: new Map([[sid('stop'), 2], [sid('restore'), 3]]) }])
  })
  test('not one that was given up on its way', () => {
    expect(buildHistory(compiled, [rolledBack({ a: 1 }, 'back-out', { stop: 2 }, { outcome: 'abandoned' })]).rollbacks).toEqual([])
  })
})

describe('figures', () => {
  const history = buildHistory(compiled, [past({ a: 1000 }), past({ a: 4000 }), past({ a: 2000 })])
  test('n, last, median, best and P90 of each step; null where it was never done', () => {
    expect(stepFigures(compiled.layout, history).slice(0, 2)).toEqual([
      { step: 'a', n: 3, lastMs: 2000, medianMs: 2000, bestMs: 1000, p90Ms: 3600 },
      { step: 'b', n: 0, lastMs: null, medianMs: null, bestMs: null, p90Ms: null },
    ])
  })
  test('a split is compared with plan, median, best and last: positive is slower', () => {
    const against = comparisons(history, compiled.layout.place(sid('a')).step)
    expect(against).toEqual({ plannedMs: 1500, medianMs: 2000, bestMs: 1000, lastMs: 2000, p90Ms: 3600 })
    expect(deltas(1800, against)).toEqual({ plannedMs: 300, medianMs: -200, bestMs: 800, lastMs: -200, p90Ms: -1800 })
    expect(comparisons(history, compiled.layout.place(sid('b')).step).plannedMs).toBe(null)
  })
  test('runs stand side by side, with null where a run did not do the step', () => {
    expect(compareRuns(compiled.layout, [past({ a: 1, b: 2 }).splits, past({ 'old-a': 3 }).splits])).toEqual([
      { step: 'a', activeMs: [1, 3] },
      { step: 'b', activeMs: [2, null] },
    ])
  })
})
