import { describe, expect, test } from 'vitest'
import { buildHistory, NO_HISTORY } from '../../../electron/core/forecast/history.ts'
import { compile } from '../../../electron/core/machine/compile.ts'
import { simulate } from '../../../electron/core/rehearsal/simulate.ts'
import type { Runbook } from '../../../electron/core/runbook/model.ts'
import { bid, branch, into, manual, policy, runbook, sid, step } from '../../support/build.ts'
import { hash } from '../../support/drive.ts'
import { past } from '../../support/past.ts'

const MIN = 60_000
const timed = (id: string, minutes = 10, extra = {}) => step(id, { plannedMs: minutes * MIN, ...extra })
const run = (book: Runbook, runs = 100, seed = 7, history = NO_HISTORY) => simulate({ compiled: compile(book), history, runs, seed, hash })
const back = branch('back-out', 'rollback', [timed('restore', 5)], { end: 'rolled-back' })
const sum = (ends: Readonly<Record<string, number>>) => Object.values(ends).reduce((total, share) => total + share, 0)

describe('a simulation', () => {
  const book = runbook([{ phase: 'p', rollback: into('back-out'), steps: [timed('a'), manual('m', { plannedMs: 10 * MIN }), timed('b')] }], [back])
  test('gives the same answer for the same seed, and another for another', () => {
    expect(run(book)).toEqual(run(book))
    expect(run(book).total).not.toEqual(run(book, 100, 8).total)
  })
  test('says how the runs end and when: shares that sum to 1, quantiles in order', () => {
    const { ends, total, runs, seed } = run(book)
    expect({ runs, seed }).toEqual({ runs: 100, seed: 7 })
    expect(sum(ends)).toBeCloseTo(1)
    expect(ends['completed']).toBeGreaterThan(0.6)
    expect(ends['rolled-back']).toBeGreaterThan(0)
    expect(total!.p10Ms).toBeLessThan(total!.p50Ms)
    expect(total!.p50Ms).toBeLessThanOrEqual(total!.p90Ms)
    expect(total!.p50Ms / MIN).toBeGreaterThan(20)
    expect(total!.p50Ms / MIN).toBeLessThan(45)
  })
  test('people take their time: a manual step counts', () => {
    expect(run(runbook([{ phase: 'p', steps: [manual('m', { plannedMs: 60 * MIN })] }])).total!.p50Ms).toBeGreaterThan(30 * MIN)
  })
  test('a step that failed in rehearsals fails in the simulation', () => {
    const compiled = compile(book)
    const flaky = Array.from({ length: 10 }, () => past({}, { splits: [{ step: 'a', branch: null, outcome: 'failed', activeMs: 5, volume: null, content: null }] }))
    expect(run(book, 100, 7, buildHistory(compiled, flaky)).ends['rolled-back']).toBeGreaterThan(2 * run(book).ends['rolled-back']!)
  })
  test('the other hand of a decision is taken too, unless the file chooses', () => {
    const decided = (extra = {}) => runbook([{ phase: 'p', rollback: into('back-out'), steps: [timed('a', 1), step('d', { kind: 'decision', outcomes: { on: { do: 'continue' }, back: { do: 'rollback' } }, ...extra })] }], [back])
    expect(run(decided()).ends['rolled-back']).toBeGreaterThan(0.3)
    expect(run(decided()).ends['completed']).toBeGreaterThan(0.3)
    expect(run(decided({ auto: { afterMs: 0, choose: 'on' } })).ends['completed']).toBeGreaterThan(0.9)
  })
  test('a decision that was put on hold is asked again', () => {
    expect(run(runbook([{ phase: 'p', steps: [step('d', { kind: 'decision', outcomes: { later: { do: 'hold' }, on: { do: 'continue' } } })] }])).ends).toEqual({ completed: 1 })
  })
  test('gates, points of no return, warnings and armed steps are answered', () => {
    const { ends } = run(runbook([{ phase: 'p', steps: [step('g', { kind: 'gate', poll: ['captain', 'dba'] }), timed('w', 1, { warning: 'careful' }), timed('x', 1, { start: 'armed' }), timed('ponr', 1, { pointOfNoReturn: true }), step('h', { kind: 'hold' })] }]))
    expect(ends).toEqual({ completed: 1 })
  })
  test('fix-forwards, retries, degraded ends and proposed rollbacks all come to an end', () => {
    const { ends } = run(
      runbook(
        [
          {
            phase: 'p',
            rollback: into('back-out'),
            lanes: {
              x: [timed('a', 1, { onFailure: policy({ do: 'branch', branch: bid('fix') }) }), timed('b', 1, { onFailure: policy({ do: 'rollback' }, 2, 1000) })],
              y: [timed('c', 1, { onFailure: policy({ do: 'degrade' }) }), timed('d', 1, { needs: [sid('a')], timeoutMs: MIN })],
            },
          },
        ],
        [back, branch('fix', 'fix-forward', [timed('patch', 1)], { resume: sid('a') })],
      ),
      200,
    )
    expect(ends['stopped']).toBeUndefined()
    expect(sum(ends)).toBeCloseTo(1)
    expect(Object.keys(ends).sort()).toEqual(['completed', 'completed-degraded', 'rolled-back'])
  })
  test('a run that never ends is stopped after 10,000 events', () => {
    const loop = runbook([{ phase: 'p', steps: [timed('a', 1), step('d', { kind: 'decision', outcomes: { again: { do: 'goto', step: sid('a') } } })] }])
    expect(run(loop, 1)).toMatchObject({ ends: { stopped: 1 }, total: null })
  })
  test('steps that nobody knows anything about are named', () => {
    expect(run(runbook([{ phase: 'p', steps: [step('a')] }]), 1).unknownSteps).toEqual(['a'])
  })
})
