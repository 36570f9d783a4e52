import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor } from '../../../electron/core/ports.ts'
import { deadlineNews, MARGIN_MS, NEAR_MS, NOTHING_TOLD_YET, tellDeadline, type DeadlineFacts, type DeadlineTold } from '../../../electron/core/run/deadline.ts'
import { logWords } from '../../../electron/core/view/logWords.ts'
import { branch, into, manual, runbook, step } from '../../support/build.ts'
import { drive } from '../../support/drive.ts'

const MINUTE = 60_000
const TOOL: Actor = { name: 'runthrough', via: 'runthrough' }
const book = runbook([{ phase: 'p', rollback: into('back'), steps: [manual('look'), step('go')] }], [branch('back', 'rollback', [step('undo')], { end: 'rolled-back' })])
const facts = (leftMs: number): DeadlineFacts => ({ branch: 'back', evidence: 'low', rehearsals: 2, p90Ms: 19 * MINUTE, safeAt: 1_800_000_000_000 + leftMs, leftMs })

/** What is told as so much time is left, one after the other. */
function told(lefts: readonly number[]): string[] {
  let known: DeadlineTold = NOTHING_TOLD_YET
  return lefts.flatMap((leftMs, index) => {
    const news = deadlineNews(known, leftMs)
    if (news === null) return []
    known = tellDeadline(known, news, leftMs, index)
    return [news]
  })
}

describe('what is told of the latest safe rollback time', () => {
  test('once when it comes near, once when it is over', () => {
    expect(told([60, 16, 15, 14, 3, 0, -1, -20].map((minutes) => minutes * MINUTE))).toEqual(['near', 'over'])
  })
  test('a number that trembles at a threshold is told once', () => {
    expect(told([NEAR_MS, NEAR_MS + 1000, NEAR_MS - 1000, NEAR_MS + MARGIN_MS, NEAR_MS - 5, 0, 900, -900, MARGIN_MS, -1])).toEqual(['near', 'over'])
  })
  test('that it has moved out again is news, and then it may come near again', () => {
    expect(told([10, 17, 12, -1, 5, -1, 40, 14].map((minutes) => minutes * MINUTE))).toEqual(['near', 'cleared', 'near', 'over', 'cleared', 'over', 'cleared', 'near'])
  })
  test('what is over from the start is told as that alone', () => {
    expect(told([-5, -4].map((minutes) => minutes * MINUTE))).toEqual(['over'])
  })
  test('never the same news twice in a row, and each in its own region', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3 * MINUTE, max: 20 * MINUTE }), { maxLength: 40 }), (lefts) => {
        let known: DeadlineTold = NOTHING_TOLD_YET
        for (const leftMs of lefts) {
          const news = deadlineNews(known, leftMs)
          if (news === null) continue
          if (news === 'near') expect(leftMs).toBeLessThanOrEqual(NEAR_MS)
          if (news === 'over') expect(leftMs).toBeLessThanOrEqual(0)
          if (news === 'cleared') expect(leftMs).toBeGreaterThan(MARGIN_MS)
          known = tellDeadline(known, news, leftMs, 1)
          expect(deadlineNews(known, leftMs)).toBeNull()
        }
      }),
    )
  })
})

describe('told in the journal', () => {
  test('it stands there with the number it rested on, and is not taken twice', () => {
    const run = drive(book)
    run.engine.submit({ do: 'deadline', news: 'near', ...facts(12 * MINUTE) }, TOOL)
    run.engine.submit({ do: 'deadline', news: 'near', ...facts(11 * MINUTE) }, TOOL)
    expect(run.records.filter(({ body }) => body.type === 'deadline.near').map(({ body }) => body)).toEqual([{ type: 'deadline.near', ...facts(12 * MINUTE) }])
    expect(run.engine.state.deadline).toMatchObject({ near: { nth: 1, stands: true }, over: { stands: false } })
  })
  test('a host that takes the run up knows what was told', () => {
    const run = drive(book)
    run.engine.submit({ do: 'deadline', news: 'over', ...facts(-MINUTE) }, TOOL)
    const before = run.engine.state.deadline
    run.crash(5000)
    expect(run.engine.state.deadline).toEqual(before)
    run.engine.submit({ do: 'deadline', news: 'over', ...facts(-2 * MINUTE) }, TOOL)
    expect(run.types().filter((type) => type === 'deadline.over')).toHaveLength(1)
  })
  test('an undone click does not make it untold', () => {
    const run = drive(book)
    run.do({ do: 'hold', reason: 'so that nothing starts' }).do({ do: 'done', step: 'look' })
    run.engine.submit({ do: 'deadline', news: 'near', ...facts(12 * MINUTE) }, TOOL)
    run.do({ do: 'undo' })
    expect(run.status('look')).toBe('running')
    expect(run.engine.state.deadline.near.stands).toBe(true)
  })
  test('once the run is over there is nothing to tell', () => {
    const run = drive(book).do({ do: 'abandon', reason: 'no' })
    for (const id of run.runner.stopped) run.ends(id, { outcome: 'stopped' })
    run.engine.submit({ do: 'deadline', news: 'near', ...facts(12 * MINUTE) }, TOOL)
    expect(run.types()).not.toContain('deadline.near')
  })
})

test('in the log it says how long, and what that rests on', () => {
  const run = drive(book)
  for (const [news, minutes] of [['near', 12], ['over', -1], ['cleared', 20]] as const) run.engine.submit({ do: 'deadline', news, ...facts(minutes * MINUTE) }, TOOL)
  expect(run.records.filter(({ body }) => body.type.startsWith('deadline.')).map((record) => logWords(record, run.engine.state.layout, () => undefined))).toEqual([
    { tone: 'late', text: 'A rollback fits the window for 12m more (back takes up to 19m, low evidence, 2 rehearsals)', step: null },
    { tone: 'failed', text: 'A rollback no longer fits the window; it is still possible, it only ends late (back takes up to 19m, low evidence, 2 rehearsals)', step: null },
    { tone: 'fine', text: 'A rollback fits the window again, for 20m more (back takes up to 19m, low evidence, 2 rehearsals)', step: null },
  ])
})

describe("a rollback's start", () => {
  test('says where the run stood, on whose word, and what the card said', () => {
    const run = drive(book).do({ do: 'rollback', reason: 'errors', authorised: { by: ' Nadia ', how: 'by phone' }, latestSafeAt: 7, evidence: 'low' })
    expect(run.records.find(({ body }) => body.type === 'rollback.started')?.body).toEqual({ type: 'rollback.started', reason: 'errors', at: ['look'], authorised: { by: 'Nadia', how: 'by phone' }, latestSafeAt: 7, evidence: 'low' })
  })
  test('a name that was left empty is not written down', () => {
    const run = drive(book).do({ do: 'rollback', reason: 'errors', authorised: { by: ' ' } })
    expect(run.records.find(({ body }) => body.type === 'rollback.started')?.body).toEqual({ type: 'rollback.started', reason: 'errors', at: ['look'] })
  })
})
