import { describe, expect, test } from 'vitest'
import { branch, into, manual, policy, runbook, sid, step } from '../../support/build.ts'
import { walk } from '../../support/walk.ts'

const rolledBack = { end: 'rolled-back' } as const
const restore = branch('back-out', 'rollback', [step('restore'), step('old-journey')], rolledBack)

/** The cutover of the format's example: two lanes, a fix-forward out of one, a point of no return. */
const cutover = () =>
  runbook(
    [
      { phase: 'freeze', rollback: into('unfreeze'), steps: [step('announce'), step('poll')] },
      {
        phase: 'migrate',
        rollback: into('back-out'),
        lanes: {
          data: [
            step('snapshot'),
            step('backfill', { onFailure: policy({ do: 'rollback' }, 1) }),
            step('index', { onFailure: policy({ do: 'branch', branch: 'fix-index' as never }) }),
            step('analyze'),
          ],
          app: [step('build'), step('warm', { needs: [sid('backfill')] }), step('deploy')],
        },
      },
      { phase: 'verify', rollback: into('back-out'), steps: [step('journey'), step('switch', { pointOfNoReturn: true }), step('after')] },
    ],
    [
      branch('unfreeze', 'rollback', [step('thaw')], rolledBack),
      branch('back-out', 'rollback', [step('undeploy', { undoes: [sid('deploy')] }), step('restore', { undoes: [sid('backfill')] }), step('old-journey')], rolledBack),
      branch('fix-index', 'fix-forward', [step('drop-index'), step('vacuum')], { resume: sid('index') }),
    ],
  )

describe('rule 1: sequence and lanes', () => {
  test('phases run in order, lanes side by side, and a laned phase ends when all its lanes have ended', () => {
    const run = walk(cutover()).play('announce', 'poll')
    run.is({ snapshot: 'ready', build: 'ready', journey: 'none' }).play('build', 'snapshot', 'backfill', 'index', 'analyze')
    run.is({ journey: 'none' }).play('warm', 'deploy').is({ journey: 'ready' })
  })
  test('a step waits for its needs across lanes, and starts only once they are settled', () => {
    const run = walk(cutover()).play('announce', 'poll', 'build').is({ warm: 'none' }).refuses('START.warm')
    run.play('snapshot', 'backfill').is({ warm: 'ready', index: 'ready' })
  })
  test('done, skipped, degraded and passed over all settle a need', () => {
    const book = () =>
      runbook([{ phase: 'p', lanes: { a: [step('x', { onFailure: policy({ do: 'degrade' }) }), step('x2')], b: [step('y', { needs: [sid('x')] })] } }])
    walk(book()).play('x').is({ y: 'ready' })
    walk(book()).go('SKIP.x').is({ y: 'ready' })
    walk(book()).go('START.x', 'FAIL.x').is({ x: 'degraded', y: 'ready' })
  })
  test('two lanes never reset each other', () => {
    const run = walk(cutover()).play('announce', 'poll', 'build', 'snapshot', 'backfill').go('START.warm', 'START.index', 'FAIL.index', 'DONE.warm')
    run.play('drop-index', 'vacuum').is({ warm: 'done', deploy: 'ready', index: 'ready', backfill: 'done' })
  })
})

describe('rule 1: lanes are independent', () => {
  const lanes = () =>
    runbook(
      [{ phase: 'p', lanes: { a: [step('a1'), step('a2'), step('a3', { onFailure: policy({ do: 'branch', branch: 'fix' as never }) })], b: [step('b1'), step('b2')] } }],
      [branch('fix', 'fix-forward', [step('mend')], { resume: sid('a2') })],
    )
  test("a person's goto in one lane leaves what runs in the other running", () => {
    walk(lanes()).go('START.b1', 'START.a1', 'FAIL.a1', { type: 'MOVE.a3', how: 'goto', from: sid('a1') }).is({ a1: 'passed', a2: 'passed', a3: 'ready', b1: 'running' }).go('DONE.b1')
  })
  test('a resume into one lane leaves what failed in the other failed', () => {
    walk(lanes()).play('a1', 'a2').go('START.b1', 'FAIL.b1', 'START.a3', 'FAIL.a3').play('mend').is({ a2: 'ready', a3: 'none', b1: 'failed' })
  })
  test('a recycle in one lane leaves what failed in the other failed', () => {
    walk(lanes()).play('a1', 'a2').go('START.b1', 'FAIL.b1', { type: 'MOVE.a1', how: 'recycle' }).is({ a1: 'ready', a2: 'none', b1: 'failed' })
  })
})

describe('rule 3: one branch at a time', () => {
  test('nothing new starts on the main path once a branch is entered, and its first step waits until nothing runs', () => {
    const run = walk(cutover()).play('announce', 'poll', 'build', 'snapshot', 'backfill').go('START.warm', 'START.index', 'ROLLBACK')
    run.refuses('START.restore', 'START.deploy', 'ROLLBACK').go('STOPPED.index').is({ index: 'ready' }).refuses('START.index', 'START.restore')
    run.go('DONE.warm').is({ deploy: 'ready', restore: 'ready', undeploy: 'passed' })
  })
  test('while draining, a failure or a time-out of what still runs does not act', () => {
    const run = walk(cutover()).play('announce', 'poll', 'build', 'snapshot', 'backfill').go('START.warm', 'START.index', 'ROLLBACK', 'FAIL.index').is({ index: 'failed' })
    run.go('TIMEOUT.warm').refuses('START.restore').go('GONE.warm').is({ warm: 'failed', restore: 'ready' })
    expect(run.context.plan).toBe('back-out')
  })
  test('while draining, a choice does not act: the branch that was entered stays, and the decision is asked again', () => {
    const ask = step('ask', { kind: 'decision', outcomes: { fix: { do: 'branch', branch: 'fix' as never }, back: { do: 'rollback' }, again: { do: 'goto', step: sid('b1') }, on: { do: 'continue' } } })
    const book = () => runbook([{ phase: 'p', rollback: into('back-out'), lanes: { a: [step('a1')], b: [step('b1'), ask] } }], [restore, branch('fix', 'fix-forward', [step('mend')], { resume: sid('a1') })])
    const draining = () => walk(book()).play('b1').go('START.a1', 'START.ask', 'ROLLBACK', 'STOPPED.a1')
    for (const label of ['fix', 'back', 'again']) draining().go(`CHOOSE.ask.${label}`).is({ ask: 'failed', b1: 'done', mend: 'none', restore: 'ready' })
    draining().go('CHOOSE.ask.on').is({ ask: 'done', restore: 'ready' })
  })
  test('a last step that ends while a branch drains does not end the run', () => {
    const run = walk(runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('last')] }], [restore])).go('START.last', 'ROLLBACK', 'DONE.last')
    run.ends(null).play('restore', 'old-journey').ends('rolled-back')
  })
})

describe('rule 4: ends', () => {
  test('a rollback branch ends rolled-back', () => {
    walk(cutover()).play('announce').go('ROLLBACK').play('thaw').ends('rolled-back')
  })
  test('a fix-forward resumes its step, in its lane only', () => {
    const run = walk(cutover()).play('announce', 'poll', 'snapshot', 'backfill').go('START.index', 'FAIL.index').play('drop-index', 'vacuum')
    run.is({ index: 'ready', build: 'ready', snapshot: 'done' }).play('index', 'analyze', 'build', 'warm', 'deploy').is({ journey: 'ready' })
  })
  test('resuming into a phase that is not active passes over what is settled there', () => {
    const book = runbook(
      [
        { phase: 'p', lanes: { a: [step('a1'), step('a2')], b: [step('b1')] } },
        { phase: 'q', steps: [step('q1', { onFailure: policy({ do: 'branch', branch: 'fix' as never }) })] },
      ],
      [branch('fix', 'fix-forward', [step('mend')], { resume: sid('a2') })],
    )
    const run = walk(book).play('a1', 'a2', 'b1').go('START.q1', 'FAIL.q1').play('mend')
    run.is({ a1: 'done', a2: 'ready', b1: 'done', q1: 'none' }).play('a2', 'q1').ends('completed')
  })
  test('a fallback may end the run itself', () => {
    const book = runbook([{ phase: 'p', steps: [step('x', { onFailure: policy({ do: 'branch', branch: 'other' as never }) })] }], [branch('other', 'fallback', [step('y')], { end: 'completed-degraded' })])
    walk(book).go('START.x', 'FAIL.x').play('y').ends('completed-degraded')
  })
})

describe('rule 5: the rollback entry', () => {
  test("a step's entry wins over its phase's, the phase's over the runbook's", () => {
    const book = runbook(
      [
        { phase: 'p', rollback: into('two'), steps: [step('x', { rollback: into('one') }), step('y')] },
        { phase: 'q', steps: [step('z')] },
      ],
      [branch('one', 'rollback', [step('r1')], rolledBack), branch('two', 'rollback', [step('r2')], rolledBack), branch('three', 'rollback', [step('r3')], rolledBack)],
      { rollback: into('three') },
    )
    walk(book).go('ROLLBACK').is({ r1: 'ready' })
    walk(book).play('x').go('ROLLBACK').is({ r2: 'ready' })
    walk(book).play('x', 'y').go('ROLLBACK').is({ r3: 'ready' })
  })
  test('`enter` starts a branch at that step and passes over those before it', () => {
    const book = runbook([{ phase: 'p', rollback: into('back-out', 'old-journey'), steps: [step('x')] }], [restore])
    walk(book).go('ROLLBACK').is({ restore: 'passed', 'old-journey': 'ready' }).play('old-journey').ends('rolled-back')
  })
  test("in a laned phase a person's rollback takes the phase's entry, a step's own serves its own failure", () => {
    const book = runbook(
      [{ phase: 'p', rollback: into('two'), lanes: { a: [step('x', { rollback: into('one'), onFailure: policy({ do: 'rollback' }) })], b: [step('y')] } }],
      [branch('one', 'rollback', [step('r1')], rolledBack), branch('two', 'rollback', [step('r2')], rolledBack)],
    )
    walk(book).go('START.x', 'ROLLBACK', 'STOPPED.x').is({ r2: 'ready', r1: 'none' })
    walk(book).go('START.x', 'FAIL.x', 'ACCEPT.x').is({ r1: 'ready', r2: 'none' })
  })
  test('a rollback inside a fix-forward uses the entry of the step that it came from', () => {
    const run = walk(cutover()).play('announce', 'poll', 'snapshot', 'backfill').go('START.index', 'FAIL.index', 'START.drop-index', 'ROLLBACK')
    run.refuses('START.restore').go('STOPPED.drop-index').is({ undeploy: 'passed', restore: 'ready' }).play('restore', 'old-journey').ends('rolled-back')
  })
  test('a rollback need not wait until a fix-forward has drained: only what it awaits itself', () => {
    const upTo = () => walk(cutover()).play('announce', 'poll', 'build', 'snapshot', 'backfill').go('START.warm', 'START.index', 'FAIL.index').refuses('START.drop-index')
    const run = upTo().go('ROLLBACK').refuses('ROLLBACK').go('STOPPED.warm').is({ restore: 'ready', 'drop-index': 'none' })
    expect(run.context.plan).toBe('back-out')
    upTo().go('ABANDON').refuses('ROLLBACK')
    const book = runbook(
      [{ phase: 'p', rollback: into('back-out'), lanes: { a: [step('x', { onFailure: policy({ do: 'branch', branch: 'fix' as never }) })], b: [step('y', { pointOfNoReturn: true })] } }],
      [restore, branch('fix', 'fix-forward', [step('mend')], { resume: sid('x') })],
    )
    walk(book).go('START.y', 'START.x', 'FAIL.x').refuses('START.mend', 'ROLLBACK')
  })
  test('the last step of a fix-forward that ends while a rollback drains does not resume', () => {
    const run = walk(cutover()).play('announce', 'poll', 'snapshot', 'backfill').go('START.index', 'FAIL.index').play('drop-index').go('START.vacuum', 'ROLLBACK', 'DONE.vacuum')
    run.is({ restore: 'ready', index: 'failed' })
  })
  test('a fix-forward that fails into another branch keeps the entry of the step that it came from', () => {
    const book = runbook(
      [{ phase: 'p', rollback: into('back-out'), steps: [step('x', { onFailure: policy({ do: 'branch', branch: 'one' as never }) })] }],
      [restore, branch('one', 'fix-forward', [step('f1', { onFailure: policy({ do: 'branch', branch: 'two' as never }) })], { resume: sid('x') }), branch('two', 'fallback', [step('f2')], { end: 'completed' })],
    )
    walk(book).go('START.x', 'FAIL.x', 'START.f1', 'FAIL.f1').is({ f2: 'ready' }).go('ROLLBACK').is({ restore: 'ready' })
  })
  test('inside a rollback branch a rollback is refused', () => {
    walk(cutover()).play('announce').go('ROLLBACK').refuses('ROLLBACK').go('START.thaw').refuses('ROLLBACK')
  })
})

describe('rule 6: undoes', () => {
  test('a branch step is passed over when nothing that it undoes was started', () => {
    walk(cutover()).play('announce', 'poll').go('ROLLBACK').is({ undeploy: 'passed', restore: 'passed', 'old-journey': 'ready' })
  })
  test('started is enough, whatever its end', () => {
    walk(cutover()).play('announce', 'poll', 'snapshot').go('START.backfill', 'ROLLBACK', 'FAIL.backfill').is({ restore: 'ready' })
  })
  test('doing it makes what it undoes not started', () => {
    const run = walk(cutover()).play('announce', 'poll', 'snapshot', 'backfill').go('ROLLBACK').play('restore').is({ backfill: 'undone' })
    expect(run.context.started[run.compiled.layout.place(sid('backfill')).index]).toBe(0)
  })
})

describe('rule 7: the point of no return', () => {
  const upTo = () => walk(cutover()).play('announce', 'poll', 'build', 'snapshot', 'backfill', 'warm', 'index', 'analyze', 'deploy', 'journey')
  test('it is set when the step starts; every entry declared before it is refused from then on', () => {
    upTo().go('START.switch').refuses('ROLLBACK').go('FAIL.switch').refuses('ROLLBACK').go('RETRY.switch').play('switch').refuses('ROLLBACK').play('after').ends('completed')
  })
  test('it counts for the whole run, in whatever lane it stands', () => {
    const book = runbook([{ phase: 'p', rollback: into('back-out'), lanes: { a: [step('x', { pointOfNoReturn: true })], b: [step('y', { onFailure: policy({ do: 'rollback' }) })] } }], [restore])
    walk(book).go('START.x').refuses('ROLLBACK').go('START.y', 'FAIL.y').is({ y: 'failed' }).refuses('ACCEPT.y')
  })
  test('an entry declared on a later phase or step counts again', () => {
    const book = runbook(
      [
        { phase: 'p', rollback: into('back-out'), steps: [step('x', { pointOfNoReturn: true }), step('y', { rollback: into('late') })] },
        { phase: 'q', rollback: into('late'), steps: [step('z')] },
      ],
      [restore, branch('late', 'rollback', [step('undo-late')], rolledBack)],
    )
    walk(book).play('x').go('ROLLBACK').is({ 'undo-late': 'ready' })
    walk(book).play('x', 'y').go('ROLLBACK').is({ 'undo-late': 'ready' })
  })
  test('a failed one that had no effect reopens the rollback', () => {
    upTo().go('START.switch', 'FAIL.switch').refuses('ROLLBACK').go('UNCROSS.switch', 'ROLLBACK').is({ undeploy: 'ready' })
  })
})

describe('rule 8: failures', () => {
  test('a failed step waits: retry, skip, goto, branch or rollback', () => {
    const run = walk(runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('a'), step('x'), step('y'), step('z')] }], [restore, branch('fix', 'fix-forward', [step('mend')], { resume: sid('y') })]))
    run.play('a').go('START.x', 'FAIL.x').is({ x: 'failed', y: 'none' }).refuses('DONE.x', 'START.x')
    const { snapshot } = run
    run.go('RETRY.x').is({ x: 'ready' })
    run.snapshot = snapshot
    run.go('SKIP.x').is({ x: 'skipped', y: 'ready' })
    run.snapshot = snapshot
    run.go({ type: 'MOVE.z', how: 'goto', from: sid('x') }).is({ x: 'passed', y: 'passed', z: 'ready' })
    run.snapshot = snapshot
    run.go({ type: 'BRANCH.fix', from: sid('x') }).play('mend').is({ x: 'passed', y: 'ready' })
    run.snapshot = snapshot
    run.go('ROLLBACK').is({ restore: 'ready' })
  })
  test('it blocks only its own lane', () => {
    walk(runbook([{ phase: 'p', lanes: { a: [step('x')], b: [step('y'), step('z')] } }])).go('START.x', 'FAIL.x').play('y', 'z')
  })
  test('retries are shared by failure and time-out; then the action acts', () => {
    const book = runbook([{ phase: 'p', steps: [step('x', { onFailure: policy({ do: 'degrade' }, 2), onTimeout: policy({ do: 'degrade' }, 2) }), step('y')] }])
    const run = walk(book).go('START.x', 'FAIL.x').is({ x: 'backoff' }).go('DUE.x', 'START.x', 'TIMEOUT.x', 'GONE.x').is({ x: 'backoff' })
    run.go('DUE.x', 'START.x', 'FAIL.x').is({ x: 'degraded', y: 'ready' }).play('y').ends('completed-degraded')
  })
  test('a degraded step that is recycled and done leaves the run completed, not degraded', () => {
    const book = runbook([{ phase: 'p', steps: [step('x', { onFailure: policy({ do: 'degrade' }) }), step('y')] }])
    walk(book).go('START.x', 'FAIL.x', { type: 'MOVE.x', how: 'recycle' }).play('x', 'y').ends('completed')
  })
  test('retries by hand do not count', () => {
    const run = walk(runbook([{ phase: 'p', steps: [step('x', { onFailure: policy({ do: 'hold' }, 1) })] }])).go('START.x', 'FAIL.x', 'RETRY.x', 'START.x', 'FAIL.x')
    run.is({ x: 'failed' }).go('RETRY.x', 'START.x', 'FAIL.x').is({ x: 'failed' })
  })
  test('a recycle resets the retries', () => {
    const run = walk(runbook([{ phase: 'p', steps: [step('x', { onFailure: policy({ do: 'hold' }, 1) }), step('y')] }])).go('START.x', 'FAIL.x', 'DUE.x').play('x')
    run.go({ type: 'MOVE.x', how: 'recycle' }, 'START.x', 'FAIL.x').is({ x: 'backoff' })
  })
  test('a due retry waits out a hold', () => {
    const run = walk(runbook([{ phase: 'p', steps: [step('x', { onFailure: policy({ do: 'hold' }, 1) })] }])).go('START.x', 'FAIL.x', 'HOLD').refuses('DUE.x')
    run.go('RELEASE', 'DUE.x').is({ x: 'ready' })
  })
  test('a rollback by failure holds and is proposed; accepting it ends the hold', () => {
    const run = walk(cutover()).play('announce', 'poll', 'snapshot').go('START.backfill', 'FAIL.backfill', 'DUE.backfill', 'START.backfill', 'FAIL.backfill')
    run.is({ backfill: 'failed' }).refuses('START.build').go('ACCEPT.backfill').is({ restore: 'ready' })
    expect(run.context.held).toBe(false)
  })
  test('an automatic branch is entered without a person', () => {
    const book = runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('x', { onFailure: policy({ do: 'rollback' }) })] }], [{ ...restore, automatic: true }])
    walk(book).go('START.x', 'FAIL.x').is({ restore: 'ready' })
  })
  test("an explicit `on:` wins over a component's tier, and tiers act on checks only", () => {
    const components = { nice: { tier: 'nice-to-have' as const } }
    const of = (x: ReturnType<typeof step>) => runbook([{ phase: 'p', steps: [x, step('y')] }], [], { components })
    walk(of(step('x', { kind: 'check', component: 'nice' }))).go('START.x', 'FAIL.x').is({ x: 'degraded' })
    walk(of(step('x', { kind: 'check', component: 'nice', onFailure: policy({ do: 'hold' }) }))).go('START.x', 'FAIL.x').is({ x: 'failed' })
    walk(of(step('x', { component: 'nice' }))).go('START.x', 'FAIL.x').is({ x: 'failed' })
  })
  test('a failed check on a critical component holds and proposes the rollback; where none is declared it holds all the same, and inside a rollback it waits', () => {
    const components = { heart: { tier: 'critical' as const } }
    const check = (id: string) => step(id, { kind: 'check', component: 'heart' })
    const back = branch('back', 'rollback', [check('r')], { end: 'rolled-back' })
    const run = walk(runbook([{ phase: 'p', rollback: into('back'), steps: [check('x'), step('y')] }], [back], { components })).go('START.x', 'FAIL.x').is({ x: 'failed' })
    expect(run.context.held).toBe(true)
    run.go('ACCEPT.x').go('START.r', 'FAIL.r').is({ r: 'failed' })
    expect(run.context.held).toBe(false)
    const none = walk(runbook([{ phase: 'p', steps: [check('x'), step('y')] }], [], { components })).go('START.x', 'FAIL.x').is({ x: 'failed' })
    expect(none.context.held).toBe(true)
    expect(none.context.proposed).toEqual([])
  })
})

describe('rule 9: time-outs', () => {
  test('a late end changes nothing, and what follows waits until the program is gone', () => {
    const run = walk(runbook([{ phase: 'p', steps: [step('x', { onTimeout: policy({ do: 'hold' }, 1) }), step('y')] }])).go('START.x', 'TIMEOUT.x')
    run.is({ x: 'ending' }).refuses('DONE.x', 'FAIL.x', 'DUE.x', 'START.x').go('GONE.x').is({ x: 'backoff' })
  })
  test('a critical check that times out holds and proposes the rollback, as one that fails; its own `on:` wins', () => {
    const components = { heart: { tier: 'critical' as const } }
    const back = branch('back', 'rollback', [step('r')], { end: 'rolled-back' })
    const of = (extra: Parameters<typeof step>[1]) => walk(runbook([{ phase: 'p', rollback: into('back'), steps: [step('x', { kind: 'check', component: 'heart', ...extra }), step('y')] }], [back], { components })).go('START.x', 'TIMEOUT.x')
    const run = of({})
    expect(run.context.held).toBe(false)
    run.go('GONE.x').is({ x: 'failed' })
    expect(run.context.held).toBe(true)
    run.go('ACCEPT.x').is({ r: 'ready' })
    const own = of({ onTimeout: policy({ do: 'hold' }) }).go('GONE.x').is({ x: 'failed' })
    expect(own.context.held).toBe(false)
  })
  test("a step that a person calls off follows its failure's policy", () => {
    const book = runbook([{ phase: 'p', steps: [step('x', { onFailure: policy({ do: 'degrade' }), onTimeout: policy({ do: 'hold' }) }), step('y')] }])
    walk(book).go('START.x', 'CANCEL.x', 'GONE.x').is({ x: 'degraded' })
    walk(book).go('START.x', 'TIMEOUT.x', 'GONE.x').is({ x: 'failed' })
  })
})

describe('rule 10: holds', () => {
  test('on hold nothing starts, and what runs may end', () => {
    walk(runbook([{ phase: 'p', lanes: { a: [step('x'), step('x2')], b: [step('y')] } }])).go('START.x', 'HOLD').refuses('START.y', 'HOLD').go('DONE.x').refuses('START.x2').go('RELEASE').play('x2', 'y').ends('completed')
  })
  test("a person's rollback starts although the run was on hold", () => {
    walk(cutover()).go('HOLD', 'ROLLBACK').play('thaw').ends('rolled-back')
  })
})

describe('rule 11: goto, recycle', () => {
  test('a forward goto marks what lies between passed over, a backward one resets it', () => {
    const book = runbook([{ phase: 'p', steps: [step('a'), step('b', { onFailure: policy({ do: 'goto', step: sid('d') }) }), step('c'), step('d', { onFailure: policy({ do: 'goto', step: sid('a') }) })] }])
    const run = walk(book).play('a').go('START.b', 'FAIL.b').is({ b: 'passed', c: 'passed', d: 'ready' })
    run.go('START.d', 'FAIL.d').is({ a: 'ready', b: 'none', c: 'none', d: 'none' })
  })
  test('a goto inside a lane leaves the other lanes alone', () => {
    const book = runbook([{ phase: 'p', lanes: { a: [step('a1'), step('a2', { onFailure: policy({ do: 'goto', step: sid('a1') }) })], b: [step('b1'), step('b2')] } }])
    walk(book).play('a1', 'b1').go('START.b2', 'START.a2', 'FAIL.a2').is({ a1: 'ready', a2: 'none', b1: 'done', b2: 'running' })
  })
  test("a goto back to a laned phase's first step resets all of the phase", () => {
    const book = runbook([
      { phase: 'p', lanes: { a: [step('a1')], b: [step('b1')] } },
      { phase: 'q', steps: [step('q1', { onFailure: policy({ do: 'goto', step: sid('a1') }) })] },
    ])
    walk(book).play('a1', 'b1').go('START.q1', 'FAIL.q1').is({ a1: 'ready', b1: 'ready', q1: 'none' })
  })
  test('the same where a step of that phase had been undone', () => {
    const book = runbook(
      [
        { phase: 'p', lanes: { a: [step('a1', { onFailure: policy({ do: 'branch', branch: 'fix' as never }) })], b: [step('b1')], c: [step('c1')] } },
        { phase: 'q', steps: [step('q1', { onFailure: policy({ do: 'goto', step: sid('a1') }) })] },
      ],
      [branch('fix', 'fix-forward', [step('mend', { undoes: [sid('b1')] })], { resume: sid('a1') })],
    )
    walk(book).play('b1', 'c1').go('START.a1', 'FAIL.a1').play('mend', 'a1').is({ b1: 'undone' }).go('START.q1', 'FAIL.q1').is({ a1: 'ready', b1: 'ready', c1: 'ready' })
  })
  test('a decision may go anywhere that a goto may, and is settled or reset like any other step', () => {
    const book = runbook([{ phase: 'p', steps: [step('a'), step('ask', { kind: 'decision', outcomes: { again: { do: 'goto', step: sid('a') }, on: { do: 'continue' }, far: { do: 'goto', step: sid('c') } } }), step('b'), step('c')] }])
    walk(book).play('a').go('START.ask', 'CHOOSE.ask.again').is({ a: 'ready', ask: 'none' })
    walk(book).play('a').go('START.ask', 'CHOOSE.ask.far').is({ ask: 'done', b: 'passed', c: 'ready' })
    walk(book).play('a').go('START.ask', 'CHOOSE.ask.on').is({ ask: 'done', b: 'ready' }).refuses('CHOOSE.ask.on')
  })
  test('a recycle goes to an earlier step, with nothing running, and keeps what was started', () => {
    const run = walk(runbook([{ phase: 'p', steps: [step('a'), step('b'), step('c')] }])).play('a', 'b').go('START.c').refuses({ type: 'MOVE.a', how: 'recycle' })
    run.go('FAIL.c').refuses({ type: 'MOVE.c', how: 'recycle' }).go({ type: 'MOVE.a', how: 'recycle' }).is({ a: 'ready', b: 'none', c: 'none' })
    expect([...run.context.started]).toEqual([1, 1, 1])
  })
  test('a recycle also goes back to a step that a fix-forward undid in another lane', () => {
    const book = runbook(
      [{ phase: 'p', lanes: { a: [step('a1', { onFailure: policy({ do: 'branch', branch: 'fix' as never }) })], b: [step('b1'), step('b2')] } }],
      [branch('fix', 'fix-forward', [step('mend', { undoes: [sid('b1')] })], { resume: sid('a1') })],
    )
    walk(book).play('b1', 'b2').go('START.a1', 'FAIL.a1').play('mend').is({ b1: 'undone' }).go({ type: 'MOVE.b1', how: 'recycle' }).is({ b1: 'ready' })
  })
  test('past the point of no return a recycle is refused', () => {
    walk(runbook([{ phase: 'p', steps: [step('a'), step('b', { pointOfNoReturn: true }), step('c')] }])).play('a', 'b').refuses({ type: 'MOVE.a', how: 'recycle' })
  })
})

describe('rule 12: lost attempts', () => {
  test('a lost attempt of a step that is safe to run again is ready again; else it failed and a person decides', () => {
    const of = (rerun: 'safe' | 'ask') => runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('x', { rerun, onFailure: policy({ do: 'rollback' }, 3) })] }], [restore])
    walk(of('safe')).go('START.x', 'LOST.x').is({ x: 'ready' })
    walk(of('ask')).go('START.x', 'LOST.x').is({ x: 'failed' }).refuses('ACCEPT.x')
  })
})

describe('giving up', () => {
  test('a run can be abandoned at any time, also on hold, and ends once nothing runs', () => {
    walk(cutover()).go('HOLD', 'ABANDON').ends('abandoned')
    walk(cutover()).go('START.announce', 'ABANDON').ends(null).refuses('ABANDON').go('STOPPED.announce').ends('abandoned')
    walk(cutover()).play('announce').go('ROLLBACK', 'START.thaw', 'ABANDON', 'STOPPED.thaw').ends('abandoned')
  })
  test('after the end nothing is legal', () => {
    walk(cutover()).go('ABANDON').refuses('HOLD', 'ABANDON', 'ROLLBACK', 'START.announce')
  })
})

describe('decisions and gates', () => {
  test('an expired gate is a no-go and waits unless the file says more', () => {
    const book = runbook([{ phase: 'p', steps: [step('g', { kind: 'gate', poll: ['captain'] }), step('y')] }])
    walk(book).go('START.g', 'EXPIRED.g').is({ g: 'failed', y: 'none' }).go('RETRY.g', 'START.g', 'DONE.g').is({ y: 'ready' })
  })
  test('a decision for a rollback is itself the person\'s word: nothing is proposed', () => {
    const book = runbook([{ phase: 'p', rollback: into('back-out'), steps: [manual('m'), step('ask', { kind: 'decision', outcomes: { back: { do: 'rollback' }, wait: { do: 'hold' } } }), step('y')] }], [restore])
    walk(book).play('m').go('START.ask', 'CHOOSE.ask.back').is({ restore: 'ready' })
    const run = walk(book).play('m').go('START.ask', 'CHOOSE.ask.wait').is({ ask: 'running' }).refuses('CHOOSE.ask.wait')
    expect(run.context.held).toBe(true)
  })
})
