import { expect, test } from 'vitest'
import type { RunInject } from '../../../electron/contract/shapes/run.ts'
import { injectWords } from '../../../renderer/screens/console/present/injectWords.ts'

const DRAWN: RunInject = { inject: 'fire', step: 'a', symptom: 'smoke', drawnAt: 1_000_000, detectedAt: null, what: null, decidedAt: null, took: null, decidedBy: null, endedAt: null, decideWithinMs: 60_000, inTime: null, expected: null, asExpected: null }
const stretches = (inject: RunInject, now: number) => injectWords(inject, now).stretches.map(({ ms, runs }) => [ms, runs])

test('one stretch runs at a time: until it is seen, until it is decided, until it is carried out', () => {
  const seen = { ...DRAWN, detectedAt: 1_010_000 }
  const decided = { ...seen, decidedAt: 1_030_000, took: 'rollback', decidedBy: 'person' as const, expected: 'rollback', asExpected: true, inTime: true }
  expect(stretches(DRAWN, 1_005_000)).toEqual([[5_000, true], [null, false], [null, false]])
  expect(stretches(seen, 1_015_000)).toEqual([[10_000, false], [5_000, true], [null, false]])
  expect(stretches(decided, 1_040_000)).toEqual([[10_000, false], [20_000, false], [10_000, true]])
  expect(stretches({ ...decided, endedAt: 1_050_000 }, 9_999_999)).toEqual([[10_000, false], [20_000, false], [20_000, false]])
})

test('the time for the decision counts from the drawing, and says how far over it is', () => {
  expect(injectWords(DRAWN, 1_015_000).limit).toEqual({ tone: 'plain', text: '0:45 left to decide, of 1:00' })
  expect(injectWords(DRAWN, 1_090_000).limit).toEqual({ tone: 'late', text: 'The decision is 0:30 over its 1:00' })
  const decided = { ...DRAWN, detectedAt: 1_010_000, decidedAt: 1_070_000, took: 'skip', decidedBy: 'person' as const, expected: 'rollback', asExpected: false }
  expect(injectWords(decided, 2_000_000)).toMatchObject({ limit: { tone: 'late', text: 'Decided 0:10 too late: 1:00 were given' }, outcome: { tone: 'late', text: 'Taken: skip; the card hopes for rollback' } })
  expect(injectWords({ ...DRAWN, decideWithinMs: null }, 1_015_000).limit).toBeNull()
})

test('who decided is told where it was nobody', () => {
  const decided = { ...DRAWN, decidedAt: 1_000_500, took: 'rollback', expected: 'rollback', asExpected: true }
  expect(injectWords({ ...decided, decidedBy: 'runbook' }, 0).outcome?.text).toBe('Taken: rollback (by the runbook itself), as the card hopes for')
  expect(injectWords({ ...decided, decidedBy: 'tool' }, 0).outcome?.text).toBe('Taken: rollback (the tool answered), as the card hopes for')
})
