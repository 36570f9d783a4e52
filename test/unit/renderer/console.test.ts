/** What the console shows, as data: clocks, splits, what happens by itself, the way back, where a run left its script. */
import { expect, test } from 'vitest'
import { knownComparisons, nextComparison } from '../../../renderer/screens/console/comparisons.ts'
import { deviations } from '../../../renderer/screens/console/end/deviations.ts'
import { etaNow, etaVerdict, showsSeconds, tMinus } from '../../../renderer/screens/console/head/figures.ts'
import { happenings } from '../../../renderer/screens/console/present/stepWords.ts'
import { evidenceWords, takes } from '../../../renderer/screens/console/side/wayBackLines.ts'
import { deltaOf } from '../../../renderer/screens/console/splits/splitDelta.ts'
import { anchorOf, MOST_RAILS, railsOf, splitItems } from '../../../renderer/screens/console/splits/splitItems.ts'
import { aNow, aPresent, aRow, aRun, aStep, AT, MINUTE } from './runs.ts'

const eta = { from: 'forecast', p10At: AT + 8 * MINUTE, p50At: AT + 10 * MINUTE, p90At: AT + 14 * MINUTE } as const
const bar = { startsAt: AT, runFrom: AT, endsAt: AT + 30 * MINUTE, safetyFloorMs: 5 * MINUTE, safeAt: null, presentFrom: AT, rolling: false, overAt: null, done: [], holds: [] }
const forecast = { basedOnRuns: 3, fitsWindow: 0.9, criticalLane: null, unknownSteps: [], at: AT }

test('T− counts down to the expected end, stops in a hold, and is never below nought', () => {
  expect(tMinus(aNow({ eta, forecast }), AT + MINUTE)).toBe(9 * MINUTE)
  expect(tMinus(aNow({ eta, forecast }), AT + 11 * MINUTE)).toBe(0)
  const held = aNow({ eta, forecast, standing: { is: 'held', since: AT + 2 * MINUTE, because: null, by: null } })
  expect([tMinus(held, AT + 3 * MINUTE), tMinus(held, AT + 9 * MINUTE)]).toEqual([8 * MINUTE, 8 * MINUTE])
  const gap = aNow({ eta, forecast, standing: { is: 'gap', ms: 5 }, alsoHeld: { since: AT + 2 * MINUTE, because: null } })
  expect(tMinus(gap, AT + 9 * MINUTE)).toBe(8 * MINUTE)
  expect(tMinus(aNow(), AT)).toBeNull()
})

test('the expected end moves on with the clock while the run is on hold', () => {
  const held = aNow({ eta, forecast, standing: { is: 'held', since: AT + 2 * MINUTE, because: null, by: null } })
  expect(etaNow(held, AT + 5 * MINUTE)).toEqual({ from: 'forecast', p10At: AT + 11 * MINUTE, p50At: AT + 13 * MINUTE, p90At: AT + 17 * MINUTE })
  expect(etaNow(aNow({ eta, forecast }), AT + 5 * MINUTE)).toEqual(eta)
})

test('a late end is told by what it means for the window', () => {
  const at = (endsIn: number) => etaVerdict({ eta, bar: { ...bar, endsAt: AT + endsIn * MINUTE } }, AT).words
  expect([at(30), at(18), at(12), at(9)]).toEqual(['', 'in the safety floor', 'perhaps past the window', 'past the window'])
  expect(etaVerdict({ eta, bar: { ...bar, endsAt: AT + 20 * MINUTE } }, AT + 21 * MINUTE).words).toBe('past the window')
  expect(etaVerdict({ eta, bar: null }, AT)).toEqual({ tone: 'plain', words: '' })
})

test('seconds are shown where the whole run is short', () => {
  expect([showsSeconds({ eta }, AT, null), showsSeconds({ eta: { ...eta, p50At: AT + 180 * MINUTE } }, AT, null), showsSeconds({ eta: null }, AT, AT + 300 * MINUTE)]).toEqual([true, false, false])
})

test('splits stand under their phase or branch, on the rail of their lane', () => {
  const steps = [aStep('a'), aStep('b', { phase: 'two', group: 'Two', lane: 'app' }), aStep('c', { phase: 'two', group: 'Two', lane: 'data' }), aStep('d', { phase: null, branch: 'back', group: 'Back' })]
  const state = aRun({ steps, fixed: { phases: [{ id: 'first', title: 'First', lanes: [null], rollback: null }, { id: 'two', title: 'Two', lanes: ['data', 'app'], rollback: null }] } })
  const items = splitItems(state)
  expect(items.map((item) => (item.is === 'group' ? item.title : `${item.row.step} ${item.lane ?? '-'}/${item.lanes}`))).toEqual(['First', 'a -/0', 'Two', 'b 1/2', 'c 0/2', 'Back', 'd -/0'])
  expect(railsOf(items)).toBe(2)
  expect(new Set(items.map(({ key }) => key)).size).toBe(items.length)
})

test('a phase that is come back to stands twice under its name, and twenty lanes are not twenty rails', () => {
  const lanes = Array.from({ length: 20 }, (_, index) => `lane-${index}`)
  const steps = [aStep('a'), aStep('d', { phase: null, branch: 'fix', group: 'Fix' }), aStep('b', { lane: 'lane-19' })]
  const items = splitItems(aRun({ steps, fixed: { phases: [{ id: 'first', title: 'First', lanes, rollback: null }] } }))
  expect(items.filter((item) => item.is === 'group').map(({ key }) => key)).toEqual(['phase first 1', 'branch fix 1', 'phase first 2'])
  expect(railsOf(items)).toBe(MOST_RAILS)
})

test('the first present step is kept in sight, after the end the last line, before the start the first', () => {
  const rows = [aRow('a', { mark: 'done' }), aRow('b', { mark: 'running', present: true })]
  expect(anchorOf(splitItems(aRun({ rows })), false)).toBe(2)
  expect(anchorOf(splitItems(aRun({ rows: rows.map((row) => ({ ...row, mark: 'done', present: false })) })), true)).toBe(2)
  expect(anchorOf(splitItems(aRun()), false)).toBe(1)
})

test('a delta stands at what was done, and at what runs only once it takes longer', () => {
  expect(deltaOf('done', 90, 60, false)).toBe(30)
  expect(deltaOf('done', 30, 60, false)).toBe(-30)
  expect(deltaOf('running', 30, 60, true)).toBeNull()
  expect(deltaOf('running', 90, 60, true)).toBe(30)
  expect(deltaOf('skipped', 30, 60, false)).toBeNull()
  expect(deltaOf('failed', 90, 60, true)).toBeNull()
  expect(deltaOf('done', 90, null, false)).toBeNull()
})

test('only what is known is compared with; the plan always can be', () => {
  const known = knownComparisons([aStep('a'), aStep('b', { comparisons: { plan: null, median: null, best: 5, last: null, p90: null } })])
  expect([...known]).toEqual(['plan', 'best'])
  expect([nextComparison('plan', known), nextComparison('best', known), nextComparison('p90', known)]).toEqual(['best', 'plan', 'plan'])
})

test('what happens by itself is told with its time, as late when little is left, and what is overdue since when', () => {
  const at = (changes: Parameters<typeof aPresent>[1], now: number) => happenings(aPresent('a', changes), now).map(({ tone, text }) => `${tone}: ${text.replace(/\d\d:\d\d:\d\d/u, '…')}`)
  const clock = { what: 'time-out', at: AT + 10 * MINUTE, lengthMs: 10 * MINUTE } as const
  expect(at({ clock }, AT)).toEqual(['plain: Times out by itself in 10:00, at …'])
  expect(at({ clock }, AT + 9 * MINUTE)).toEqual(['late: Times out by itself in 1:00, at …'])
  expect(at({ clock: { what: 'retry', at: AT + 5000, lengthMs: 0 }, mark: 'backoff' }, AT)).toEqual(['plain: Tries again by itself in 0:05, at …'])
  expect(at({ overdueAt: AT + MINUTE }, AT + 3 * MINUTE)).toEqual(['late: Overdue by 2:00, since …'])
  expect(at({ overdueAt: AT + MINUTE }, AT)).toEqual(['plain: Overdue from … on'])
  expect(at({ failedAt: AT, mark: 'failed', overdueAt: AT }, AT + MINUTE)).toEqual(['late: Waits for a decision for 1:00, since …'])
})

test('a way back that nobody timed has no number', () => {
  expect(takes({ evidence: 'never', p50Ms: null, p90Ms: null })).toBeNull()
  expect(takes({ evidence: 'timed', p50Ms: 14 * MINUTE, p90Ms: 19 * MINUTE })).toBe('14 min to 19 min (P50 to P90)')
  expect(takes({ evidence: 'low', p50Ms: 14 * MINUTE, p90Ms: 19 * MINUTE })).toBe('14 min to 19 min (the median and the longest seen)')
  expect(takes({ evidence: 'timed', p50Ms: 8000, p90Ms: 8100 })).toBe('about 8 s')
  expect((['timed', 'low', 'never', 'forward-only', 'none'] as const).map((evidence) => evidenceWords({ evidence, rehearsals: 2 }))).toEqual([
    'rehearsed twice', 'rehearsed twice: low evidence', 'never rehearsed: nobody knows how long it takes', 'behind the point of no return: forward only', 'the runbook has none from here',
  ])
})

test('where a run left its script is told once for each step, and what the way back undid in one line', () => {
  const rows = [aRow('a', { mark: 'undone' }), aRow('b', { mark: 'undone' }), aRow('c', { mark: 'done', attempt: 3 }), aRow('d', { mark: 'skipped' }), aRow('e', { mark: 'done', attempt: 1 })]
  const state = aRun({ steps: rows.map(({ step }) => aStep(step)), rows, now: { bar: { ...bar, holds: [{ from: AT, to: AT + 2 * MINUTE }] }, endedAt: AT + 9 * MINUTE } })
  expect(deviations(state).map(({ text }) => text)).toEqual(['Step c: took 3 attempts', 'Step d: skipped', '2 steps were undone on the way back', 'One hold, 2 min together'])
})
