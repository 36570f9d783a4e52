import { describe, expect, test } from 'vitest'
import { RunthroughError } from '../../../electron/core/errors.ts'
import { branch, into, manual, policy, runbook, sid, step } from '../../support/build.ts'
import { drive, maria } from '../../support/drive.ts'

const restore = branch('back-out', 'rollback', [step('restore')], { end: 'rolled-back' })
const simple = () => runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('a'), manual('m'), step('b')] }], [restore])
const refused = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof RunthroughError) return error.code
    throw error
  }
  return 'accepted'
}

describe('starting (rule 2)', () => {
  test('in a rehearsal a ready step starts itself, unless it is armed, warns, or is a point of no return', () => {
    const run = drive(runbook([{ phase: 'p', lanes: { a: [step('a')], b: [step('b', { start: 'armed' })], c: [step('c', { warning: 'careful' })], d: [step('d', { pointOfNoReturn: true, start: 'auto' })] } }]))
    expect(run.runner.started).toEqual(['a'])
    run.do({ do: 'start', step: 'b' }).do({ do: 'start', step: 'c' }).do({ do: 'start', step: 'd' })
    expect(run.runner.started).toEqual(['a', 'b', 'c', 'd'])
  })
  test('in a live run a step that executes is armed unless the file says `start: auto`; a manual step is not', () => {
    const run = drive(runbook([{ phase: 'p', lanes: { a: [step('a')], b: [step('b', { start: 'auto' })], c: [manual('c')] } }]), { mode: 'live' })
    expect(run.runner.started).toEqual(['b'])
    expect(run.status('a')).toBe('ready')
    expect(run.status('c')).toBe('running')
  })
  test('in a live run a start that was not used does not count for the next time', () => {
    const run = drive(runbook([{ phase: 'p', steps: [step('x', { rerun: 'safe' }), step('y')] }]), { mode: 'live' }).do({ do: 'start', step: 'x' }).do({ do: 'hold', reason: 'phone' })
    run.runner.found = () => ({ lost: 'nobody knows' })
    run.crash(1000).do({ do: 'skip', step: sid('x'), reason: 'done by hand' }).do({ do: 'release' }).do({ do: 'recycle', to: sid('x'), reason: 'it was not' })
    expect(run.status('x')).toBe('ready')
    expect(run.runner.started).toEqual(['x'])
  })
  test('in a tabletop nothing executes: every step is walked by hand', () => {
    const run = drive(simple(), { mode: 'tabletop' }).do({ do: 'done', step: 'a' }).do({ do: 'done', step: 'm' }).do({ do: 'fail', step: sid('b'), reason: 'what if' })
    expect(run.runner.started).toEqual([])
    run.do({ do: 'rollback', reason: 'practise' }).do({ do: 'done', step: 'restore' })
    expect(run.end()).toBe('rolled-back')
  })
})

describe('an unattended rehearsal', () => {
  test('answers for people and runs to the end', () => {
    const run = drive(
      runbook([{ phase: 'p', steps: [manual('m'), step('g', { kind: 'gate', poll: ['captain', 'dba'] }), step('d', { kind: 'decision', outcomes: { on: { do: 'continue' } }, auto: { afterMs: 2000, choose: 'on' } }), step('x', { warning: 'careful' })] }]),
      { auto: true },
    ).after(0)
    expect(run.status('d')).toBe('running')
    run.after(2000).ends('x')
    expect(run.end()).toBe('completed')
    expect(run.records.filter((record) => record.actor.via === 'auto').map((record) => record.body.type)).toEqual(['step.ended', 'gate.voted', 'gate.voted', 'decision.made'])
  })
  test('says yes to a proposed rollback', () => {
    const run = drive(runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('x', { onFailure: policy({ do: 'rollback' }) })] }], [restore]), { auto: true })
    run.ends('x', { outcome: 'failed' }).ends('restore')
    expect(run.end()).toBe('rolled-back')
  })
  test('standing in failed it stops, says why, and can be resumed', () => {
    const run = drive(simple(), { auto: true }).ends('a', { outcome: 'failed' })
    expect(run.summary().outcome).toBe('stopped')
    expect(run.engine.state.stopped).toContain('a failed')
    run.crash(1000).do({ do: 'retry', step: 'a' })
    expect(run.runner.running.has('a')).toBe(true)
    expect(run.summary().outcome).toBe(null)
  })
  test('says an outcome that holds once, then stops on hold', () => {
    const run = drive(runbook([{ phase: 'p', steps: [step('d', { kind: 'decision', outcomes: { wait: { do: 'hold' }, on: { do: 'continue' } }, auto: { afterMs: 0, choose: 'wait' } })] }]), { auto: true })
    expect(run.engine.state.stopped).toBe('the run is on hold')
    run.do({ do: 'choose', step: sid('d'), outcome: 'on' })
    expect(run.end()).toBe('completed')
  })
  test('that answers in a circle stops and says where', () => {
    const run = drive(runbook([{ phase: 'p', steps: [manual('m'), step('d', { kind: 'decision', outcomes: { again: { do: 'goto', step: sid('m') }, on: { do: 'continue' } }, auto: { afterMs: 0, choose: 'again' } })] }]), { auto: true })
    expect(run.engine.state.stopped).toContain('m came round 100 times')
    run.do({ do: 'done', step: 'm' }).do({ do: 'choose', step: sid('d'), outcome: 'on' })
    expect(run.end()).toBe('completed')
  })
  test('starts the rollback when the step that `rollback-at` names is about to start', () => {
    const run = drive(simple(), { auto: true, rollbackAt: sid('b') }).ends('a').after(0).ends('restore')
    expect(run.end()).toBe('rolled-back')
    expect(run.runner.started).toEqual(['a', 'restore'])
  })
})

describe('time-outs (rule 9)', () => {
  test('the time-out is committed, then the program is ended, and only then the retry starts', () => {
    const run = drive(runbook([{ phase: 'p', steps: [step('x', { timeoutMs: 5000, onTimeout: policy({ do: 'hold' }, 1, 2000) })] }])).after(5000)
    expect(run.types().at(-1)).toBe('step.timed-out x')
    expect(run.runner.stopped).toEqual(['x'])
    run.after(60_000)
    expect(run.runner.started).toEqual(['x'])
    run.ends('x', { outcome: 'done', exitCode: 0 })
    expect(run.status('x')).toBe('backoff')
    run.after(2000).ends('x')
    expect(run.splits().map((split) => split.outcome)).toEqual(['timed-out', 'done'])
  })
  test('a person can call off a running program; its failure policy follows once it is gone', () => {
    const run = drive(simple()).do({ do: 'fail', step: sid('a'), reason: 'wrong host' })
    expect(run.runner.stopped).toEqual(['a'])
    run.ends('a', { outcome: 'stopped' })
    expect(run.status('a')).toBe('failed')
  })
  test('a gate whose deadline passes is a no-go, also while the run is on hold', () => {
    const run = drive(runbook([{ phase: 'p', steps: [step('g', { kind: 'gate', poll: ['captain'], deadlineMs: 60_000 })] }])).do({ do: 'hold', reason: 'phone' }).after(60_000)
    expect(run.status('g')).toBe('failed')
    expect(run.splits()[0]?.outcome).toBe('timed-out')
  })
  test("a hold stops the clock of a manual step's time-out, not that of a program", () => {
    const book = () => runbook([{ phase: 'p', lanes: { a: [manual('m', { timeoutMs: 10_000 })], b: [step('x', { timeoutMs: 10_000 })] } }])
    const run = drive(book()).after(4000).do({ do: 'hold', reason: 'phone' }).after(30_000)
    expect(run.status('m')).toBe('running')
    expect(run.status('x')).toBe('ending')
    run.do({ do: 'release' }).after(5999)
    expect(run.status('m')).toBe('running')
    run.after(1)
    expect(run.status('m')).toBe('failed')
  })
})

describe('a rollback', () => {
  test('stops what runs, awaits what says so, then walks its branch', () => {
    const run = drive(runbook([{ phase: 'p', rollback: into('back-out'), lanes: { a: [step('x')], b: [step('y', { onRollback: 'wait' })], c: [manual('m')] } }], [restore]))
    run.do({ do: 'rollback', reason: 'errors' })
    expect(run.runner.stopped).toEqual(['x'])
    run.ends('x', { outcome: 'stopped' })
    expect(run.runner.started).not.toContain('restore')
    run.ends('y').ends('restore')
    expect(run.end()).toBe('rolled-back')
    expect(run.splits().map((split) => [split.step, split.outcome])).toEqual([['x', 'stopped'], ['y', 'done'], ['m', 'stopped'], ['restore', 'done']])
  })
  test('past the point of no return it is refused, in words', () => {
    const run = drive(runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('x', { pointOfNoReturn: true }), step('y')] }], [restore])).do({ do: 'start', step: 'x' })
    expect(refused(() => run.do({ do: 'rollback', reason: 'errors' }))).toBe('past-no-return')
  })
  test('wants a reason', () => {
    expect(refused(() => drive(simple()).do({ do: 'rollback', reason: ' ' }))).toBe('bad-input')
  })
  test("a failed point of no return asks whether it took effect: its check's no reopens the rollback", () => {
    const x = step('x', { pointOfNoReturn: true, crossedWhen: { kind: 'program', argv: ['look'], shell: false, env: {}, okCodes: [0], files: [] } })
    const book = () => runbook([{ phase: 'p', rollback: into('back-out'), steps: [x] }], [restore])
    const failed = () => drive(book()).do({ do: 'start', step: 'x' }).ends('x', { outcome: 'failed' })
    const run = failed().ends('x', { outcome: 'failed', exitCode: 1 })
    run.do({ do: 'rollback', reason: 'it had no effect' }).ends('restore')
    expect(run.end()).toBe('rolled-back')
    expect(refused(() => failed().ends('x', { outcome: 'done' }).do({ do: 'rollback', reason: 'r' }))).toBe('past-no-return')
    expect(refused(() => failed().ends('x', { outcome: 'failed', exitCode: 2 }).do({ do: 'rollback', reason: 'r' }))).toBe('past-no-return')
  })
  test('the check is let go with the run, and asked anew by the next host', () => {
    const x = step('x', { pointOfNoReturn: true, crossedWhen: { kind: 'program', argv: ['look'], shell: false, env: {}, okCodes: [0], files: [] } })
    const run = drive(runbook([{ phase: 'p', rollback: into('back-out'), steps: [x] }], [restore])).do({ do: 'start', step: 'x' }).ends('x', { outcome: 'failed' })
    run.engine.close()
    expect([...run.runner.running.keys()]).toEqual([])
    run.crash(1000).ends('x', { outcome: 'failed', exitCode: 1 }).do({ do: 'rollback', reason: 'it had no effect' })
    expect(run.runner.started).toEqual(['x', 'x', 'x', 'restore'])
  })
  test('without such a check two people answer', () => {
    const run = drive(runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('x', { pointOfNoReturn: true })] }], [restore])).do({ do: 'start', step: 'x' }).ends('x', { outcome: 'failed' })
    expect(refused(() => run.do({ do: 'crossing', step: sid('x'), took: 'no', second: 'maria' }))).toBe('bad-input')
    run.do({ do: 'crossing', step: sid('x'), took: 'no', second: 'Jan' }).do({ do: 'rollback', reason: 'no effect' })
    expect(run.runner.started).toContain('restore')
  })
})

describe('undo (rule 11)', () => {
  test('takes back the last human outcome; the clock of the step runs on as if it had never stopped', () => {
    const run = drive(runbook([{ phase: 'p', steps: [manual('m'), manual('n'), step('b')] }])).after(1000).do({ do: 'done', step: 'm' }).after(500)
    expect(run.status('n')).toBe('running')
    run.do({ do: 'undo' })
    expect([run.status('m'), run.status('n')]).toEqual(['running', 'none'])
    run.after(500).do({ do: 'done', step: 'm' })
    expect(run.splits().map((split) => [split.step, split.outcome, split.activeMs])).toEqual([['m', 'done', 2000], ['n', null, 0]])
  })
  test('takes an amended end back too', () => {
    const run = drive(runbook([{ phase: 'p', steps: [manual('m'), manual('n')] }])).after(1000).do({ do: 'done', step: 'm' }).after(500)
    run.do({ do: 'amend', step: sid('m'), endedAt: run.clock.wallMs() - 700, reason: 'it was done earlier' }).do({ do: 'undo' }).after(1000).do({ do: 'note', text: 'still at it' })
    expect(run.splits()[0]).toMatchObject({ step: 'm', outcome: null, activeMs: 2500 })
  })
  test('is refused once a step that executes has started because of it', () => {
    const run = drive(simple()).ends('a').do({ do: 'done', step: 'm' })
    expect(run.runner.started).toContain('b')
    expect(refused(() => run.do({ do: 'undo' }))).toBe('illegal')
  })
  test('in a live run the next command stays armed, so a wrong click can be undone', () => {
    const run = drive(simple(), { mode: 'live' }).do({ do: 'start', step: 'a' }).ends('a').do({ do: 'done', step: 'm' }).do({ do: 'undo' })
    expect([run.status('m'), run.status('b')]).toEqual(['running', 'none'])
  })
  test('keeps what other lanes did meanwhile', () => {
    const run = drive(runbook([{ phase: 'p', lanes: { a: [manual('m'), manual('n')], b: [step('x'), step('y')] } }])).do({ do: 'done', step: 'm' }).ends('x').do({ do: 'undo' })
    expect([run.status('m'), run.status('x'), run.status('y')]).toEqual(['running', 'done', 'running'])
    expect(run.runner.started).toEqual(['x', 'y'])
  })
  test('a second undo takes back the outcome before', () => {
    const run = drive(runbook([{ phase: 'p', steps: [manual('m'), manual('n'), manual('o')] }])).do({ do: 'done', step: 'm' }).do({ do: 'done', step: 'n' }).do({ do: 'undo' }).do({ do: 'undo' })
    expect([run.status('m'), run.status('n'), run.status('o')]).toEqual(['running', 'none', 'none'])
    expect(refused(() => run.do({ do: 'undo' }))).toBe('illegal')
  })
  test('a wrong no-go can be taken back also after the hold that it brought was released', () => {
    const run = drive(runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('g', { kind: 'gate', poll: ['captain'], onNoGo: policy({ do: 'rollback' }) }), manual('m')] }], [restore])).do({ do: 'vote', step: sid('g'), role: 'captain', vote: 'no-go' })
    expect(run.engine.state.held).not.toBeNull()
    run.do({ do: 'release' }).do({ do: 'undo' })
    expect([run.status('g'), run.engine.state.held, run.engine.state.holds.length]).toEqual(['running', null, 0])
    run.do({ do: 'vote', step: sid('g'), role: 'captain', vote: 'go' })
    expect(run.status('m')).toBe('running')
  })
  test('a vote can be taken back, also the one that closed the gate', () => {
    const run = drive(runbook([{ phase: 'p', steps: [step('g', { kind: 'gate', poll: ['captain'] }), manual('m')] }])).do({ do: 'vote', step: sid('g'), role: 'captain', vote: 'go' })
    expect(run.status('m')).toBe('running')
    run.do({ do: 'undo' })
    expect(run.status('g')).toBe('running')
    expect(run.engine.state.splits[0]?.votes).toBeUndefined()
  })
})

describe('people', () => {
  test('a skip, a failure and an amended time want a reason', () => {
    const run = drive(simple())
    expect(refused(() => run.do({ do: 'fail', step: sid('a'), reason: '' }))).toBe('bad-input')
    run.ends('a', { outcome: 'failed' })
    expect(refused(() => run.do({ do: 'skip', step: sid('a'), reason: '' }))).toBe('bad-input')
  })
  test('every event says who', () => {
    const run = drive(simple()).ends('a').do({ do: 'done', step: 'm' }, { name: 'Jan', via: 'terminal', role: 'dba' })
    expect(run.records.map((record) => record.actor.name)).toEqual(['Maria', 'runthrough', 'runthrough', 'runthrough', 'Jan', 'runthrough'])
  })
  test('a wait that looks with a program is called off before it is skipped, so that nothing runs on behind it', () => {
    const check = { kind: 'program', argv: ['look'], shell: false, env: {}, okCodes: [0], files: [] }
    const run = drive(runbook([{ phase: 'p', steps: [step('w', { kind: 'wait', until: { check, everyMs: 1000 } }), step('b')] }]))
    expect(refused(() => run.do({ do: 'skip', step: sid('w'), reason: 'good enough' }))).toBe('illegal')
    run.do({ do: 'fail', step: sid('w'), reason: 'good enough' })
    expect(run.runner.stopped).toEqual(['w'])
    run.ends('w', { outcome: 'stopped' }).do({ do: 'skip', step: sid('w'), reason: 'good enough' })
    expect(run.runner.started).toEqual(['w', 'b'])
  })
  test('a running program can not be declared done', () => {
    expect(refused(() => drive(simple()).do({ do: 'done', step: 'a' }))).toBe('illegal')
  })
  test('a gate is done when every role says go, and one no-go is enough', () => {
    const book = () => runbook([{ phase: 'p', steps: [step('g', { kind: 'gate', poll: ['captain', 'dba'] }), manual('m')] }])
    const run = drive(book()).do({ do: 'vote', step: sid('g'), role: 'captain', vote: 'go' })
    expect(run.status('g')).toBe('running')
    expect(refused(() => run.do({ do: 'vote', step: sid('g'), role: 'dba', vote: 'go-with-risk' }))).toBe('bad-input')
    expect(refused(() => run.do({ do: 'vote', step: sid('g'), role: 'intern', vote: 'go' }))).toBe('bad-input')
    run.do({ do: 'vote', step: sid('g'), role: 'dba', vote: 'go-with-risk', reason: 'load test was short' })
    expect(run.status('m')).toBe('running')
    expect(drive(book()).do({ do: 'vote', step: sid('g'), role: 'dba', vote: 'no-go', reason: 'no' }).status('g')).toBe('failed')
  })
  test('required fields of a manual step must be filled in and fit', () => {
    const book = runbook([{ phase: 'p', steps: [manual('m', { fields: [{ id: 'ticket', title: 'Ticket', pattern: '^CHG\\d+$', required: true }] })] }])
    expect(refused(() => drive(book).do({ do: 'done', step: 'm' }))).toBe('bad-input')
    expect(refused(() => drive(book).do({ do: 'done', step: sid('m'), fields: { ticket: 'x' } }))).toBe('bad-input')
    expect(drive(book).do({ do: 'done', step: sid('m'), fields: { ticket: 'CHG1' } }).end()).toBe('completed')
  })
  test('after the end there are notes and amended times, nothing else', () => {
    const run = drive(runbook([{ phase: 'p', steps: [manual('m')] }])).after(1000).do({ do: 'done', step: 'm' }).do({ do: 'note', text: 'well done' })
    expect(refused(() => run.do({ do: 'hold', reason: 'x' }))).toBe('illegal')
    run.do({ do: 'amend', step: sid('m'), endedAt: run.clock.wallMs() - 400, reason: 'it was done before I clicked' })
    expect(run.splits()[0]?.activeMs).toBe(600)
  })
  test('an amended end lies neither in the future nor after the end of the run', () => {
    const run = drive(runbook([{ phase: 'p', steps: [manual('m'), manual('n')] }])).after(1000).do({ do: 'done', step: 'm' }).after(500)
    run.do({ do: 'amend', step: sid('m'), endedAt: run.clock.wallMs() + 3_600_000, reason: 'a wrong hour' })
    expect(run.splits()[0]?.wallMs).toBe(1500)
    run.do({ do: 'done', step: 'n' }).after(9000).do({ do: 'amend', step: sid('n'), endedAt: run.clock.wallMs() - 1000, reason: 'a wrong minute' })
    expect(run.splits()[1]?.wallMs).toBe(500)
  })
  test('a run can be abandoned on hold, and its programs are ended', () => {
    const run = drive(simple()).do({ do: 'hold', reason: 'phone' }).do({ do: 'abandon', reason: 'no luck' })
    expect(run.runner.stopped).toEqual(['a'])
    run.ends('a', { outcome: 'stopped' })
    expect(run.end()).toBe('abandoned')
  })
})

describe('times (rule 10)', () => {
  test("a hold is no part of a manual step's active time, but of a program's; the run's active time leaves it out", () => {
    const run = drive(runbook([{ phase: 'p', lanes: { a: [manual('m')], b: [step('x')] } }])).after(1000).do({ do: 'hold', reason: 'phone' }).after(2000).do({ do: 'release' }).after(3000).do({ do: 'done', step: 'm' }).ends('x')
    expect(run.splits().map((split) => [split.step, split.activeMs, split.wallMs])).toEqual([['m', 4000, 6000], ['x', 6000, 6000]])
    expect(run.summary()).toMatchObject({ activeMs: 4000, wallMs: 6000, outcome: 'completed' })
  })
  test("an outage is no part of a manual step's time-out", () => {
    const run = drive(runbook([{ phase: 'p', steps: [manual('m', { timeoutMs: 10_000 })] }])).after(4000).crash(5000).do({ do: 'gap', as: 'outage' }).after(5999)
    expect(run.status('m')).toBe('running')
    run.after(1)
    expect(run.status('m')).toBe('failed')
  })
  test('an outage during a hold is left out once', () => {
    const run = drive(runbook([{ phase: 'p', steps: [manual('m')] }])).after(1000).do({ do: 'hold', reason: 'phone' }).after(2000).crash(5000).do({ do: 'gap', as: 'outage' }).after(500).do({ do: 'release' }).after(3000).do({ do: 'done', step: 'm' })
    expect(run.splits()[0]).toMatchObject({ activeMs: 4000, wallMs: 11_500 })
    expect(run.summary()).toMatchObject({ activeMs: 4000, wallMs: 11_500 })
  })
  test('durations come from the monotonic clock inside a session; a jump of the wall clock is noted', () => {
    const run = drive(runbook([{ phase: 'p', steps: [step('x')] }])).after(1000)
    run.clock.jump(3_600_000)
    run.after(1000).ends('x')
    expect(run.splits()[0]?.wallMs).toBe(2000)
    expect(run.types()).toContain('clock.jumped')
  })
})

describe('after a crash (rule 12)', () => {
  test('what still runs is followed, not started again', () => {
    const run = drive(simple())
    run.runner.found = () => 'following'
    run.crash(60_000).ends('a')
    expect(run.runner.started).toEqual(['a'])
    expect(run.splits()[0]).toMatchObject({ outcome: 'done', wallMs: 60_000 })
  })
  test('what ended meanwhile counts from when it really ended', () => {
    const run = drive(simple()).after(1000)
    const endedAt = run.clock.wallMs() + 4000
    run.runner.found = () => ({ end: { outcome: 'done', exitCode: 0, endedAt } as never })
    run.crash(60_000)
    expect(run.splits()[0]).toMatchObject({ outcome: 'done', wallMs: 5000 })
    expect(run.runner.started).toEqual(['a'])
  })
  test('what is lost failed, and a person decides; if it is safe to run again, it does', () => {
    const of = (rerun: 'ask' | 'safe') => {
      const run = drive(runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('a', { rerun, onFailure: policy({ do: 'rollback' }) })] }], [restore]))
      run.runner.found = () => ({ lost: 'nobody knows' })
      return run.crash(1000)
    }
    expect(of('ask').status('a')).toBe('failed')
    const again = of('safe')
    expect(again.runner.started).toEqual(['a', 'a'])
    expect(again.splits().map((split) => [split.attempt, split.outcome])).toEqual([[1, 'lost'], [2, null]])
  })
  test('what never began begins, as the same attempt', () => {
    const run = drive(simple()).crash(1000).ends('a')
    expect(run.splits().filter((split) => split.step === 'a').map((split) => split.attempt)).toEqual([1])
  })
  test('what never began is not started only to be stopped', () => {
    const rolling = drive(simple()).do({ do: 'rollback', reason: 'errors' }).crash(1000)
    expect(rolling.runner.started).toEqual(['a', 'restore'])
    expect(rolling.splits()[0]).toMatchObject({ step: 'a', outcome: 'stopped' })
    const late = drive(runbook([{ phase: 'p', steps: [step('x', { timeoutMs: 5000 })] }])).after(5000).crash(1000)
    expect(late.runner.started).toEqual(['x'])
    expect(late.status('x')).toBe('failed')
  })
  test('the gap is an event, and is work or outage as the captain says', () => {
    const run = drive(runbook([{ phase: 'p', steps: [manual('m')] }])).after(1000).crash(5000).after(1000)
    expect(run.summary().activeMs).toBe(7000)
    run.do({ do: 'gap', as: 'outage' })
    expect(run.summary()).toMatchObject({ activeMs: 2000, wallMs: 7000 })
    run.do({ do: 'done', step: 'm' })
    expect(run.splits()[0]).toMatchObject({ activeMs: 2000, wallMs: 7000 })
    expect(refused(() => run.do({ do: 'gap', as: 'work' }))).toBe('illegal')
  })
  test('what begins only after the gap has its whole time', () => {
    const run = drive(runbook([{ phase: 'p', steps: [step('x', { timeoutMs: 10_000 })] }])).crash(60_000).after(9_999)
    expect(run.status('x')).toBe('running')
    run.after(1)
    expect(run.status('x')).toBe('ending')
  })
  test('a time-out that passed while nobody was there acts at once', () => {
    const run = drive(runbook([{ phase: 'p', steps: [step('x', { timeoutMs: 10_000 })] }]))
    run.runner.found = () => 'following'
    run.crash(60_000)
    expect(run.status('x')).toBe('ending')
    expect(run.runner.stopped).toEqual(['x'])
  })
})

test('an actor of a command is the one that the log names', () => {
  const run = drive(simple()).do({ do: 'note', text: 'hello' }, { ...maria, onBehalfOf: 'Jan', how: 'by phone' })
  expect(run.records.at(-1)?.actor).toMatchObject({ onBehalfOf: 'Jan', how: 'by phone' })
})

test("where a program's end can't be written down, not even the clock's jump before it, the run is given up and nothing is started again", () => {
  const run = drive(runbook([{ phase: 'p', steps: [step('x')] }]))
  run.clock.jump(3_600_000)
  run.records.push = () => {
    throw new Error('no room on the disk')
  }
  expect(() => run.ends('x')).toThrow('no room')
  expect(refused(() => run.do({ do: 'note', text: 'still there?' }))).toBe('illegal')
  expect(run.runner.started).toEqual(['x'])
})

describe('injects', () => {
  const book = (outcome?: 'failed' | 'timed-out') =>
    runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('a'), step('b', { onFailure: policy({ do: 'rollback' }) })] }], [restore], {
      injects: [{ id: 'disk-full', at: sid('b'), symptom: 'The disk is full', expects: 'rollback', ...(outcome ? { outcome } : {}) }],
    })
  test('one that was asked for is drawn when its step runs, and not before', () => {
    const run = drive(book(), { injects: ['disk-full'] })
    expect(run.types()).not.toContain('inject.drawn b')
    run.ends('a')
    expect(run.types().at(-1)).toBe('inject.drawn b')
    expect(run.runner.stopped).toEqual([])
  })
  test('one that nobody asked for stays hidden', () => {
    expect(drive(book('failed')).ends('a').types()).not.toContain('inject.drawn b')
  })
  test('it forces the outcome that it names: the program is ended, the step fails or times out, and its policy follows', () => {
    const failed = drive(book('failed'), { injects: ['disk-full'], auto: true }).ends('a')
    expect(failed.runner.stopped).toEqual(['b'])
    failed.ends('b', { outcome: 'stopped' }).ends('restore')
    expect(failed.end()).toBe('rolled-back')
    const timedOut = drive(book('timed-out'), { injects: ['disk-full'] }).ends('a').ends('b', { outcome: 'stopped' })
    expect(timedOut.splits().at(-1)).toMatchObject({ step: 'b', outcome: 'timed-out' })
  })
  test('it is drawn before the tool answers for a person', () => {
    const run = drive(runbook([{ phase: 'p', steps: [manual('m')] }], [], { injects: [{ id: 'absent', at: sid('m'), symptom: 'Nobody answers', expects: 'hold', outcome: 'failed' }] }), { injects: ['absent'], auto: true })
    expect(run.types()).toContain('inject.drawn m')
    expect(run.status('m')).toBe('failed')
  })
  test('it is drawn once: a retry is left alone', () => {
    const run = drive(book('failed'), { injects: ['disk-full'] }).ends('a').ends('b', { outcome: 'stopped' }).do({ do: 'release' }).do({ do: 'retry', step: 'b' }).ends('b')
    expect(run.end()).toBe('completed')
  })
})
