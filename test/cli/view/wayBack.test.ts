/** The window bar of a short run, and until when the way back fits. */
import { describe, expect, test } from 'vitest'
import { barLine } from '../../../electron/cli/view/barPane.ts'
import { headerLines } from '../../../electron/cli/view/headerPane.ts'
import type { Forecast, RollbackOutlook } from '../../../electron/core/view/input.ts'
import { lineWidth, plainText } from '../../../electron/cli/view/line.ts'
import { viewModel } from '../../../electron/core/view/model.ts'
import { rollbackNow } from '../../../electron/core/view/wayBack.ts'
import type { StepForecast } from '../../../electron/core/forecast/forecast.ts'
import { compile } from '../../../electron/core/machine/compile.ts'
import { branch, into, manual, runbook, sid, step } from '../../support/build.ts'
import { drive } from '../../support/drive.ts'
import { inputOf } from './support.tsx'

const SECOND = 1000
const MINUTE = 60 * SECOND
const START = 1_800_000_000_000
const window = { startsAt: START, endsAt: START + 90 * MINUTE, safetyFloorMs: 10 * MINUTE }
const restore = branch('back-out', 'rollback', [step('restore')], { end: 'rolled-back' })
const book = runbook([{ phase: 'p', rollback: into('back-out'), steps: [manual('a'), manual('b')] }], [restore])

const outlook = (more: Partial<RollbackOutlook>): Forecast => ({ p10Ms: 18 * SECOND, p50Ms: 20 * SECOND, p90Ms: 24 * SECOND, rollback: { branch: 'back-out', evidence: 'timed', latestSafeMs: 79 * MINUTE, ...more } })
const model = (forecast: Forecast, at = 12 * SECOND) => viewModel(inputOf(drive(book, { window }).after(5 * SECOND).do({ do: 'done', step: sid('a') }).after(at - 5 * SECOND), book, { forecast }))

describe('the bar of a run of seconds in a window of hours', () => {
  const draw = (forecast: Forecast, width = 92): string => {
    const { bar } = model(forecast)
    return bar ? plainText(barLine(bar, width)) : ''
  }
  test('the run takes two thirds of it, then come a marked gap, the flag, the floor and the end', () => {
    expect(draw(outlook({})).slice(6, -6)).toMatch(/^█+▊?▓+▶─+═+╪═+─+┄\/\/┄ \+1 h 1\d ┄+─⚑─*╱+┃$/)
    expect(draw(outlook({})).indexOf('┄')).toBe(6 + 53)
  })
  test.each([60, 92, 140, 200])('it has the width it is given: %i', (width) => {
    const { bar } = model(outlook({}))
    expect(bar && lineWidth(barLine(bar, width))).toBe(width)
  })
  test('one scale where the run fills more than a third of the window', () => {
    expect(draw({ ...outlook({}), p90Ms: 40 * MINUTE })).not.toContain('//')
  })
  test('a flag that stands in the run is drawn there', () => {
    expect(draw(outlook({ latestSafeMs: 22 * SECOND }))).toMatch(/╪═*⚑═*─*┄/)
  })
})

describe('the way back in words', () => {
  const line = (more: Partial<RollbackOutlook>, width = 140, at?: number): string => plainText(headerLines(model(outlook(more), at), width)[1] ?? [])
  test('until when it fits, and how much is known about it', () => {
    expect(line({})).toMatch(/⚑ rollback fits until \d\d:\d\d {2}/)
    expect(line({ evidence: 'low' })).toMatch(/fits until ~\d\d:\d\d \(few rehearsals\)/)
    expect(line({ evidence: 'never', latestSafeMs: null })).toContain('rollback never rehearsed')
    expect(line({ evidence: 'forward-only', latestSafeMs: null, branch: null })).toContain('▲ forward only')
    expect(line({ latestSafeMs: -1 })).toContain('rollback never fits the window')
  })
  test('with seconds when it comes near, and past it says so', () => {
    expect(line({ latestSafeMs: 5 * MINUTE })).toMatch(/fits until \d\d:\d\d:\d\d/)
    expect(line({ latestSafeMs: 10 * SECOND })).toMatch(/fitted until \d\d:\d\d:\d\d/)
  })
  test('it stays where the spread of the end has no room', () => {
    expect(line({}, 56)).toMatch(/⚑ \d\d:\d\d .*ETA \d\d:\d\d:\d\d$/)
    expect(line({})).toMatch(/ETA \d\d:\d\d:\d\d \(\d\d:\d\d:\d\d–\d\d:\d\d:\d\d\)/)
  })
})

describe('which entry speaks', () => {
  const compiled = compile(book)
  const entry = (id: string, rollback: StepForecast['rollback']): StepForecast => ({ step: sid(id), starts: null, takes: null, ends: null, rollback })
  const entries = [entry('a', { branch: 'back-out', evidence: 'timed', rehearsals: 3, latestSafeMs: 5 }), entry('b', { branch: null, evidence: 'forward-only', rehearsals: 0 })]
  test('that of the present step', () => {
    const run = drive(book)
    expect(rollbackNow(compiled, run.engine.state, entries)).toEqual({ branch: 'back-out', evidence: 'timed', latestSafeMs: 5 })
    run.do({ do: 'done', step: sid('a') })
    expect(rollbackNow(compiled, run.engine.state, entries)).toMatchObject({ evidence: 'forward-only', latestSafeMs: null })
  })
  test('none once the rollback has begun', () => {
    expect(rollbackNow(compiled, drive(book).do({ do: 'rollback', reason: 'errors' }).engine.state, entries)).toBeNull()
  })
})
