import { expect, test } from 'vitest'
import { barOfPlan } from '../../../renderer/ui/bar/barOfPlan.ts'
import { labelsOf } from '../../../renderer/ui/bar/barLabels.ts'
import { scaleOf } from '../../../renderer/ui/bar/barScale.ts'
import { describeBar, timeOnBar, wayBackWords } from '../../../renderer/ui/bar/barWords.ts'
import { formatTime } from '../../../renderer/ui/format.ts'
import { aBar, MINUTE, NOW } from './bars.ts'

const way = (evidence: 'never' | 'low' | 'timed' | 'forward-only' | 'none', safeAt: number | null, present = NOW) => wayBackWords(aBar({ wayBack: { evidence, safeAt } }), present)

test('a way back that nobody timed has words, and never a number', () => {
  expect(way('never', null)).toMatchObject({ words: 'Rollback never rehearsed', at: null, tone: 'late' })
  expect(way('never', NOW + MINUTE)?.at).toBeNull()
  expect(way('forward-only', NOW + MINUTE)).toMatchObject({ words: 'Forward only', at: null })
  expect(way('none', null)).toMatchObject({ words: 'No rollback from here', at: null })
})

test('few rehearsals are told beside the number', () => {
  expect(way('low', NOW + MINUTE)).toMatchObject({ words: 'Rollback fits until', at: NOW + MINUTE, caveat: 'low evidence', tone: 'rolling' })
  expect(way('timed', NOW + MINUTE)?.caveat).toBeNull()
})

test('a time that has passed, or that never was, is told as such', () => {
  expect(way('timed', NOW - MINUTE)).toMatchObject({ words: 'Rollback fitted until', tone: 'failed' })
  expect(way('timed', NOW - 100 * MINUTE)).toMatchObject({ words: 'Rollback never fits the window', at: null, tone: 'failed' })
})

test('close to now seconds count', () => {
  expect(timeOnBar({ axis: 'wall' }, NOW + 5 * MINUTE, { near: NOW })).toBe(formatTime(NOW + 5 * MINUTE, { seconds: true }))
  expect(timeOnBar({ axis: 'wall' }, NOW + 50 * MINUTE, { near: NOW })).toBe(formatTime(NOW + 50 * MINUTE))
  expect(timeOnBar({ axis: 'elapsed' }, 90 * MINUTE)).toBe('1:30:00')
})

test('the bar says in words all that it shows', () => {
  const words = describeBar(aBar({ ahead: [{ from: NOW + 20 * MINUTE, to: NOW + 21 * MINUTE, hold: false, pointOfNoReturn: true }, { from: NOW + 5 * MINUTE, to: NOW + 6 * MINUTE, hold: true, pointOfNoReturn: false }] }), NOW)
  const at = (minutes: number): string => formatTime(NOW + minutes * MINUTE)
  expect(words).toBe(
    `It is ${at(0)}. The change window runs from ${at(-30)} to ${at(90)}. The expected end is ${at(40)}, between ${at(30)} and ${at(55)}, inside the window. The safety floor begins at ${at(80)}. Rollback fits until ${at(50)}. The point of no return is expected at ${at(20)}. One planned hold ahead.`,
  )
})

test('an end that may be too late is told by how late', () => {
  const ends = (p50: number, p90: number): string => describeBar(aBar({ eta: { p50: NOW + p50 * MINUTE, band: { p10: NOW, p90: NOW + p90 * MINUTE } } }), NOW)
  expect(ends(40, 85)).toContain('perhaps inside the safety floor')
  expect(ends(70, 95)).toContain('perhaps after the window ends')
  expect(ends(95, 99)).toContain(', after the window ends')
  expect(describeBar(aBar({ endsAt: NOW - 5 * MINUTE }), NOW)).toContain('It is over by 5 min.')
})

const PLAN = { from: 'plan', phases: [{ id: 'a', title: 'Freeze', fromMs: 0, toMs: 20 * MINUTE }], steps: [{ step: 'one', title: 'One', fromMs: 0, toMs: 20 * MINUTE, hold: false, pointOfNoReturn: false }], window: { lengthMs: 90 * MINUTE, safetyFloorMs: 10 * MINUTE }, total: null, safeMs: null, evidence: 'never' } as const

test('a plan without a forecast shows how long it is planned', () => {
  const bar = barOfPlan({ ...PLAN, phases: [...PLAN.phases], steps: [...PLAN.steps] })
  const { below } = labelsOf(bar, scaleOf(bar, 0, 1200, 60), 0, { widthPx: 1200, pennantPx: 14 })
  expect(below.find(({ id }) => id === 'eta')?.texts[0]).toEqual({ words: 'planned', figure: '20:00' })
  expect(describeBar(bar, 0)).toBe('Expected course of a run. The change window is 1 h 30 long. The plan says 20 min. The safety floor begins 1 h 20 after the start. Rollback never rehearsed.')
})
