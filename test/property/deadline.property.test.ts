import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { forecast } from '../../electron/core/forecast/forecast.ts'
import { buildHistory } from '../../electron/core/forecast/history.ts'
import { compile } from '../../electron/core/machine/compile.ts'
import { endOf } from '../../electron/core/machine/judge.ts'
import { branch, into, runbook, sid, step } from '../support/build.ts'
import { drive } from '../support/drive.ts'
import { rolledBack } from '../support/past.ts'

const end = { end: 'rolled-back' } as const
const ms = fc.integer({ min: 0, max: 3_600_000 })
const IDS = ['a', 'b', 'c', 'd']
const scene = fc.record({
  laned: fc.boolean(),
  rollback: fc.boolean(),
  crossing: fc.option(fc.constantFrom(...IDS), { nil: undefined }),
  waits: fc.subarray(IDS),
  planned: fc.subarray([...IDS, 'undo-a', 'undo-c', 'prove']),
  /** Rehearsed steps of the way back, run by run. */
  rehearsals: fc.array(fc.dictionary(fc.constantFrom('undo-a', 'undo-c', 'prove'), ms), { maxLength: 5 }),
  windowMs: fc.option(ms, { nil: undefined }),
  moves: fc.array(fc.record({ pause: ms, step: fc.constantFrom(...IDS), outcome: fc.constantFrom('done', 'failed') }), { maxLength: 6 }),
})

test('there is no number without a rehearsal of that very way, at any state of any run', () => {
  fc.assert(
    fc.property(scene, ({ laned, rollback, crossing, waits, planned, rehearsals, windowMs, moves }) => {
      const made = (id: string, extra = {}) => step(id, { ...(planned.includes(id) ? { plannedMs: 60_000 } : {}), onRollback: waits.includes(id) ? 'wait' : 'stop', pointOfNoReturn: id === crossing, ...extra })
      const [a, b, c, d] = IDS.map((id) => made(id))
      const back = branch('back', 'rollback', [made('undo-a', { undoes: [sid('a')] }), made('undo-c', { undoes: [sid('c')] }), made('prove')], end)
      const entry = rollback ? { rollback: into('back') } : {}
      const book = runbook(laned ? [{ phase: 'p', ...entry, lanes: { x: [a!, b!], y: [c!, d!] } }] : [{ phase: 'p', ...entry, steps: [a!, b!] }, { phase: 'q', ...entry, steps: [c!, d!] }], [back])
      const compiled = compile(book)
      const history = buildHistory(compiled, rehearsals.map((times) => rolledBack({ a: 1000 }, 'back', times)))
      const walkedBy = (wanted: readonly string[]): number => rehearsals.filter((times) => Object.keys(times).length > 0 && wanted.every((id) => Object.hasOwn(times, id))).length
      const run = drive(book)
      const look = (): void => {
        const told = forecast({ compiled, history, state: run.engine.state, now: run.engine.now(), seed: 1, draws: 50, ...(windowMs === undefined ? {} : { window: { lengthMs: windowMs, safetyFloorMs: 0 } }) })
        for (const { evidence, rehearsals: count, p50Ms, p90Ms, latestSafeMs, fitsIfStarted, awaitsMs } of [...told.steps.map(({ rollback }) => rollback), ...(told.rollback ? [told.rollback] : [])]) {
          expect(count).toBe(evidence === 'low' ? Math.min(2, count) : evidence === 'timed' ? Math.max(3, count) : 0)
          if (evidence !== 'low' && evidence !== 'timed') expect([p50Ms, p90Ms, latestSafeMs, fitsIfStarted, awaitsMs]).toEqual([undefined, undefined, undefined, undefined, undefined])
          else expect(p90Ms).toBeGreaterThanOrEqual(p50Ms!)
          if (windowMs === undefined) expect(latestSafeMs).toBeUndefined()
        }
        const { rollback: now } = told
        if (now && now.branch !== null) expect(now.rehearsals).toBe(walkedBy(now.steps.map(({ step }) => step)))
        // A step that nobody has timed has no time on the card.
        for (const { step: id, p50Ms } of now?.steps ?? []) if (!rehearsals.some((times) => Object.hasOwn(times, id))) expect(p50Ms).toBeNull()
      }
      look()
      for (const { pause, step: id, outcome } of moves) {
        if (endOf(run.engine.state.snapshot) !== null) break
        run.after(pause)
        if (run.status(id) === 'ready') run.do({ do: 'start', step: id })
        if (run.runner.running.has(id)) run.ends(id, { outcome: outcome as 'done' })
        look()
      }
    }),
    { numRuns: 60 },
  )
})
