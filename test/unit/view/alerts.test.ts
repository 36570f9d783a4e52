import { describe, expect, test } from 'vitest'
import { NEAR_MS, NOTHING_TOLD_YET } from '../../../electron/core/run/deadline.ts'
import { alertsOf, memoryOf, type AlertGround, type AlertMemory, type AlertStep } from '../../../electron/core/view/alerts.ts'

const NOTHING_TOLD = memoryOf(NOTHING_TOLD_YET)
const MINUTE = 60_000
const NOW = 1_800_000_000_000
const GROUND: AlertGround = { now: NOW, end: null, present: [], held: null, gap: null, doubts: [], fitsWindow: null, threshold: 0.8, safeAt: null, fault: null }
const STEP: AlertStep = { step: 'load', title: 'Load', attempt: 1, mark: 'running', why: null, proposed: false, failedAt: null, overdueAt: null, polls: null }

const told = (ground: Partial<AlertGround>) => alertsOf({ ...GROUND, ...ground }, NOTHING_TOLD).alerts
/** Ids that stand after each of the grounds, one after the other. */
const course = (...grounds: Partial<AlertGround>[]): string[][] => {
  let memory: AlertMemory = NOTHING_TOLD
  return grounds.map((ground) => {
    const next = alertsOf({ ...GROUND, ...ground }, memory)
    memory = next.memory
    return next.alerts.map(({ id }) => id)
  })
}

describe('what rests on a forecast', () => {
  const fits = (...chances: (number | null)[]) => course(...chances.map((fitsWindow) => ({ fitsWindow })))
  test('the window is told once below its threshold, and again only after it was five points above', () => {
    expect(fits(0.9, 0.79, 0.81, 0.7, 0.84, 0.79)).toEqual([[], ['window:1'], ['window:1'], ['window:1'], ['window:1'], ['window:1']])
    expect(fits(0.79, 0.85, 0.79)).toEqual([['window:1'], [], ['window:2']])
  })
  test('at a threshold of 1 it can still be fine again', () => {
    expect(course({ fitsWindow: 0.99, threshold: 1 }, { fitsWindow: 1, threshold: 1 })).toEqual([['window:1'], []])
  })
  test('a chance that is not known changes nothing', () => {
    expect(fits(0.5, null, 0.5)).toEqual([['window:1'], ['window:1'], ['window:1']])
  })
  const left = (...minutes: number[]) => course(...minutes.map((each) => ({ safeAt: NOW + each * MINUTE })))
  test('the way back is told at 15 minutes and when it no longer fits, each once though its time trembles', () => {
    expect(left(16, 15, 15.5, 14)).toEqual([[], ['rollback-near:1'], ['rollback-near:1'], ['rollback-near:1']])
    expect(left(15, 0, 0.5, -1, 0.9)).toEqual([['rollback-near:1'], ['rollback-over:1'], ['rollback-over:1'], ['rollback-over:1'], ['rollback-over:1']])
  })
  test('where it fits again for long, the alert is gone; for a little, the one before it stands again and is not told anew', () => {
    expect(left(-1, 30, 15)).toEqual([['rollback-over:1'], [], ['rollback-near:2']])
    expect(left(15, -1, 5)).toEqual([['rollback-near:1'], ['rollback-over:1'], ['rollback-near:1']])
  })
  test('nothing of it stands once the run is over', () => {
    expect(course({ fitsWindow: 0.1 }, { fitsWindow: 0.1, end: { outcome: 'completed', at: NOW, because: null } })).toEqual([['window:1'], ['ended:completed']])
  })
})

describe('what has happened', () => {
  test('an overdue step is told from then on, a step that is not yet is waited for', () => {
    const step = { ...STEP, overdueAt: NOW + MINUTE }
    expect(told({ present: [step] })).toEqual([])
    expect(alertsOf({ ...GROUND, present: [step] }, NOTHING_TOLD).nextAt).toBe(NOW + MINUTE)
    expect(told({ present: [step], now: NOW + MINUTE })).toMatchObject([{ id: 'overdue:load:1', kind: 'overdue', tone: 'late', at: NOW + MINUTE, step: 'load', text: 'Load takes longer than it should.' }])
  })
  test('a failure is told with its reason; where a rollback is proposed because of it, only that', () => {
    const failed = { ...STEP, mark: 'failed', failedAt: NOW, why: 'Exit code 3.' } as const
    expect(told({ present: [failed] })).toMatchObject([{ id: 'failed:load:1', text: 'Load failed. Exit code 3.' }])
    expect(told({ present: [{ ...failed, mark: 'lost', why: null }] })).toMatchObject([{ text: 'Load is lost.' }])
    expect(told({ present: [{ ...failed, proposed: true }] })).toMatchObject([{ id: 'proposed:load:1', tone: 'rolling' }])
  })
  test('a second attempt that fails is told anew', () => {
    const failed = { ...STEP, mark: 'failed', failedAt: NOW } as const
    expect(course({ present: [failed] }, { present: [{ ...failed, attempt: 2 }] })).toEqual([['failed:load:1'], ['failed:load:2']])
  })
  test('a gate names whom it waits for', () => {
    expect(told({ present: [{ ...STEP, title: 'Go/no-go', polls: { since: NOW - MINUTE, missing: ['dba', 'qa'] } }] })).toMatchObject([{ kind: 'gate-waits', at: NOW - MINUTE, text: 'Go/no-go waits for dba, qa.' }])
  })
  test('a hold, a gap, a fault and a standstill are told; the oldest first', () => {
    const all = told({ held: { nth: 2, since: NOW, because: 'phone' }, gap: { seq: 9, ms: 90_400, at: NOW - 1 }, fault: { at: NOW + 1, text: 'The disk is full.' }, end: { outcome: 'stopped', at: NOW + 2, because: 'load failed' } })
    expect(all.map(({ id, text }) => [id, text])).toEqual([
      ['gap:9', 'Nobody drove the run for 1m30s. Say whether that was work or an outage.'],
      ['held:2', 'The run is on hold: phone'],
      [`fault:${NOW + 1}`, 'The disk is full.'],
      ['ended:stopped', 'The run stands still: load failed.'],
    ])
  })
  test('the next alert by time alone is the nearest of what is still to come', () => {
    const { nextAt } = alertsOf({ ...GROUND, present: [{ ...STEP, overdueAt: NOW + 9 * MINUTE }], safeAt: NOW + NEAR_MS + 2 * MINUTE }, NOTHING_TOLD)
    expect(nextAt).toBe(NOW + 2 * MINUTE)
  })
})
