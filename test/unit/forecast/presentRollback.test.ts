import { describe, expect, test } from 'vitest'
import { forecast, type Forecast } from '../../../electron/core/forecast/forecast.ts'
import { buildHistory, type PastRun } from '../../../electron/core/forecast/history.ts'
import { compile } from '../../../electron/core/machine/compile.ts'
import type { Runbook } from '../../../electron/core/runbook/model.ts'
import { branch, into, policy, runbook, sid, step } from '../../support/build.ts'
import { drive, type Driven } from '../../support/drive.ts'
import { rolledBack } from '../../support/past.ts'

const MIN = 60_000
const end = { end: 'rolled-back' } as const
const window = { lengthMs: 120 * MIN, safetyFloorMs: 15 * MIN }
const back = branch('back-out', 'rollback', [step('undo-b', { undoes: [sid('b')] }), step('restore', { plannedMs: 5 * MIN })], end)
const plain = branch('back-out', 'rollback', [step('restore', { plannedMs: 5 * MIN })], end)
const repair = branch('repair', 'fix-forward', [step('mend', { plannedMs: 4 * MIN })], { resume: sid('b') })
/** `onRollback` of b, in a lane beside a. */
const laned = (onRollback: 'stop' | 'wait', extra: Partial<Runbook> = {}): Runbook =>
  runbook([{ phase: 'p', rollback: into('back-out'), lanes: { x: [step('a', { plannedMs: 10 * MIN })], y: [step('b', { plannedMs: 10 * MIN, onRollback })] } }, { phase: 'q', steps: [step('c', { plannedMs: MIN })] }], [back], extra)
const rehearsal = (restore: number, undo = 3): PastRun => rolledBack({ a: 10 * MIN, b: 10 * MIN, c: MIN }, 'back-out', { 'undo-b': undo * MIN, restore: restore * MIN })
const three = [rehearsal(4), rehearsal(5), rehearsal(6)]

function foretold(book: Runbook, run: Driven, runs: readonly PastRun[] = three): Forecast {
  const compiled = compile(book)
  return forecast({ compiled, history: buildHistory(compiled, runs), window, state: run.engine.state, now: run.engine.now(), seed: 1 })
}

describe('the way back from where a run stands', () => {
  test('without a run there is none; with one it is told, and its present steps tell the same', () => {
    const book = laned('stop')
    const compiled = compile(book)
    expect(forecast({ compiled, history: buildHistory(compiled, three), seed: 1 }).rollback).toBeNull()
    const { rollback, steps } = foretold(book, drive(book))
    expect(rollback).toMatchObject({ branch: 'back-out', evidence: 'timed', rehearsals: 3 })
    const { steps: _, awaits: __, ends, fitsWindow, ...same } = rollback!
    expect(ends!.p50Ms).toBeLessThan(ends!.p90Ms)
    expect(fitsWindow).toBe(1)
    for (const id of ['a', 'b']) expect(steps.find(({ step }) => step === id)?.rollback).toMatchObject(same)
  })
  test('what was not started is not undone, and needs no rehearsal', () => {
    const book = runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('a', { plannedMs: 10 * MIN }), step('b', { plannedMs: 10 * MIN })] }], [back])
    const run = drive(book)
    const before = foretold(book, run).rollback!
    expect(before.steps.map(({ step }) => step)).toEqual(['restore'])
    expect(foretold(book, run, [rolledBack({ a: MIN }, 'back-out', { restore: MIN })]).rollback).toMatchObject({ evidence: 'low', p90Ms: MIN })
    run.ends('a')
    const after = foretold(book, run).rollback!
    expect(after.steps.map(({ step }) => step)).toEqual(['undo-b', 'restore'])
    expect(after.latestSafeMs).toBeLessThan(before.latestSafeMs!)
    expect(foretold(book, run, [rolledBack({ a: MIN }, 'back-out', { restore: MIN })]).rollback).toMatchObject({ evidence: 'never' })
  })
  test('what a rollback stops takes no time; what it awaits comes off the deadline, and is named', () => {
    const stopping = foretold(laned('stop'), drive(laned('stop'))).rollback!
    expect(stopping.awaits).toEqual([])
    const waiting = foretold(laned('wait'), drive(laned('wait'))).rollback!
    expect(waiting.awaits.map(({ step }) => step)).toEqual(['b'])
    expect(waiting.awaitsMs! / MIN).toBeGreaterThan(9)
    expect((stopping.latestSafeMs! - waiting.latestSafeMs!) / MIN).toBeGreaterThan(8)
    expect(waiting.p90Ms).toBe(stopping.p90Ms)
  })
  test('it moves later while what is awaited goes as it should, and earlier when that overruns', () => {
    const run = drive(laned('wait'))
    const safe = (): number => foretold(laned('wait'), run).rollback!.latestSafeMs!
    const atStart = safe()
    const half = (run.after(5 * MIN), safe())
    expect(half).toBeGreaterThan(atStart)
    const late = [15, 20, 30].map((minutes) => (run.after(minutes * MIN - run.engine.now()), safe()))
    expect(late[1]).toBeLessThan(late[0]!)
    expect(late[2]).toBeLessThan(late[1]!)
  })
  test('nobody knows how long what is awaited takes: how long the way back takes is told, until when it fits is not', () => {
    const book = runbook([{ phase: 'p', rollback: into('back-out'), lanes: { x: [step('a', { plannedMs: MIN })], y: [step('d', { onRollback: 'wait' })] } }], [plain])
    const { rollback } = foretold(book, drive(book), [rehearsal(4)])
    expect(rollback).toMatchObject({ evidence: 'low', awaits: [{ step: 'd', p50Ms: null, p90Ms: null }] })
    expect(rollback!.latestSafeMs).toBeUndefined()
  })
  test('the time that people have to decide comes off the deadline, where the runbook gives it', () => {
    const plain = foretold(laned('stop'), drive(laned('stop'))).rollback!
    const given = laned('stop', { policy: { minGrade: 1, decideWithinMs: 7 * MIN } })
    expect(foretold(given, drive(given)).rollback).toMatchObject({ decideMs: 7 * MIN, latestSafeMs: plain.latestSafeMs! - 7 * MIN })
    const drawn = laned('stop', { injects: [{ id: 'i', at: sid('a'), symptom: 's', expects: 'rollback', decideWithinMs: 3 * MIN }] })
    expect(foretold(drawn, drive(drawn)).rollback).toMatchObject({ decideMs: 3 * MIN })
  })
  test('low evidence is the longest that was seen, with what is awaited on top', () => {
    const { rollback } = foretold(laned('wait'), drive(laned('wait')), [rehearsal(4), rehearsal(9)])
    expect(rollback).toMatchObject({ evidence: 'low', rehearsals: 2, p90Ms: 12 * MIN })
    expect(rollback!.latestSafeMs).toBeCloseTo(105 * MIN - 12 * MIN - rollback!.awaitsMs!, -2)
  })
  test('inside a fix-forward it is that of the step it came from', () => {
    const book = runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('a'), step('b', { plannedMs: MIN, onFailure: policy({ do: 'branch', branch: repair.id }) })] }], [back, repair])
    const run = drive(book).ends('a').ends('b', { outcome: 'failed' })
    expect(run.status('mend')).toBe('running')
    const { rollback, steps } = foretold(book, run)
    expect(rollback).toMatchObject({ branch: 'back-out', evidence: 'timed' })
    expect(steps.find(({ step }) => step === 'mend')?.rollback).toMatchObject({ branch: 'back-out', latestSafeMs: rollback!.latestSafeMs })
  })
  test('past the point of no return: forward only; with nothing declared: none; on the way back: nothing more to say', () => {
    const crossing = runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('a', { pointOfNoReturn: true, start: 'armed' }), step('b')] }], [plain])
    const run = drive(crossing)
    expect(foretold(crossing, run).rollback?.evidence).toBe('timed')
    run.do({ do: 'start', step: 'a' })
    expect(foretold(crossing, run).rollback).toEqual({ branch: null, evidence: 'forward-only', rehearsals: 0, steps: [], awaits: [] })
    const none = runbook([{ phase: 'p', steps: [step('a')] }], [plain])
    expect(foretold(none, drive(none)).rollback).toMatchObject({ branch: null, evidence: 'none' })
    const rolling = drive(laned('wait')).do({ do: 'rollback', reason: 'errors' })
    expect(foretold(laned('wait'), rolling).rollback).toBeNull()
  })
})

describe('the chance that a rollback still fits if a step is started now', () => {
  test('counts what its start makes to be undone and to be awaited, before it is started', () => {
    const book = runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('a', { plannedMs: MIN }), step('b', { plannedMs: 40 * MIN, onRollback: 'wait', start: 'armed' })] }], [back])
    const run = drive(book).ends('a').after(88 * MIN)
    const { rollback, steps } = foretold(book, run, [...three, rehearsal(5)])
    // Now there is time for it; with ten minutes of b to be awaited there is not.
    expect(rollback!.latestSafeMs).toBeGreaterThan(run.engine.now())
    expect(rollback!.steps.map(({ step }) => step)).toEqual(['restore'])
    const b = steps.find(({ step }) => step === 'b')!.rollback
    expect(b.latestSafeMs).toBe(rollback!.latestSafeMs)
    expect(b.fitsIfStarted).toBeLessThan(0.5)
  })
})
