import { expect, test } from 'vitest'
import { forecast, type Forecast } from '../../electron/core/forecast/forecast.ts'
import { buildHistory, type PastRun } from '../../electron/core/forecast/history.ts'
import { compile } from '../../electron/core/machine/compile.ts'
import type { RunFacts } from '../../electron/core/run/events.ts'
import { watchDeadline } from '../../electron/node/deadlineWatch.ts'
import { branch, into, manual, runbook, sid, step } from '../support/build.ts'
import { drive, type Driven } from '../support/drive.ts'
import { rolledBack } from '../support/past.ts'

const MINUTE = 60_000
const STARTS_AT = 1_800_000_000_000
const window = { startsAt: STARTS_AT, endsAt: STARTS_AT + 60 * MINUTE, safetyFloorMs: 10 * MINUTE }
const back = branch('back', 'rollback', [step('restore', { undoes: [sid('load')], plannedMs: MINUTE }), step('prove', { plannedMs: MINUTE })], { end: 'rolled-back' })
const book = runbook([{ phase: 'p', rollback: into('back'), steps: [manual('look', { plannedMs: MINUTE }), step('load', { plannedMs: 10 * MINUTE, onRollback: 'wait' }), step('after')] }], [back])
const rehearsed = [10, 10, 10].map((minutes) => rolledBack({ look: MINUTE, load: 5 * MINUTE }, 'back', { restore: minutes * MINUTE, prove: 2 * MINUTE }))
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A run whose deadline is watched by whoever drives it; `looks` counts the forecasts. */
function watched(given: Partial<RunFacts> = { window }, past: readonly PastRun[] = rehearsed): { run: Driven; news(): unknown[]; looks(): number } {
  const compiled = compile(book)
  const history = buildHistory(compiled, past)
  const run = drive(book, given)
  let looks = 0
  const foretell = (): Forecast => {
    looks += 1
    return forecast({ compiled, history, state: run.engine.state, now: run.engine.now(), seed: 1, draws: 400 })
  }
  watchDeadline({ engine: run.engine, compiled, clock: run.clock, log: silent, foretell })
  const news = (): unknown[] => run.records.flatMap(({ body, at }) => (body.type.startsWith('deadline.') ? [[body.type, Math.round((at - STARTS_AT) / MINUTE)]] : []))
  return { run, news, looks: () => looks }
}

test('once it is near and once it is over, by time alone, with the number it rests on', () => {
  const { run, news } = watched()
  run.after(120 * MINUTE)
  // Before look is done only prove is to do, 2 minutes: it fits until minute 48.
  expect(news()).toEqual([['deadline.near', 33], ['deadline.over', 48]])
  const [near] = run.records.filter(({ body }) => body.type === 'deadline.near')
  expect(near).toMatchObject({ actor: { via: 'runthrough' }, body: { branch: 'back', evidence: 'timed', rehearsals: 3 } })
  expect(near?.body['safeAt']).toBe((near?.at ?? 0) + Number(near?.body['leftMs']))
})

test('a step that is started, or that overruns, brings it nearer', () => {
  const { run, news } = watched()
  run.after(25 * MINUTE).do({ do: 'done', step: 'look' }).after(2000)
  // From now on load is to be awaited and undone: about 5 + 10 + 2 minutes.
  expect(news()).toEqual([['deadline.near', 25]])
  run.after(30 * MINUTE)
  expect(news()).toHaveLength(2)
  // As it stood at its start it would have been over at minute 33; the longer load runs, the earlier.
  expect(news()[1]).toEqual(['deadline.over', expect.toSatisfy((minute: number) => minute <= 38)])
})

test('never a number without evidence, and none without a window', () => {
  const never = watched({ window }, [])
  never.run.after(120 * MINUTE)
  expect(never.news()).toEqual([])
  const endless = watched({})
  endless.run.after(120 * MINUTE)
  expect([endless.news(), endless.looks()]).toEqual([[], 0])
})

test('the run over, nothing is looked at any more', () => {
  const { run, looks } = watched()
  run.after(5000).do({ do: 'abandon', reason: 'no' })
  const before = looks()
  run.after(60 * MINUTE)
  expect([run.end(), looks()]).toEqual(['abandoned', before])
})
