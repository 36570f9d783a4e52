/** The deadline against brute force: the machine itself is driven back, many times, with times drawn from the same models. */
import { describe, expect, test } from 'vitest'
import { createChance, drawTimes } from '../../../electron/core/forecast/draws.ts'
import { estimate } from '../../../electron/core/forecast/estimate.ts'
import { forecast } from '../../../electron/core/forecast/forecast.ts'
import { buildHistory, type PastRun } from '../../../electron/core/forecast/history.ts'
import { compile } from '../../../electron/core/machine/compile.ts'
import type { StepId } from '../../../electron/core/ports.ts'
import type { Runbook } from '../../../electron/core/runbook/model.ts'
import { branch, into, policy, runbook, sid, step } from '../../support/build.ts'
import { drive, type Driven } from '../../support/drive.ts'
import { rolledBack } from '../../support/past.ts'

const MIN = 60_000
const RUNS = 400
const DRAWS = 2000
const end = { end: 'rolled-back' } as const
const window = { lengthMs: 300 * MIN, safetyFloorMs: 10 * MIN }
const back = branch('back', 'rollback', [step('undo-a', { undoes: [sid('a')] }), step('undo-b', { undoes: [sid('b')] }), step('undo-c', { undoes: [sid('c')] }), step('prove')], end)
const times = { a: 12 * MIN, b: 20 * MIN, c: 8 * MIN }
const past = (factor: number): PastRun =>
  rolledBack(Object.fromEntries(Object.entries(times).map(([id, ms]) => [id, ms * factor])), 'back', { 'undo-a': 6 * MIN * factor, 'undo-b': 9 * MIN / factor, 'undo-c': 3 * MIN, prove: 2 * MIN * factor })
const history = [0.7, 1.3, 1, 0.9].map(past)

interface Scene {
  readonly book: Runbook
  /** To where the rollback is started. */
  to(run: Driven): Driven
}
const lanes = { x: [step('a', { onRollback: 'wait' })], y: [step('b')], z: [step('c', { onRollback: 'wait' })] }
const SCENES: Readonly<Record<string, Scene>> = {
  'in a sequence, before the last step was started': {
    book: runbook([{ phase: 'p', rollback: into('back'), steps: [step('a'), step('b'), step('c', { start: 'armed' })] }], [back]),
    to: (run) => run.after(11 * MIN).ends('a').after(19 * MIN).ends('b').after(MIN),
  },
  'with two lanes to be awaited and one to be stopped': { book: runbook([{ phase: 'p', rollback: into('back'), lanes }], [back]), to: (run) => run.after(6 * MIN) },
  'while what is awaited overruns by far': { book: runbook([{ phase: 'p', rollback: into('back'), lanes }], [back]), to: (run) => run.after(9 * MIN).ends('c').after(26 * MIN) },
  'out of a fix-forward': {
    book: runbook([{ phase: 'p', rollback: into('back'), steps: [step('a'), step('b', { onFailure: policy({ do: 'branch', branch: branch('mend', 'fix-forward', [], end).id }) })] }], [back, branch('mend', 'fix-forward', [step('c', { onRollback: 'wait' })], { resume: sid('b') })]),
    to: (run) => run.after(11 * MIN).ends('a').after(19 * MIN).ends('b', { outcome: 'failed' }).after(2 * MIN),
  },
}

describe('of many rollbacks that are really driven from a state, nine in ten end inside the forecast P90', () => {
  test.for(Object.entries(SCENES))('%s', ([, { book, to }]) => {
    const compiled = compile(book)
    const known = buildHistory(compiled, history)
    const models = estimate(compiled, known)
    const state = to(drive(book)).engine
    const told = forecast({ compiled, history: known, window, state: state.state, now: state.now(), seed: 7, draws: DRAWS }).rollback
    const p90Ms = window.lengthMs - window.safetyFloorMs - (told?.latestSafeMs ?? NaN)
    let inside = 0
    for (let number = 0; number < RUNS; number += 1) {
      const run = to(drive(book))
      const chance = createChance(1000 + number, 1)
      const takes = (id: string, elapsedMs: number): number => drawTimes(chance, id, models.get(id as StepId)!, elapsedMs)[0]!
      if (backAfter(run, takes) <= p90Ms) inside += 1
    }
    const error = Math.sqrt(0.9 * 0.1 * (1 / RUNS + 1 / DRAWS))
    expect(Math.abs(inside / RUNS - 0.9)).toBeLessThan(3.5 * error)
  })
})

/** Starts the rollback and plays each program to its end in its drawn time; ms from the start to the end. */
function backAfter(run: Driven, takes: (id: string, elapsedMs: number) => number): number {
  const from = run.engine.now()
  const endsAt = new Map<string, number>()
  run.do({ do: 'rollback', reason: 'errors' })
  while (run.end() === null) {
    for (const id of run.runner.stopped.splice(0)) run.ends(id, { outcome: 'stopped' })
    for (const { step: id, activeMs, outcome } of run.summary().splits) if (outcome === null && !endsAt.has(id)) endsAt.set(id, run.engine.now() + takes(id, activeMs) - activeMs)
    const [next, at] = [...endsAt].filter(([id]) => run.runner.running.has(id)).sort(([, one], [, other]) => one - other)[0] ?? []
    if (next === undefined || at === undefined) continue
    run.after(Math.max(0, at - run.engine.now())).ends(next)
  }
  expect(run.end()).toBe('rolled-back')
  return run.engine.now() - from
}
