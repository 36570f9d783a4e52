/** A run on the page is what the host's frames say, and what a frame did not change is not drawn again. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogEntry } from '../../../electron/contract/shapes/run.ts'
import { createRunFrames } from '../../../electron/node/hub/runFrames.ts'
import { applyRunFrame, MOST_LOG, rowOf, runState, type RunState } from '../../../renderer/store/runState.ts'
import { aFixed, aNow, aRow, aRun, aStep, AT } from './runs.ts'

const IDS = ['a', 'b', 'c', 'd', 'e', 'f']
const anyRow = (step: string) =>
  fc.record({
    mark: fc.constantFrom('ahead', 'running', 'done', 'failed', 'skipped'),
    attempt: fc.nat(3),
    time: fc.option(fc.record({ ms: fc.nat(100_000), at: fc.constant(AT), runs: fc.boolean() }), { nil: null }),
    endedAt: fc.option(fc.integer({ min: AT, max: AT + 1e7 }), { nil: null }),
    expectedAt: fc.option(fc.integer({ min: AT, max: AT + 1e7 }), { nil: null }),
    present: fc.boolean(),
  }).map((changes) => aRow(step, changes as never))
/** The rows of a moment: some of all steps, in any order. */
const anyRows = fc.shuffledSubarray(IDS).chain((order) => fc.tuple(...order.map(anyRow)).map((rows) => ({ order, rows })))
const anyMoment = fc.record({ rows: anyRows, done: fc.nat(6), said: fc.nat(3) })

const entry = (seq: number): LogEntry => ({ seq, at: AT + seq, actor: { name: 'Ada', via: 'window', role: 'captain', onBehalfOf: null, how: null }, type: 'note.added', tone: 'note', text: `entry ${seq}`, step: null })

/** What the page shows, as the host would say it anew: rows of steps that are on no line are nobody's business. */
function shown({ order, now, log, ...state }: RunState) {
  return { order, rows: order.map((step) => rowOf(state, step)), now, log }
}

test('the host\'s frames, put on top of each other, show what the host\'s snapshot shows', () => {
  fc.assert(
    fc.property(fc.array(anyMoment, { minLength: 1, maxLength: 12 }), fc.nat(11), (moments, joinsAt) => {
      const fixed = aFixed(IDS.map((id) => aStep(id)))
      const frames = createRunFrames(fixed)
      let page: RunState | undefined
      let seq = 0
      for (const [index, { rows, done, said }] of moments.entries()) {
        const log = Array.from({ length: said }, () => entry((seq += 1)))
        const frame = frames.next(rows, aNow({ seq, counts: { done, total: 6 } }), log, AT)
        if (page && frame) page = applyRunFrame(page, frame)
        if (index === Math.min(joinsAt, moments.length - 1)) page = runState(frames.snapshot())
      }
      const { order, rows, now, log } = frames.snapshot()
      expect(page && shown(page)).toEqual({ order, rows, now, log })
    }),
  )
})

test('only what a frame says is another object afterwards', () => {
  const before = aRun({ steps: IDS.map((id) => aStep(id)) })
  const changed = aRow('c', { mark: 'running', present: true })
  const after = applyRunFrame(before, { rows: [changed] })
  expect(IDS.filter((id) => rowOf(after, id) !== rowOf(before, id))).toEqual(['c'])
  expect([after.order, after.now, after.log, after.steps, after.places]).toEqual([before.order, before.now, before.log, before.steps, before.places])
  for (const part of ['order', 'now', 'log', 'steps', 'places', 'fixed'] as const) expect(after[part]).toBe(before[part])
})

test('a present that is told again keeps the parts that are as they were', () => {
  const before = aRun({ now: { can: { run: ['hold'], rollback: null, whyNoRollback: null, releaseOver: [] }, counts: { done: 1, total: 2 } } })
  const after = applyRunFrame(before, { now: aNow({ seq: 2, can: { run: ['hold'], rollback: null, whyNoRollback: null, releaseOver: [] }, counts: { done: 2, total: 2 } }) })
  expect(after.now.seq).toBe(2)
  expect(after.now.can).toBe(before.now.can)
  expect(after.now.counts).not.toBe(before.now.counts)
})

test('what a step took before may come later', () => {
  const before = aRun()
  const comparisons = { plan: 1, median: 2, best: 3, last: 4, p90: 5 }
  const after = applyRunFrame(before, { comparisons: { b: comparisons } })
  expect(after.steps.get('b')?.comparisons).toEqual(comparisons)
  expect(after.steps.get('a')).toBe(before.steps.get('a'))
})

test('the log stays bounded, has no entry twice, and ends with the latest', () => {
  let state = aRun({ log: [entry(1)] })
  for (let seq = 1; seq <= MOST_LOG * 2; seq += 3) state = applyRunFrame(state, { log: [entry(seq), entry(seq + 1), entry(seq + 2), entry(seq + 3)] })
  const seqs = state.log.map(({ seq }) => seq)
  expect(seqs.length).toBeGreaterThanOrEqual(MOST_LOG)
  expect(seqs.length).toBeLessThanOrEqual(MOST_LOG * 1.2)
  expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, index) => (seqs[0] ?? 0) + index))
})
