import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from '../../../electron/core/machine/compile.ts'
import { eventOf } from '../../../electron/core/run/state.ts'
import { logWords } from '../../../electron/core/view/logWords.ts'
import { branch, into, manual, policy, runbook, sid, step } from '../../support/build.ts'
import { drive, type Driven } from '../../support/drive.ts'
import { walked, walkThrough } from '../../support/moves.ts'

const back = branch('back-out', 'rollback', [step('restore', { title: 'Restore' })], { end: 'rolled-back' }, { title: 'Back out' })
const fix = branch('fix', 'fix-forward', [manual('mend', { title: 'Mend' })], { end: 'completed' }, { title: 'Fix it' })
const book = runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('load', { title: 'Load rows', timeoutMs: 60_000, rerun: 'ask' }), manual('look', { title: 'Have a look' }), step('tell', { kind: 'announce', title: 'Tell them', audience: 'customers', template: 'hi' })] }], [back, fix])

const lines = (run: Driven, of = book): [string, string][] => {
  const { layout } = compile(of)
  return run.records.map((record) => {
    const { tone, text } = logWords(record, layout, (seq) => run.records[seq - 1])
    return [tone, text]
  })
}

describe('the log in words', () => {
  test('a run through: what the steps did by themselves, and what people said', () => {
    const run = drive(book).ends('load').do({ do: 'done', step: 'look' }).do({ do: 'note', text: 'all quiet' }).ends('tell')
    expect(lines(run)).toEqual([
      ['fine', 'Started the rehearsal on local'],
      ['quiet', 'Load rows started'],
      ['fine', 'Load rows is done'],
      ['quiet', 'Have a look started'],
      ['fine', 'Have a look is done'],
      ['quiet', 'Tell them started'],
      ['note', 'all quiet'],
      ['announcement', 'Tell them: told customers'],
    ])
  })
  test('a failure has its reason, and what was done about it', () => {
    const run = drive(book).ends('load', { outcome: 'failed', exitCode: 3, message: 'No room.' }).do({ do: 'retry', step: 'load', reason: 'more room' } as never).ends('load', { outcome: 'failed', exitCode: 4 }).do({ do: 'branch', branch: 'fix', from: sid('load'), reason: 'by hand' })
    expect(lines(run).slice(2)).toEqual([
      ['failed', 'Load rows failed: No room. (exit code 3)'],
      ['quiet', 'Retried Load rows: more room'],
      ['quiet', 'Load rows started, attempt 2'],
      ['failed', 'Load rows failed: exit code 4'],
      ['late', 'Entered Fix it out of Load rows: by hand'],
      ['quiet', 'Mend started'],
    ])
  })
  test('a time-out, a hold, a wrong click that is undone, a rollback', () => {
    const run = drive(book).after(60_000).ends('load', { outcome: 'stopped' }).do({ do: 'skip', step: sid('load'), reason: 'not tonight' }).do({ do: 'undo' }).do({ do: 'hold', reason: 'phone' }).do({ do: 'rollback', reason: 'errors rise' })
    expect(lines(run).slice(2)).toEqual([
      ['failed', 'Load rows timed out after 1m'],
      ['quiet', 'Nothing of Load rows runs any more'],
      ['late', 'Skipped Load rows: not tonight'],
      ['quiet', 'Have a look started'],
      ['note', 'Undid “Skipped Load rows: not tonight”'],
      ['late', 'Held the run: phone'],
      ['rolling', 'Started the rollback: errors rise'],
      ['quiet', 'Restore started'],
    ])
  })
  test('a gate, a decision, an inject, a crash', () => {
    const gated = runbook([{ phase: 'p', steps: [step('board', { kind: 'gate', title: 'Board', poll: ['dba', 'qa'] }), step('which', { kind: 'decision', title: 'Which way', outcomes: { left: { do: 'continue' } } }), step('run', { title: 'Run it', onFailure: policy({ do: 'hold' }) })] }], [], { injects: [{ id: 'fire', at: sid('run'), symptom: 'smoke', outcome: 'failed' }] as never })
    const run = drive(gated, { injects: ['fire'] }).do({ do: 'vote', step: sid('board'), role: 'dba', vote: 'go-with-risk', reason: 'late index' }).do({ do: 'vote', step: sid('board'), role: 'qa', vote: 'go' }).do({ do: 'choose', step: sid('which'), outcome: 'left' })
    run.runner.found = () => 'following'
    run.crash(5000).do({ do: 'gap', as: 'outage' })
    expect(lines(run, gated).slice(2)).toEqual([
      ['fine', 'Voted go, with an accepted risk for dba at Board: late index'],
      ['fine', 'Voted go for qa at Board; the gate is open'],
      ['quiet', 'Which way started'],
      ['fine', 'Chose “left” at Which way'],
      ['quiet', 'Run it started'],
      ['late', 'The inject fire struck Run it: smoke'],
      ['failed', 'Run it fails, as the inject wants it'],
      ['late', 'Took the run up again; 1 program went on meanwhile'],
      ['note', 'Counted the time without a driver as an outage'],
    ])
  })
  test('whatever happens has words', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(walked, (input) => {
        const run = walkThrough(input)
        for (const [, text] of lines(run, input.book)) expect(text).toMatch(/^\S.*\S$/s)
        for (const [, text] of lines(run, input.book)) expect(text).not.toMatch(/undefined|\[object/)
        for (const record of run.records) seen.add(eventOf(record).type)
      }),
      { numRuns: 150 },
    )
    expect(seen.size).toBeGreaterThan(18)
  })
})
