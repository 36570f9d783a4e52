import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { forecast } from '../../electron/core/forecast/forecast.ts'
import { buildHistory, NO_HISTORY } from '../../electron/core/forecast/history.ts'
import { compile } from '../../electron/core/machine/compile.ts'
import { endOf } from '../../electron/core/machine/judge.ts'
import type { RunId, SessionId } from '../../electron/core/ports.ts'
import { streamOf } from '../../electron/core/random.ts'
import { createCrew } from '../../electron/core/rehearsal/crew.ts'
import { createMemoryJournal } from '../../electron/core/rehearsal/memoryJournal.ts'
import { simulate } from '../../electron/core/rehearsal/simulate.ts'
import { createSimulatedRunner, type Sampled } from '../../electron/core/rehearsal/simulatedRunner.ts'
import { createVirtualClock } from '../../electron/core/rehearsal/virtualClock.ts'
import type { Runbook } from '../../electron/core/runbook/model.ts'
import { createEngine } from '../../electron/core/run/engine.ts'
import type { RunState } from '../../electron/core/run/state.ts'
import { splitsOf } from '../../electron/core/run/timeline.ts'
import { arbitraryRunbook } from '../support/arbitrary.ts'
import { facts, hash } from '../support/drive.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A run by a simulated crew in which every fourth step fails; `see` is called at each event. */
function play(book: Runbook, seed: number, see: (state: RunState) => void): RunState {
  const compiled = compile(book)
  const clock = createVirtualClock(1_800_000_000_000)
  const random = streamOf(seed, 'run')
  const sample = (): Sampled => ({ ms: Math.floor(random.next() * 60_000), outcome: random.next() < 0.25 ? 'failed' : 'done' })
  const engine = createEngine({ compiled, run: 'r' as RunId, session: 's' as SessionId, clock, hash, journal: createMemoryJournal(), runner: createSimulatedRunner(clock, sample), log })
  const faults: Error[] = []
  engine.onFault((error) => faults.push(error))
  engine.subscribe((_, state) => see(state))
  const answer = createCrew({ compiled, engine, clock, random, sample })
  engine.begin({ ...facts, mode: 'simulation' }, { name: 'test', via: 'runthrough' })
  while (endOf(engine.state.snapshot) === null && engine.state.seq < 150 && (answer() || clock.next())) if (faults[0]) throw faults[0]
  engine.close()
  return engine.state
}

test('wherever a run stands there is a forecast; it is never in the past, and of a run that is over it is its end', () => {
  fc.assert(
    fc.property(arbitraryRunbook(), fc.nat(), (book, seed) => {
      const compiled = compile(book)
      const history = buildHistory(compiled, [0, 1, 2, 3].map((past) => {
        const state = play(book, seed + past + 1, () => undefined)
        return { mode: 'rehearsal', outcome: endOf(state.snapshot), excluded: false, splits: splitsOf(compiled, state) }
      }))
      play(book, seed, (state) => {
        const { total, steps, unknownSteps } = forecast({ compiled, history, state, seed, window: { lengthMs: 600_000, safetyFloorMs: 60_000 }, draws: 20 })
        if (endOf(state.snapshot) !== null) expect(total).toMatchObject({ p10Ms: Math.round(state.endedAt!), p90Ms: Math.round(state.endedAt!) })
        else if (total) expect(total.p10Ms).toBeGreaterThanOrEqual(Math.floor(state.now))
        else expect(unknownSteps.length).toBeGreaterThan(0)
        for (const { rollback } of steps) {
          expect(rollback.p50Ms === undefined).toBe(rollback.rehearsals === 0)
          expect(rollback.p90Ms ?? 0).toBeGreaterThanOrEqual(rollback.p50Ms ?? 0)
          if (rollback.evidence === 'none' || rollback.evidence === 'forward-only') expect(rollback.branch).toBe(null)
        }
      })
    }),
    { numRuns: 40 },
  )
})

test('every runbook can be simulated, and the shares of its ends sum to one', () => {
  fc.assert(
    fc.property(arbitraryRunbook(), fc.nat(), (book, seed) => {
      const { ends } = simulate({ compiled: compile(book), history: NO_HISTORY, runs: 3, seed, hash, mostEvents: 300 })
      expect(Object.values(ends).reduce((total, share) => total + share, 0)).toBeCloseTo(1)
    }),
    { numRuns: 40 },
  )
})
