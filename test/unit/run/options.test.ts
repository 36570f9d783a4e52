import { describe, expect, test } from 'vitest'
import { personOptions, rollbackBranch, runOptions } from '../../../electron/core/run/options.ts'
import { amendable, recycleTargets } from '../../../electron/core/run/targets.ts'
import { compile } from '../../../electron/core/machine/compile.ts'
import type { RunFacts } from '../../../electron/core/run/events.ts'
import type { Runbook, Step } from '../../../electron/core/runbook/model.ts'
import { branch, into, manual, policy, runbook, sid, step } from '../../support/build.ts'
import { drive } from '../../support/drive.ts'

const restore = branch('back-out', 'rollback', [step('restore')], { end: 'rolled-back' })
const book = (...steps: Step[]) => runbook([{ phase: 'p', rollback: into('back-out'), steps }], [restore])

function start(of: Runbook, facts: Partial<RunFacts> = {}) {
  const run = drive(of, facts)
  const compiled = compile(of)
  return {
    run,
    can: (id: string) => personOptions(compiled, run.engine.state).find(({ step }) => step === id)?.can,
    present: () => personOptions(compiled, run.engine.state).map(({ step, status }) => [step, status]),
    options: () => personOptions(compiled, run.engine.state),
    compiled,
    state: () => run.engine.state,
    ofRun: () => runOptions(compiled, run.engine.state),
    rollsInto: () => rollbackBranch(compiled, run.engine.state),
  }
}

describe('what a person may do with a step', () => {
  test('a running program can only be called off', () => {
    expect(start(book(step('a'))).can('a')).toEqual(['fail'])
  })
  test('a manual step can be done, also where a field still has to be filled in', () => {
    const { can } = start(book(manual('m', { fields: [{ id: 'ref', title: 'Reference', pattern: '\\d+', required: true }] })))
    expect(can('m')).toEqual(['done', 'fail', 'skip'])
  })
  test('an armed step can be started or skipped; on hold it can not be started', () => {
    const { run, can } = start(book(step('a', { start: 'armed' })))
    expect(can('a')).toEqual(['start', 'skip'])
    run.do({ do: 'hold', reason: 'phone' })
    expect(can('a')).toEqual(['skip'])
  })
  test('a failed step can be retried or skipped', () => {
    const { run, can } = start(book(step('a')))
    run.ends('a', { outcome: 'failed' })
    expect(can('a')).toEqual(['retry', 'skip'])
  })
  test('where a rollback is proposed the run is held: it can be accepted, or the step asked for again, which waits for the release', () => {
    const { run, can } = start(book(step('a', { onFailure: policy({ do: 'rollback' }) })), { mode: 'live' })
    run.do({ do: 'start', step: 'a' }).ends('a', { outcome: 'failed' })
    expect(can('a')).toEqual(['retry', 'skip', 'accept'])
    run.do({ do: 'release' })
    expect(can('a')).toEqual(['retry', 'skip', 'accept'])
  })
  test('a decision names the outcomes that can be chosen', () => {
    const { options } = start(book(step('d', { kind: 'decision', outcomes: { on: { do: 'continue' }, back: { do: 'rollback' } } })))
    expect(options()[0]).toMatchObject({ outcomes: ['on', 'back'] })
    expect(options()[0]?.can).toContain('choose')
    expect(options()[0]?.can).not.toContain('done')
  })
  test('a gate names its roles, those that have not voted first', () => {
    const { run, options } = start(book(step('g', { kind: 'gate', poll: ['captain', 'dba'] })))
    expect(options()[0]).toMatchObject({ roles: ['captain', 'dba'] })
    run.do({ do: 'vote', step: sid('g'), role: 'captain', vote: 'go' })
    expect(options()[0]).toMatchObject({ roles: ['dba', 'captain'] })
  })
  test('a failed step can be left: by fix-forward or fallback, or for a step that a goto reaches', () => {
    const mend = branch('mend', 'fix-forward', [step('patch')], { resume: sid('b') })
    const of = runbook([{ phase: 'p', lanes: { left: [step('a'), step('b')], right: [manual('c')] } }, { phase: 'q', steps: [step('d')] }], [restore, mend])
    const { run, can, options } = start(of)
    run.ends('a').ends('b', { outcome: 'failed' })
    expect(can('b')).toEqual(['retry', 'skip', 'branch', 'goto'])
    expect(options().find(({ step }) => step === 'b')).toMatchObject({ branches: ['mend'], gotos: ['a'] })
  })
  test('a failed point of no return asks whether it took effect', () => {
    const { run, can } = start(book(step('x', { pointOfNoReturn: true })))
    run.do({ do: 'start', step: 'x' }).ends('x', { outcome: 'failed' })
    expect(can('x')).toContain('crossing')
  })
})

describe('which steps are present', () => {
  test('in lanes, one a lane', () => {
    expect(start(runbook([{ phase: 'p', lanes: { a: [step('a')], b: [manual('b'), step('c')] } }])).present()).toEqual([['a', 'running'], ['b', 'running']])
  })
  test('while a rollback waits for a program to end, that program; then the steps of the branch alone', () => {
    const { run, present } = start(book(step('a')))
    run.do({ do: 'rollback', reason: 'errors' })
    expect(present()).toEqual([['a', 'running']])
    run.ends('a', { outcome: 'stopped' })
    expect(present()).toEqual([['restore', 'running']])
  })
  test('none after the end', () => {
    const { run, present, ofRun } = start(book(step('a')))
    run.ends('a')
    expect(present()).toEqual([])
    expect(ofRun()).toEqual(['amend'])
  })
})

describe('what a person may do with the run', () => {
  test('hold or release, roll back, abandon', () => {
    const { run, ofRun, rollsInto } = start(book(step('a')))
    expect(ofRun()).toEqual(['hold', 'rollback', 'abandon'])
    expect(rollsInto()).toBe('back-out')
    run.do({ do: 'hold', reason: 'phone' })
    expect(ofRun()).toEqual(['release', 'rollback', 'abandon'])
  })
  test('undo while nothing was executed because of the click', () => {
    const { run, ofRun } = start(book(manual('m'), manual('n'), step('a')))
    run.do({ do: 'done', step: 'm' })
    expect(ofRun()).toContain('undo')
    run.do({ do: 'done', step: 'n' })
    expect(ofRun()).not.toContain('undo')
  })
  test('recycle to what is settled while nothing runs, the latest first; amend what has ended', () => {
    const { run, ofRun, state, compiled } = start(book(step('a'), manual('b'), step('c')))
    run.ends('a')
    expect(ofRun()).toEqual(['hold', 'rollback', 'amend', 'abandon'])
    run.after(1000).do({ do: 'skip', step: sid('b'), reason: 'not tonight' }).ends('c', { outcome: 'failed' })
    expect(ofRun()).toEqual(['hold', 'rollback', 'recycle', 'amend', 'abandon'])
    expect(recycleTargets(compiled, state()).map(({ step }) => step.id)).toEqual(['b', 'a'])
    expect(amendable(state()).map(({ step, endedAt, startedAt }) => [step, endedAt - startedAt])).toEqual([['c', 0], ['b', 1000], ['a', 0]])
  })
  test('past the point of no return no recycle', () => {
    const { run, ofRun } = start(book(step('a'), step('x', { pointOfNoReturn: true })))
    run.ends('a').do({ do: 'start', step: 'x' }).ends('x', { outcome: 'failed' })
    expect(ofRun()).not.toContain('recycle')
  })
  test('of thousands of steps the machine is asked about a few', () => {
    const { run, options, ofRun } = start(book(...Array.from({ length: 2000 }, (_, index) => step(`s${index}`))))
    run.ends('s0').ends('s1', { outcome: 'failed' })
    const before = performance.now()
    expect(options()[0]?.gotos).toHaveLength(1999)
    expect(ofRun()).toContain('recycle')
    expect(performance.now() - before).toBeLessThan(3000)
  })
  test('past the point of no return no rollback', () => {
    const { run, ofRun, rollsInto } = start(book(step('x', { pointOfNoReturn: true })))
    run.do({ do: 'start', step: 'x' })
    expect(ofRun()).not.toContain('rollback')
    expect(rollsInto()).toBeUndefined()
  })
  test('a gap after a crash wants its kind, once', () => {
    const { run, ofRun } = start(book(manual('m')))
    run.crash(60_000)
    expect(ofRun()).toContain('gap')
    run.do({ do: 'gap', as: 'outage' })
    expect(ofRun()).not.toContain('gap')
  })
})
