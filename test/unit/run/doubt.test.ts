import { describe, expect, test } from 'vitest'
import { RunthroughError } from '../../../electron/core/errors.ts'
import { openDoubts, type Fastest } from '../../../electron/core/run/doubt.ts'
import type { RunFacts } from '../../../electron/core/run/events.ts'
import { manual, runbook, sid, step } from '../../support/build.ts'
import { drive } from '../../support/drive.ts'

const book = runbook([{ phase: 'p', steps: [step('a'), manual('m')] }])
const started = (fastest: Fastest | undefined, given: Partial<RunFacts> = {}) => drive(book, given, () => fastest)
const refusal = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof RunthroughError) return error.code
    throw error
  }
  return 'accepted'
}

describe('a step that is done far faster than ever', () => {
  test('under half of its fastest time is asked about, right behind its end; the run goes on', () => {
    const run = started({ ms: 60_000 }).after(29_999).ends('a')
    expect(run.records.at(-2)?.body).toMatchObject({ type: 'step.doubted', step: 'a', attempt: 1, tookMs: 29_999, fastestMs: 60_000 })
    expect(run.status('m')).toBe('running')
    expect(openDoubts(run.engine.state)).toHaveLength(1)
  })
  test('half of it is plausible, and so is anything where no earlier time is known', () => {
    expect(started({ ms: 60_000 }).after(30_000).ends('a').types()).not.toContain('step.doubted a')
    expect(started(undefined).ends('a').types()).not.toContain('step.doubted a')
  })
  test('what never took two seconds is not asked about', () => {
    expect(started({ ms: 1_999 }).ends('a').types()).not.toContain('step.doubted a')
    expect(started({ ms: 2_000 }).ends('a').types()).toContain('step.doubted a')
  })
  test('less to move may take less time', () => {
    expect(started({ ms: 60_000, volume: 1000 }).after(4_000).ends('a', { volume: 100 }).types()).not.toContain('step.doubted a')
    expect(started({ ms: 60_000, volume: 1000 }).after(2_000).ends('a', { volume: 100 }).types()).toContain('step.doubted a')
  })
  test('nor is what failed, what the tool answered, a tabletop, or a simulation', () => {
    expect(started({ ms: 60_000 }).ends('a', { outcome: 'failed' }).types()).not.toContain('step.doubted a')
    expect(started({ ms: 60_000 }, { auto: true }).after(60_000).ends('a').after(0).types()).not.toContain('step.doubted m')
    expect(started({ ms: 60_000 }, { mode: 'tabletop' }).do({ do: 'done', step: 'a' }).types()).not.toContain('step.doubted a')
    expect(started({ ms: 60_000 }, { mode: 'simulation' }).ends('a').types()).not.toContain('step.doubted a')
  })
  test("a person's click is asked about, too", () => {
    expect(started({ ms: 60_000 }).after(60_000).ends('a').do({ do: 'done', step: 'm' }).types()).toContain('step.doubted m')
  })
})

describe('the answer', () => {
  test('yes lets its time count', () => {
    const run = started({ ms: 60_000 }).ends('a').do({ do: 'vouch', step: sid('a'), ran: true })
    expect(run.splits()[0]).toMatchObject({ discounted: null, doubt: { fastestMs: 60_000, ran: true } })
    expect(openDoubts(run.engine.state)).toEqual([])
  })
  test('no wants a reason, and keeps the time out of estimates', () => {
    const run = started({ ms: 60_000 }).ends('a')
    expect(refusal(() => run.do({ do: 'vouch', step: sid('a'), ran: false }))).toBe('bad-input')
    run.do({ do: 'vouch', step: sid('a'), ran: false, reason: 'the table is empty' })
    expect(run.splits()[0]).toMatchObject({ discounted: 'did-not-run', doubt: { ran: false, reason: 'the table is empty' } })
  })
  test('until it is given, the time counts for nothing', () => {
    expect(started({ ms: 60_000 }).ends('a').splits()[0]).toMatchObject({ discounted: 'doubted' })
  })
  test('it is given once, only where it was asked, and as a note is, after the end, too', () => {
    const run = started({ ms: 60_000 }).ends('a')
    expect(refusal(() => run.do({ do: 'vouch', step: sid('m'), ran: true }))).toBe('illegal')
    run.after(60_000).do({ do: 'done', step: 'm' })
    expect(run.end()).toBe('completed')
    run.do({ do: 'vouch', step: sid('a'), ran: true })
    expect(refusal(() => run.do({ do: 'vouch', step: sid('a'), ran: true }))).toBe('illegal')
  })
  test('an undone click takes its question along', () => {
    const run = started({ ms: 60_000 }).after(60_000).ends('a').do({ do: 'hold', reason: 'r' })
    run.do({ do: 'release' })
    const two = drive(runbook([{ phase: 'p', steps: [manual('m'), manual('n')] }]), {}, () => ({ ms: 60_000 })).do({ do: 'done', step: 'm' })
    expect(openDoubts(two.engine.state)).toHaveLength(1)
    two.do({ do: 'undo' })
    expect(openDoubts(two.engine.state)).toEqual([])
    expect(two.after(60_000).do({ do: 'done', step: 'm' }).types().filter((type) => type === 'step.doubted m')).toHaveLength(1)
  })
})
