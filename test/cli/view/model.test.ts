import { describe, expect, test } from 'vitest'
import { barLine } from '../../../electron/cli/view/barPane.ts'
import { headerLines } from '../../../electron/cli/view/headerPane.ts'
import { plainText, lineWidth } from '../../../electron/cli/view/line.ts'
import { viewModel } from '../../../electron/core/view/model.ts'
import { screenLines } from '../../../electron/cli/view/screen.ts'
import { summaryLine } from '../../../electron/cli/view/summaryLine.ts'
import { bindings } from '../../../electron/cli/view/keys.ts'
import type { RunFacts } from '../../../electron/core/run/events.ts'
import { branch, into, manual, policy, runbook, sid, step } from '../../support/build.ts'
import { drive } from '../../support/drive.ts'
import { inputOf, UNKNOWN } from './support.tsx'

const MINUTE = 60_000
const START = 1_800_000_000_000
const window: NonNullable<RunFacts['window']> = { startsAt: START, endsAt: START + 60 * MINUTE, safetyFloorMs: 10 * MINUTE }
const restore = branch('back-out', 'rollback', [step('restore', { plannedMs: MINUTE })], { end: 'rolled-back' })
const planned = (id: string, minutes = 1) => manual(id, { plannedMs: minutes * MINUTE })

describe('the split list', () => {
  test('past in the order of its end, then present, then ahead with its expected end', () => {
    const book = runbook([{ phase: 'p', lanes: { x: [planned('a', 2), planned('b')], y: [planned('c', 3)] } }, { phase: 'q', steps: [planned('d')] }])
    const run = drive(book).after(MINUTE).do({ do: 'done', step: sid('a') })
    const { rows } = viewModel(inputOf(run, book))
    expect(rows.map(({ step, mark, lane }) => [step, mark, lane])).toEqual([['a', 'done', 'x'], ['b', 'running', 'x'], ['c', 'running', 'y'], ['d', 'ahead', null]])
    expect(rows.map(({ endsAt }) => ((endsAt ?? 0) - START) / MINUTE)).toEqual([1, 2, 3, 4])
    expect(rows.map(({ deltaMs }) => deltaMs)).toEqual([-MINUTE, null, null, null])
  })
  test("the forecast's ends go before those of the plan", () => {
    const book = runbook([{ phase: 'p', steps: [planned('a'), planned('b')] }])
    const stepEnds = new Map([[sid('a'), 2 * MINUTE], [sid('b'), 7 * MINUTE]])
    const { rows } = viewModel(inputOf(drive(book), book, { forecast: { p10Ms: 1, p50Ms: 2, p90Ms: 3, stepEnds } }))
    expect(rows.map(({ endsAt }) => ((endsAt ?? 0) - START) / MINUTE)).toEqual([2, 7])
  })
  test('a running step has a delta only once it takes longer than its comparison', () => {
    const book = runbook([{ phase: 'p', steps: [planned('a')] }])
    const run = drive(book).after(MINUTE - 1)
    expect(viewModel(inputOf(run, book)).rows[0]?.deltaMs).toBeNull()
    run.after(5001)
    expect(viewModel(inputOf(run, book)).rows[0]?.deltaMs).toBe(5000)
  })
  test('a skipped step has no time and no delta', () => {
    const book = runbook([{ phase: 'p', steps: [planned('a'), planned('b')] }])
    const run = drive(book).do({ do: 'skip', step: sid('a'), reason: 'not tonight' })
    expect(viewModel(inputOf(run, book)).rows[0]).toMatchObject({ mark: 'skipped', timeMs: null, deltaMs: null })
  })
  test('in a rollback the steps of the main path that were not reached are gone, and those that were stopped say so', () => {
    const book = runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('a'), step('b')] }], [restore])
    const run = drive(book).do({ do: 'rollback', reason: 'errors' }).ends('a', { outcome: 'stopped' })
    expect(viewModel(inputOf(run, book)).rows.map(({ step, mark }) => [step, mark])).toEqual([['a', 'stopped'], ['restore', 'rolling']])
  })
  test('a compensation of what was never started is not ahead', () => {
    const back = branch('back-out', 'rollback', [step('first'), step('undo-b', { undoes: [sid('b')] }), step('proof')], { end: 'rolled-back' })
    const book = runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('a'), step('b')] }], [back])
    const run = drive(book).do({ do: 'rollback', reason: 'errors' }).ends('a', { outcome: 'stopped' })
    expect(viewModel(inputOf(run, book)).rows.filter(({ mark }) => mark === 'ahead').map(({ step }) => step)).toEqual(['proof'])
  })
})

describe('late or early', () => {
  const book = runbook([{ phase: 'p', lanes: { x: [planned('a', 2)], y: [planned('b', 5)] } }, { phase: 'q', steps: [planned('c', 1), planned('d', 1)] }])
  const late = (run: ReturnType<typeof drive>) => viewModel(inputOf(run, book)).lateMs
  test('counts the longest lane, and is carried into the next phase', () => {
    const run = drive(book).after(3 * MINUTE).do({ do: 'done', step: sid('a') }).do({ do: 'done', step: sid('b') })
    expect(late(run)).toBe(-2 * MINUTE)
    run.after(MINUTE).do({ do: 'done', step: sid('c') })
    expect(late(run)).toBe(-2 * MINUTE)
  })
  test('a lane with slack may be late without making the run late', () => {
    const run = drive(book).after(3 * MINUTE).do({ do: 'done', step: sid('a') })
    expect(late(run)).toBe(0)
  })
  test('grows while a step is over its time', () => {
    expect(late(drive(book).after(5 * MINUTE))).toBe(0)
    expect(late(drive(book).after(8 * MINUTE))).toBe(3 * MINUTE)
  })
  test('a hold makes nobody late on the clock of the sequence', () => {
    const run = drive(book).do({ do: 'hold', reason: 'phone' }).after(60 * MINUTE).do({ do: 'release' })
    expect(late(run)).toBe(0)
    expect(viewModel(inputOf(run, book))).toMatchObject({ sequenceMs: 0, wallMs: 60 * MINUTE })
  })
  test('is unknown where nothing has a time to be compared with, and in a branch', () => {
    const bare = runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('a')] }], [restore])
    const run = drive(bare).after(MINUTE)
    expect(viewModel(inputOf(run, bare)).lateMs).toBeNull()
    run.do({ do: 'rollback', reason: 'errors' })
    expect(viewModel(inputOf(run, bare, { comparisonOf: () => ({ ...UNKNOWN, plannedMs: 1 }) })).lateMs).toBeNull()
  })
})

describe('the window bar', () => {
  const book = runbook([{ phase: 'p', steps: [planned('a', 10), planned('b', 10)] }])
  const draw = (minutes: number, forecast = { p10Ms: 25 * MINUTE, p50Ms: 30 * MINUTE, p90Ms: 40 * MINUTE }) => {
    const run = drive(book, { window }).after(10 * MINUTE).do({ do: 'done', step: sid('a') }).after((minutes - 10) * MINUTE)
    const { bar } = viewModel(inputOf(run, book, { forecast }))
    return bar ? plainText(barLine(bar, 72)).slice(6, -6) : ''
  }
  test('done is solid and cut by steps, then what runs, now, the cone with its P50, the hatched floor, the end', () => {
    expect(draw(21)).toBe('█████████▊▓▓▓▓▓▓▓▓▓▓▓▶───═════╪═════════──────────╱╱╱╱╱╱╱╱╱┃')
  })
  test('a cone over the floor is crossed; past the window the bar grows beyond its end', () => {
    expect(draw(20, { p10Ms: 45 * MINUTE, p50Ms: 52 * MINUTE, p90Ms: 55 * MINUTE })).toContain('╳╳╪╳╳')
    expect(draw(20, { p10Ms: 50 * MINUTE, p50Ms: 80 * MINUTE, p90Ms: 90 * MINUTE })).toMatch(/┃═+╪═+/)
  })
  test('there is none without a window', () => {
    expect(viewModel(inputOf(drive(book), book)).bar).toBeNull()
  })
  test.each([20, 60, 200])('it has the width it is given: %i', (width) => {
    const { bar } = viewModel(inputOf(drive(book, { window }).after(15 * MINUTE), book))
    expect(bar && lineWidth(barLine(bar, width))).toBe(width)
  })
})

describe('the run as a whole', () => {
  const book = () => runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('a', { onFailure: policy({ do: 'rollback' }) })] }], [restore])
  const standing = (run: ReturnType<typeof drive>) => viewModel(inputOf(run, book())).standing
  test('says what is out of the ordinary', () => {
    expect(standing(drive(book()))).toEqual({ is: 'going' })
    expect(standing(drive(book()).do({ do: 'hold', reason: 'phone' }).after(5000))).toMatchObject({ is: 'held', forMs: 5000 })
    expect(standing(drive(book()).do({ do: 'rollback', reason: 'errors' }))).toMatchObject({ is: 'draining', waitsFor: ['a'] })
    expect(standing(drive(book()).do({ do: 'rollback', reason: 'errors' }).ends('a', { outcome: 'stopped' }))).toMatchObject({ is: 'branch' })
    expect(standing(drive(book()).do({ do: 'abandon', reason: 'enough' }))).toMatchObject({ is: 'abandoning', waitsFor: ['a'] })
    expect(standing(drive(book()).crash(60_000))).toMatchObject({ is: 'gap', ms: 60_000 })
  })
  test('its end leaves one line', () => {
    const run = drive(book()).do({ do: 'rollback', reason: 'errors' }).ends('a', { outcome: 'stopped' }).ends('restore')
    expect(summaryLine(viewModel(inputOf(run, book())))).toBe('◀ rolled-back · REHEARSAL on local · Book · 0:00 · 1 done · run r1')
  })
})

describe('the clock line', () => {
  const book = runbook([{ phase: 'p', steps: [planned('a', 10)] }])
  const line = (p90: number, width: number, minutes = 1): string => {
    const model = viewModel(inputOf(drive(book, { window }).after(minutes * MINUTE), book, { forecast: { p10Ms: 40 * MINUTE, p50Ms: Math.min(p90, 45 * MINUTE) , p90Ms: p90 } }))
    return plainText(headerLines(model, width)[1] ?? [])
  }
  test('says where the end falls: fine, in the safety floor', () => {
    expect(line(46 * MINUTE, 100)).toMatch(/T\+ 1:00 {2}L− 59:00 .*ETA \S+ \(\S+–\S+\) {2}on time$/)
    expect(line(55 * MINUTE, 100)).toMatch(/ETA \S+ \(\S+\) in the safety floor {2}on time$/)
  })
  test('on a narrow screen the clocks stay and the words go', () => {
    expect(line(55 * MINUTE, 50)).toMatch(/^T\+ 1:00 {2}L− 59:00 +ETA \S+ ! {2}on time$/)
  })
  test('past the window L counts up', () => {
    expect(line(80 * MINUTE, 120, 65)).toMatch(/^T\+ 1:05:00 {2}L\+ 5:00 past the window .*ETA \S+ .*past the window/)
  })
})

describe('the screen', () => {
  const long = '漢字🚀 '.repeat(40)
  const steps = Array.from({ length: 60 }, (_, index) => manual(`s${index}`, { title: `${index} ${long}`, owner: 'a very long role name', instructions: long, caution: long, warning: long, pointOfNoReturn: index === 0, plannedMs: MINUTE }))
  const book = runbook([{ phase: 'p', lanes: { left: steps.slice(0, 30), right: steps.slice(30) } }], [], { title: long })
  const run = drive(book, { window })
  test.each([[40, 10], [60, 20], [80, 24], [110, 24], [120, 40], [200, 60]])('never leaves %i×%i cells', (columns, rows) => {
    const model = viewModel(inputOf(run, book))
    for (const help of [false, true]) {
      const lines = screenLines({ model, selected: model.present[0], bindings: bindings(model, model.present[0]), prompt: null, message: { text: long, hint: long, tone: 'failed', at: 0 }, help, menu: null }, columns, rows)
      expect(lines).toHaveLength(rows)
      expect(Math.max(...lines.map(lineWidth))).toBeLessThanOrEqual(columns)
    }
  })
  test('the present step stands at about a third of the height of the splits', () => {
    const plainBook = runbook([{ phase: 'p', steps: Array.from({ length: 60 }, (_, index) => manual(`s${index}`)) }])
    const late = drive(plainBook)
    for (let index = 0; index < 30; index++) late.do({ do: 'done', step: sid(`s${index}`) })
    const model = viewModel(inputOf(late, plainBook))
    const lines = screenLines({ model, selected: model.present[0], bindings: [], prompt: null, message: null, help: false, menu: null }, 120, 40).map(plainText)
    const at = lines.findIndex((line) => line.startsWith('▶ s30'))
    expect(at).toBeGreaterThan(10)
    expect(at).toBeLessThan(20)
  })
})
