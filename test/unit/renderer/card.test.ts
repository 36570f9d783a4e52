import { describe, expect, test } from 'vitest'
import { beforeFirst, progressOf, spanOf, verdictOf, walkedBranch } from '../../../renderer/screens/rollback/cardWords.ts'
import { mayAt } from '../../../renderer/screens/console/actions/actions.ts'
import { placeFor, placeOf, rollbackPath } from '../../../renderer/store/paths.ts'
import { aRow, aRun, aStep } from './runs.ts'

const MINUTE = 60_000
const STARTED = 1_800_000_000_000
const NOW = STARTED + 30 * MINUTE
const timed = { evidence: 'timed', branch: 'back', rehearsals: 4, safeAt: NOW + 23 * MINUTE, p50Ms: 14 * MINUTE, p90Ms: 19 * MINUTE } as const

describe('until when it fits, in words', () => {
  test('the time, and how long that is', () => {
    expect(verdictOf(timed, STARTED, NOW)).toEqual({ tone: 'rolling', title: 'A rollback fits until', at: timed.safeAt, text: '23 min from now.' })
  })
  test('lateness never refuses: it says that it only ends late', () => {
    expect(verdictOf({ ...timed, safeAt: NOW - 5 * MINUTE }, STARTED, NOW)).toMatchObject({ tone: 'failed', at: NOW - 5 * MINUTE, text: 'That was 5 min ago. It can still be started: it only ends late.' })
    expect(verdictOf({ ...timed, safeAt: STARTED - 1 }, STARTED, NOW)).toMatchObject({ tone: 'failed', at: null, title: 'It never fits the window' })
  })
  test('never a number that nobody timed', () => {
    expect(verdictOf({ ...timed, evidence: 'never', rehearsals: 0, safeAt: null, p50Ms: null, p90Ms: null }, STARTED, NOW)).toMatchObject({ tone: 'late', title: 'Never rehearsed', at: null })
    expect(verdictOf({ ...timed, safeAt: null }, STARTED, NOW)).toMatchObject({ at: null, title: 'No latest safe time' })
    expect(verdictOf(null, STARTED, NOW)).toMatchObject({ at: null, tone: 'quiet' })
    expect(spanOf({ p50Ms: null, p90Ms: null })).toBeNull()
    expect(spanOf({ p50Ms: 3000, p90Ms: 5000 })).toBe('3 s to 5 s')
  })
})

test('what happens before the first step: what is stopped, what is awaited and for how long, or nothing', () => {
  const title = (step: string): string => step.toUpperCase()
  expect(beforeFirst({ stops: ['a'], awaits: [{ step: 'b', p50Ms: 60_000, p90Ms: 120_000 }, { step: 'c', p50Ms: null, p90Ms: null }] }, title)).toEqual(['Stops at once: A.', 'Waits until this has ended by itself: B (1 min to 2 min more), C (nobody knows how long it still takes).'])
  expect(beforeFirst({ stops: [], awaits: [] }, title)).toEqual(['Nothing runs: the first step starts at once.'])
})

describe('the card of a run', () => {
  const branches = [
    { id: 'back', title: 'Back', kind: 'rollback', authorise: null, call: null, loses: null, measured: false, automatic: false, ends: 'rolled back' },
    { id: 'mend', title: 'Mend', kind: 'fix-forward', authorise: null, call: null, loses: null, measured: false, automatic: false, ends: 'goes on' },
  ] as const
  const run = aRun({ steps: [aStep('a'), aStep('b'), aStep('c'), aStep('undo', { branch: 'back' }), aStep('fix', { branch: 'mend' })], fixed: { branches: [...branches] }, rows: [aRow('a', { mark: 'done' }), aRow('b', { mark: 'running', present: true }), aRow('c'), aRow('undo')] })

  test('tells what is done, what is present and what is not done of the main path', () => {
    const { over, present, ahead } = progressOf(run)
    expect([over, present, ahead].map((rows) => rows.map(({ step }) => step))).toEqual([['a'], ['b'], ['c']])
  })
  test('turns into the console of a rollback branch, of no other', () => {
    expect(walkedBranch(run)).toBeNull()
    expect(walkedBranch({ ...run, now: { ...run.now, standing: { is: 'draining', branch: 'back', waitsFor: [] } } })?.id).toBe('back')
    expect(walkedBranch({ ...run, now: { ...run.now, standing: { is: 'branch', branch: 'mend', waitsFor: [] } } })).toBeNull()
  })
  test('with the rollback link one works on steps of the way back, never on others, and never leaves one out', () => {
    const may = (step: string, what: 'done' | 'retry' | 'skip' | 'note'): boolean => mayAt(run, 'rollback', run.steps.get(step) ?? { branch: null }, what)
    expect([may('undo', 'done'), may('undo', 'retry'), may('undo', 'skip'), may('undo', 'note'), may('a', 'done'), may('fix', 'done')]).toEqual([true, true, false, false, false, false])
    expect(mayAt(run, 'observer', { branch: 'back' }, 'done')).toBe(false)
  })
})

test('with the rollback link every address is a card, or leads to the open runs', () => {
  expect(placeOf(rollbackPath('r-1'))).toEqual({ screen: 'rollback', run: 'r-1' })
  for (const path of ['/run/r-1', '/run/r-1/war-room', '/run/r-1/rollback']) expect(placeFor('rollback', placeOf(path))).toEqual({ screen: 'rollback', run: 'r-1' })
  for (const path of ['/', '/settings', '/plan/x', '/nowhere/at/all']) expect(placeFor('rollback', placeOf(path))).toEqual({ screen: 'open-runs' })
  for (const role of ['captain', 'operator', 'observer', null] as const) expect(placeFor(role, placeOf('/settings'))).toEqual({ screen: 'settings' })
})
