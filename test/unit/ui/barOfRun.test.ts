import { expect, test } from 'vitest'
import type { RunNow, RunRow } from '../../../electron/contract/shapes/run.ts'
import type { StepFacts } from '../../../electron/contract/shapes/step.ts'
import { barOfRun } from '../../../renderer/ui/bar/barOfRun.ts'
import { MINUTE, NOW } from './bars.ts'

type Now = Parameters<typeof barOfRun>[0]

const STEP: StepFacts = {
  id: 'cross', title: 'Cross', kind: 'command', owner: null, escalate: null, phase: 'main', lane: null, branch: null, group: 'Main', component: null, executes: true, command: null, instructions: null, caution: null,
  warning: null, checklist: [], fields: [], outcomes: [], poll: [], audience: null, template: null, pointOfNoReturn: true, armed: false, plannedMs: 4 * MINUTE, timeoutMs: null, needs: [], undoes: [], evidence: null, hypercare: null,
  volumeUnit: null, comparisons: { plan: 4 * MINUTE, median: 3 * MINUTE, best: null, last: null, p90: null }, n: 3,
}
const FIXED = { startedAt: NOW - 10 * MINUTE, steps: [STEP, { ...STEP, id: 'breathe', kind: 'hold' as const, pointOfNoReturn: false }, { ...STEP, id: 'plain', pointOfNoReturn: false }] }
const row = (step: string, change: Partial<RunRow> = {}): RunRow => ({ step, mark: 'ahead', attempt: 0, time: null, endedAt: null, expectedAt: NOW + 20 * MINUTE, present: false, ...change })
const now = (change: Partial<RunNow> = {}): Now => ({ bar: null, end: null, endedAt: null, eta: { from: 'forecast', p10At: NOW + MINUTE, p50At: NOW + 2 * MINUTE, p90At: NOW + 3 * MINUTE }, present: [], wayBack: null, ...change })
const BAR: NonNullable<RunNow['bar']> = { startsAt: NOW - 20 * MINUTE, runFrom: NOW - 10 * MINUTE, endsAt: NOW + 90 * MINUTE, safetyFloorMs: MINUTE, safeAt: NOW, presentFrom: NOW - MINUTE, rolling: false, overAt: null, done: [{ step: 'plain', from: NOW - 3 * MINUTE, to: NOW - MINUTE, bad: true, rolling: true }], holds: [] }

test('a run under way moves by itself; one that is over stands, and has no way back to tell of', () => {
  expect(barOfRun(now({ bar: BAR, wayBack: { evidence: 'timed', branch: 'back', rehearsals: 3, safeAt: NOW, p50Ms: 1, p90Ms: 2 } }), FIXED)).toMatchObject({ moves: true, presentFrom: NOW - MINUTE, wayBack: { safeAt: NOW } })
  expect(barOfRun(now({ bar: { ...BAR, overAt: NOW }, end: 'completed', wayBack: null }), FIXED)).toMatchObject({ moves: false, standsAt: NOW, presentFrom: null, eta: null, wayBack: null })
})

test('what failed is shown as failed, also on the way back', () => {
  expect(barOfRun(now({ bar: BAR }), FIXED).done).toEqual([{ from: NOW - 3 * MINUTE, to: NOW - MINUTE, tone: 'failed' }])
})

test('planned holds and the point of no return ahead are taken from the rows', () => {
  const { ahead } = barOfRun(now({ bar: BAR }), FIXED, [row('cross'), row('breathe', { expectedAt: NOW + 30 * MINUTE }), row('plain')])
  expect(ahead).toEqual([
    { from: NOW + 17 * MINUTE, to: NOW + 20 * MINUTE, hold: false, pointOfNoReturn: true },
    { from: NOW + 27 * MINUTE, to: NOW + 30 * MINUTE, hold: true, pointOfNoReturn: false },
  ])
})

test('a run without a change window has a bar from its start, made of its rows', () => {
  const over = row('plain', { mark: 'done', attempt: 1, time: { ms: 2 * MINUTE, at: NOW, runs: false }, endedAt: NOW - MINUTE })
  const bar = barOfRun(now(), FIXED, [over, row('breathe', { mark: 'skipped', endedAt: NOW - MINUTE })])
  expect(bar).toMatchObject({ startsAt: FIXED.startedAt, endsAt: null, moves: true, done: [{ from: NOW - 3 * MINUTE, to: NOW - MINUTE, tone: 'fine' }] })
})

test('a thousand steps of a run without a change window are no thousand parts, and what failed among them is still seen', () => {
  const rows = Array.from({ length: 1000 }, (_, index) => row(`s${index}`, { mark: index === 500 ? 'failed' : 'done', attempt: 1, time: { ms: 1000, at: NOW, runs: false }, endedAt: NOW + index * 1000 }))
  const { done } = barOfRun(now(), FIXED, rows)
  expect(done.length).toBeLessThanOrEqual(250)
  expect(done.filter(({ tone }) => tone === 'failed')).toEqual([{ from: NOW + 499_000, to: NOW + 500_000, tone: 'failed' }])
  expect([done[0]?.from, done.at(-1)?.to]).toEqual([NOW - 1000, NOW + 999_000])
})

test('an end that only a comparison tells has no band', () => {
  expect(barOfRun(now({ bar: BAR, eta: { from: 'comparison', comparison: 'plan', p50At: NOW } }), FIXED).eta).toEqual({ p50: NOW, band: null })
})
