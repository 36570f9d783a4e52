import { expect, test } from 'vitest'
import { compile } from '../../../electron/core/machine/compile.ts'
import { evolve } from '../../../electron/core/run/evolve.ts'
import type { RunState } from '../../../electron/core/run/state.ts'
import type { Runbook } from '../../../electron/core/runbook/model.ts'
import { branch, into, manual, policy, runbook, step } from '../../support/build.ts'
import { drive, type Driven } from '../../support/drive.ts'

const restore = branch('back-out', 'rollback', [step('restore')], { end: 'rolled-back' })
const failing = runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('a', { title: 'Copy rows', onFailure: policy({ do: 'rollback' }) }), step('b')] }], [restore])
const held = (run: Driven) => run.engine.state.held

function folded(book: Runbook, run: Driven): RunState | undefined {
  const compiled = compile(book)
  return run.records.reduce<RunState | undefined>((state, record) => evolve(compiled, state, record), undefined)
}

test('a hold keeps its reason and who said it until it is released, also after a crash', () => {
  const run = drive(runbook([{ phase: 'p', steps: [manual('m'), manual('n')] }]))
  expect(held(run)).toBeNull()
  run.do({ do: 'hold', reason: 'phone rings' })
  expect(held(run)).toEqual({ reason: 'phone rings', by: 'Maria' })
  run.do({ do: 'note', text: 'still ringing' }).crash(60_000)
  expect(held(run)).toEqual({ reason: 'phone rings', by: 'Maria' })
  run.do({ do: 'release' })
  expect(held(run)).toBeNull()
})

test('where a rollback is proposed it names the failed step; accepting it ends the hold', () => {
  const run = drive(failing).ends('a', { outcome: 'failed' })
  expect(held(run)).toMatchObject({ reason: 'Copy rows failed: its rollback is proposed.', step: 'a' })
  expect(folded(failing, run)?.held).toEqual(held(run))
  run.do({ do: 'accept', step: 'a' as never, reason: 'yes' })
  expect(held(run)).toBeNull()
})

test('a proposal while a person holds the run is the graver reason', () => {
  const run = drive(failing).do({ do: 'hold', reason: 'phone rings' }).ends('a', { outcome: 'failed' })
  expect(held(run)).toMatchObject({ step: 'a' })
})

test("a decision's hold names the decision; an undo of it takes the hold away", () => {
  const run = drive(runbook([{ phase: 'p', steps: [step('d', { kind: 'decision', title: 'Which way?', outcomes: { wait: { do: 'hold' }, on: { do: 'continue' } } }), manual('n')] }]))
  run.do({ do: 'choose', step: 'd' as never, outcome: 'wait' })
  expect(held(run)).toMatchObject({ reason: 'Which way?: wait', by: 'Maria', step: 'd' })
  run.do({ do: 'undo' })
  expect(held(run)).toBeNull()
})

test('an end of the run ends its hold', () => {
  const run = drive(runbook([{ phase: 'p', steps: [manual('m')] }]))
  run.do({ do: 'hold', reason: 'phone rings' }).do({ do: 'done', step: 'm' })
  expect(run.end()).toBe('completed')
  expect(held(run)).toBeNull()
})
