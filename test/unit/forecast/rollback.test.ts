import { describe, expect, test } from 'vitest'
import { forecast } from '../../../electron/core/forecast/forecast.ts'
import { buildHistory, type PastRun } from '../../../electron/core/forecast/history.ts'
import { compile } from '../../../electron/core/machine/compile.ts'
import type { Runbook } from '../../../electron/core/runbook/model.ts'
import { branch, into, runbook, sid, step } from '../../support/build.ts'
import { rolledBack } from '../../support/past.ts'

const MIN = 60_000
const end = { end: 'rolled-back' } as const
const window = { lengthMs: 120 * MIN, safetyFloorMs: 15 * MIN }
const book = runbook(
  [{ phase: 'p', rollback: into('back-out'), steps: [step('a', { plannedMs: 10 * MIN }), step('b', { plannedMs: 10 * MIN }), step('c', { plannedMs: 10 * MIN })] }],
  [branch('back-out', 'rollback', [step('undo-b', { undoes: [sid('b')] }), step('restore', { plannedMs: 5 * MIN })], end)],
)
const from = (id: string, runs: PastRun[] = [], of: Runbook = book) => {
  const compiled = compile(of)
  return forecast({ compiled, history: buildHistory(compiled, runs), window, seed: 1 }).steps.find(({ step }) => step === id)?.rollback
}
const short = rolledBack({ a: 10 * MIN }, 'back-out', { restore: 4 * MIN })
const long = (minutes: number) => rolledBack({ a: 10 * MIN, b: 10 * MIN }, 'back-out', { 'undo-b': minutes * MIN, restore: 5 * MIN })

describe('the way back from a step', () => {
  test('never rehearsed: the branch, and no number', () => {
    expect(from('a')).toEqual({ branch: 'back-out', evidence: 'never', rehearsals: 0 })
  })
  test('rehearsed once or twice is low evidence: the longest that was seen is the P90', () => {
    expect(from('c', [long(3), long(7)])).toEqual({ branch: 'back-out', evidence: 'low', rehearsals: 2, p50Ms: 10 * MIN, p90Ms: 12 * MIN, latestSafeMs: 93 * MIN, fitsIfStarted: 1 })
  })
  test('rehearsed three times it has a distribution, and a latest safe time', () => {
    const way = from('c', [long(6), long(7), long(6)])!
    expect(way).toMatchObject({ evidence: 'timed', rehearsals: 3 })
    expect(way.p50Ms! / MIN).toBeGreaterThan(9)
    expect(way.p90Ms).toBeGreaterThan(way.p50Ms!)
    expect(way.latestSafeMs).toBe(105 * MIN - way.p90Ms!)
    expect(way.fitsIfStarted).toBeGreaterThan(0.95)
  })
  test('a rehearsal that had nothing to undo says nothing about a way with more to do, but the longer one covers the shorter', () => {
    expect(from('a', [short])).toMatchObject({ evidence: 'low', rehearsals: 1, p90Ms: 4 * MIN })
    expect(from('c', [short])).toMatchObject({ evidence: 'never' })
    expect(from('a', [long(60)])).toMatchObject({ evidence: 'low', p90Ms: 5 * MIN })
  })
  test('only runs that count are evidence', () => {
    expect(from('a', [{ ...short, mode: 'tabletop' }, { ...short, mode: 'simulation' }, { ...short, excluded: true }, { ...short, outcome: 'abandoned' }])).toMatchObject({ evidence: 'never' })
  })
  test('no entry declared: none', () => {
    expect(from('a', [], runbook([{ phase: 'p', steps: [step('a')] }]))).toEqual({ branch: null, evidence: 'none', rehearsals: 0 })
  })
})

describe('past a point of no return', () => {
  const back = branch('back-out', 'rollback', [step('restore')], end)
  const revert = branch('revert', 'rollback', [step('switch-back')], end)
  test('the way is forward only, unless an entry is declared for later; up to it the way back is open', () => {
    const crossing = runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('a'), step('switch', { pointOfNoReturn: true }), step('b'), step('c', { rollback: into('revert') })] }], [back, revert])
    expect(['a', 'switch', 'b', 'c'].map((id) => from(id, [], crossing)).map((way) => [way?.evidence, way?.branch])).toEqual([
      ['never', 'back-out'],
      ['never', 'back-out'],
      ['forward-only', null],
      ['never', 'revert'],
    ])
  })
  test('also where the file says that there is no rollback', () => {
    const crossing = runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('switch', { pointOfNoReturn: true })] }, { phase: 'q', rollback: { none: 'forward only', at: { line: 1, column: 1 } }, steps: [step('b')] }], [back])
    expect(from('b', [], crossing)?.evidence).toBe('forward-only')
  })
  test('it counts for the phases after it, whatever lane it is in', () => {
    const crossing = runbook([{ phase: 'p', rollback: into('back-out'), lanes: { x: [step('switch', { pointOfNoReturn: true })], y: [step('a')] } }, { phase: 'q', rollback: into('revert'), steps: [step('b')] }, { phase: 'r', steps: [step('c')] }], [back, revert], { rollback: into('back-out') })
    expect(['a', 'b', 'c'].map((id) => from(id, [], crossing)?.branch)).toEqual(['back-out', 'revert', null])
  })
  test("in a laned phase a person's rollback takes the phase's entry, not the step's", () => {
    const laned = runbook([{ phase: 'p', rollback: into('back-out'), lanes: { x: [step('a', { rollback: into('revert') })] } }], [back, revert])
    expect(from('a', [], laned)?.branch).toBe('back-out')
  })
})
