import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkMachine } from '../../../electron/core/machine/check.ts'
import { compile } from '../../../electron/core/machine/compile.ts'
import { examine } from '../../../electron/core/machine/examine.ts'
import { CODES } from '../../../electron/core/runbook/codes.ts'
import type { Action, Branch, Runbook, Step } from '../../../electron/core/runbook/model.ts'
import { bid, branch, into, manual, policy, runbook, sid, step } from '../../support/build.ts'
import { fixtures } from '../runbook/fixtures.ts'

const places = (text: string): string[] => examine(text).diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`).sort()

describe('files', () => {
  for (const { name, text, expected } of fixtures('bad').filter(({ machine }) => machine))
    test(`${name} gives exactly what it expects, each at its place`, () => {
      expect(places(text)).toEqual(expected)
    })

  const folder = new URL('../../../runbooks/', import.meta.url)
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml')))
    test(`the example ${name} has no findings`, () => {
      expect(examine(readFileSync(new URL(name, folder), 'utf8')).diagnostics).toEqual([])
    })
})

const rolledBack = { end: 'rolled-back' } as const
const back = branch('back', 'rollback', [step('r')], rolledBack)
const goTo = (id: string): Action => ({ do: 'goto', step: sid(id) })
const onto = (id: string): Action => ({ do: 'branch', branch: bid(id) })
const go: Action = { do: 'continue' }
const decision = (id: string, outcomes: Record<string, Action>, extra = {}): Step => step(id, { kind: 'decision', outcomes, ...extra })
const one = (steps: readonly Step[], branches: readonly Branch[] = [back]): Runbook => runbook([{ phase: 'p', rollback: into('back'), steps }], branches)
const found = (book: Runbook) => checkMachine(compile(book))
/** Codes, each with the step that its message names first. */
const told = (book: Runbook): string[] => found(book).map(({ code, message }) => `${code} ${/`([^`]+)`/.exec(message)?.[1] ?? ''}`.trim())
/** Steps, phases and entries of `build.ts` all stand at 1:1: findings of one code there differ by their messages only. */
const codes = (book: Runbook): string[] => found(book).map(({ code }) => code)

test('a sound runbook has no findings', () => {
  expect(told(one([step('a'), step('b', { pointOfNoReturn: true }), step('c')]))).toEqual([])
})

describe('needs-cycle', () => {
  test('a step that needs itself', () => expect(told(one([step('a', { needs: [sid('a')] })]))).toEqual(['needs-cycle a']))
  test('two lanes that wait for each other, with the way round', () => {
    const book = runbook([{ phase: 'p', rollback: into('back'), lanes: { a: [step('a1', { needs: [sid('b2')] }), step('a2')], b: [step('b1', { needs: [sid('a2')] }), step('b2')] } }], [back])
    expect(told(book)).toEqual(['needs-cycle a1'])
    expect(found(book)[0]?.message).toContain('`b2` waits for `b1` waits for `a2` waits for `a1`')
  })
  test('a step of a later phase', () => {
    const book = runbook([{ phase: 'p', rollback: into('back'), steps: [step('a', { needs: [sid('z')] }), step('b')] }, { phase: 'q', rollback: into('back'), steps: [step('z')] }], [back])
    expect(told(book)).toEqual(['needs-cycle a'])
  })
  test('two loops are two findings, and lanes that wait for each other without one are none', () => {
    const lanes = { a: [step('a1'), step('a2', { needs: [sid('b1')] })], b: [step('b1', { needs: [sid('a1')] }), step('b2', { needs: [sid('a2')] })] }
    expect(told(runbook([{ phase: 'p', rollback: into('back'), lanes }], [back]))).toEqual([])
    expect(codes(runbook([{ phase: 'p', rollback: into('back'), lanes: { a: [step('a', { needs: [sid('a')] })], b: [step('b', { needs: [sid('b')] })] } }], [back]))).toEqual(['needs-cycle', 'needs-cycle'])
  })
})

describe('unreachable-step, unreachable-branch', () => {
  test('what every outcome passes over', () => expect(told(one([decision('d', { on: goTo('c') }), step('b'), step('c')]))).toEqual(['unreachable-step b']))
  test('a goto from elsewhere reaches it', () => expect(told(one([decision('d', { on: goTo('c') }), step('b'), decision('c', { no: goTo('b'), yes: go })]))).toEqual([]))
  test('steps before the one where every entry enters', () => {
    expect(told(runbook([{ phase: 'p', rollback: into('back', 'r2'), steps: [step('a')] }], [branch('back', 'rollback', [step('r1'), step('r2')], rolledBack)]))).toEqual(['unreachable-step r1'])
  })
  test('a step that undoes what cannot have been started yet', () => {
    const book = runbook(
      [{ phase: 'p', rollback: into('early'), steps: [step('a')] }, { phase: 'q', rollback: into('late'), steps: [step('b')] }],
      [branch('early', 'rollback', [step('e', { undoes: [sid('b')] }), step('e2')], rolledBack), branch('late', 'rollback', [step('l', { undoes: [sid('b')] })], rolledBack)],
    )
    expect(told(book)).toEqual(['unreachable-step e'])
  })
  test('a branch that is named by a failure, an outcome, or another branch is reached', () => {
    const branches = [back, branch('f1', 'fix-forward', [step('x', { onFailure: policy(onto('f3')) })], { resume: sid('a') }), branch('f2', 'fallback', [step('y')], { end: 'completed' }), branch('f3', 'fallback', [step('z')], { end: 'completed' })]
    expect(told(one([step('a', { onFailure: policy(onto('f1')) }), decision('d', { on: go, spare: onto('f2') })], branches))).toEqual([])
  })
  test('one that nothing leads to is told once, not step by step', () => {
    expect(told(one([step('a')], [back, branch('lost', 'fallback', [step('x'), step('y')], { end: 'completed' })]))).toEqual(['unreachable-branch lost'])
  })
  test('a time-out that never comes, and a deadline that is not set, lead nowhere', () => {
    const fix = branch('fix', 'fallback', [step('x')], { end: 'completed' })
    expect(told(one([step('a', { onTimeout: policy(onto('fix')) })], [back, fix]))).toEqual(['unreachable-branch fix'])
    expect(told(one([step('a', { onTimeout: policy(onto('fix')), timeoutMs: 1 })], [back, fix]))).toEqual([])
    expect(told(one([step('g', { kind: 'gate', poll: [], onExpired: policy(onto('fix')) })], [back, fix]))).toEqual(['unreachable-branch fix'])
  })
})

describe('dead-end', () => {
  test('a failed step that waits for a person is none', () => expect(told(one([step('a', { onFailure: policy({ do: 'hold' }) })]))).toEqual([]))
  test('a decision of which every outcome holds, or leads back', () => {
    expect(told(one([decision('d', { wait: { do: 'hold' }, more: { do: 'hold' } })]))).toEqual(['dead-end d'])
    expect(told(one([step('a'), decision('d', { again: goTo('a'), more: goTo('d') })]))).toEqual(['dead-end d'])
  })
  test('one way out is enough, be it a failure or a rollback', () => {
    expect(told(one([step('a'), decision('d', { again: goTo('a'), out: { do: 'rollback' } })]))).toEqual([])
    expect(told(one([step('a', { onFailure: policy({ do: 'rollback' }) }), decision('d', { again: goTo('a') })]))).toEqual([])
  })
  test('a loop across phases, and in a lane', () => {
    expect(codes(runbook([{ phase: 'p', rollback: into('back'), steps: [step('a')] }, { phase: 'q', rollback: into('back'), steps: [decision('d', { again: goTo('a') })] }], [back]))).toEqual(['dead-end'])
    expect(told(runbook([{ phase: 'p', rollback: into('back'), lanes: { l: [step('a'), decision('d', { again: goTo('a') })], m: [step('b')] } }], [back]))).toEqual(['dead-end d'])
  })
  test('a fix-forward that always leads back to where it came from', () => {
    const fix = branch('fix', 'fix-forward', [step('x')], { resume: sid('d') })
    expect(codes(one([decision('d', { mend: onto('fix') }), step('b')], [back, fix]))).toContain('dead-end')
    expect(told(one([step('d', { onFailure: policy(onto('fix')) })], [back, fix]))).toEqual([])
  })
  test('a loop inside of a branch', () => {
    const fix = branch('fix', 'fallback', [step('x'), decision('y', { again: goTo('x') })], { end: 'completed' })
    expect(told(one([step('a', { onFailure: policy(onto('fix')) })], [back, fix]))).toEqual(['dead-end y'])
  })
  test('the finding says how a run gets there', () => {
    expect(found(one([step('a'), decision('d', { wait: { do: 'hold' } })]))[0]?.message).toContain('p/a → p/d')
  })
})

describe('no-rollback, rollback-waived', () => {
  test('one finding for a phase, and none where a step declares its own', () => {
    expect(told(runbook([{ phase: 'p', steps: [step('a'), step('b')] }]))).toEqual(['no-rollback a'])
    expect(told(runbook([{ phase: 'p', steps: [step('a', { rollback: into('back') }), step('b')] }], [back]))).toEqual(['no-rollback b'])
  })
  test('past the point of no return none is asked for, before it one is', () => {
    expect(told(runbook([{ phase: 'p', rollback: into('back'), steps: [step('a', { pointOfNoReturn: true })] }, { phase: 'q', steps: [step('b')] }], [back]))).toEqual([])
    expect(told(runbook([{ phase: 'p', steps: [step('a', { pointOfNoReturn: true })] }]))).toEqual(['no-rollback a'])
  })
  test('a way round the point of no return is before it', () => {
    const book = runbook([{ phase: 'p', rollback: into('back'), steps: [decision('d', { cross: go, round: goTo('z') }), step('x', { pointOfNoReturn: true })] }, { phase: 'q', steps: [step('z')] }], [back])
    expect(told(book)).toEqual(['no-rollback z'])
  })
  test('a point of no return in one lane lies behind when all lanes have ended', () => {
    const lanes = { l: [step('a', { pointOfNoReturn: true })], m: [step('b')] }
    expect(told(runbook([{ phase: 'p', rollback: into('back'), lanes }, { phase: 'q', steps: [step('z')] }], [back]))).toEqual([])
  })
  test("with lanes only the phase's entry counts", () => {
    expect(told(runbook([{ phase: 'p', lanes: { l: [step('a', { rollback: into('back'), onFailure: policy({ do: 'rollback' }) })] } }], [back]))).toEqual(['no-rollback p'])
  })
  test('a branch that never gets to its end is no rollback', () => {
    const never = branch('back', 'rollback', [decision('r', { wait: { do: 'hold' } })], rolledBack)
    expect(told(one([step('a')], [never])).sort()).toEqual(['dead-end r', 'no-rollback back'])
  })
  test('a step that never runs because it has nothing to undo does not spoil its branch', () => {
    const branches = [branch('back', 'rollback', [decision('r', { wait: { do: 'hold' } }, { undoes: [sid('a')] }), step('r2')], rolledBack)]
    expect(told(one([step('a', { pointOfNoReturn: true })], branches))).toEqual(['unreachable-step r'])
  })
  test('none, with a reason, is said once for each declaration', () => {
    const none = { none: 'nothing to undo', at: { line: 7, column: 3 } }
    expect(found(runbook([{ phase: 'p', steps: [step('a')] }, { phase: 'q', steps: [step('b')] }], [], { rollback: none }))).toMatchObject([{ code: 'rollback-waived', line: 7, column: 3 }])
  })
})

describe('rollback-crosses-ponr', () => {
  test('a rollback asked for by the point of no return itself, however it ends', () => {
    for (const extra of [{ onFailure: policy({ do: 'rollback' }) }, { onTimeout: policy({ do: 'rollback' }), timeoutMs: 1 }, { kind: 'gate', poll: [], onNoGo: policy({ do: 'rollback' }) }])
      expect(told(one([step('a', { pointOfNoReturn: true, ...extra })]))).toEqual(['rollback-crosses-ponr a'])
    expect(told(one([step('a', { pointOfNoReturn: true, onFailure: policy(onto('back')) })]))).toEqual(['rollback-crosses-ponr a'])
  })
  test('by a step after it, where none is declared there', () => {
    const steps = (extra = {}) => [step('x', { pointOfNoReturn: true }), step('y', { onFailure: policy({ do: 'rollback' }), ...extra })]
    expect(told(one(steps()))).toEqual(['rollback-crosses-ponr y'])
    expect(told(one(steps({ rollback: into('back') })))).toEqual([])
  })
  test('not by a step of another lane, which may fail before', () => {
    expect(told(runbook([{ phase: 'p', rollback: into('back'), lanes: { l: [step('x', { pointOfNoReturn: true })], m: [step('y', { onFailure: policy({ do: 'rollback' }) })] } }], [back]))).toEqual([])
  })
  test('a rollback branch that contains one', () => expect(codes(one([step('a')], [branch('back', 'rollback', [step('r', { pointOfNoReturn: true })], rolledBack)]))).toEqual(['rollback-crosses-ponr']))
})

describe('ambiguous-rollback', () => {
  const lanes = (needs: string[], other = 'other') => ({ l: [step('a', { rollback: into('back'), onFailure: policy({ do: 'rollback' }) })], m: [step('b', { rollback: into(other), onFailure: policy({ do: 'rollback' }), needs: needs.map(sid) })] })
  const book = (needs: string[], other?: string) => runbook([{ phase: 'p', rollback: into('back'), lanes: lanes(needs, other) }], [back, branch('other', 'rollback', [step('o')], rolledBack)])
  test('two lanes with entries that differ', () => expect(told(book([]))).toEqual(['ambiguous-rollback b']))
  test('not where they are the same, or one waits for the other', () => {
    expect(told(book([], 'back'))).toEqual(['unreachable-branch other'])
    expect(told(book(['a']))).toEqual([])
  })
})

describe('window-too-short', () => {
  const minutes = (n: number) => n * 60_000
  const lanes = { l: [manual('a', { plannedMs: minutes(10) }), manual('b', { plannedMs: minutes(10) })], m: [manual('c', { plannedMs: minutes(15), needs: [sid('a')] })] }
  const book = (lengthMs: number) => runbook([{ phase: 'p', rollback: into('back'), lanes }, { phase: 'q', rollback: into('back'), steps: [manual('z', { plannedMs: minutes(5) })] }], [back], { window: { lengthMs, safetyFloorMs: minutes(10) } })
  test('the longest way through lanes and needs counts, and may fill the window to its safety floor', () => {
    expect(codes(book(minutes(40)))).toEqual([])
    expect(found(book(minutes(40) - 1))[0]).toMatchObject({ code: 'window-too-short', severity: 'warning', message: expect.stringContaining('a → c → z') })
  })
})

test('5,000 steps with lanes, failures and undoing are checked in the time of a blink', () => {
  const phases = Array.from({ length: 25 }, (_, p) => ({
    phase: `p${p}`,
    rollback: into('undo'),
    lanes: Object.fromEntries(Array.from({ length: 20 }, (__, l) => [`l${l}`, Array.from({ length: 9 }, (___, k) => step(`s${(p * 20 + l) * 9 + k}`, { onFailure: policy({ do: 'rollback' }, 1), needs: l > 0 && k > 0 ? [sid(`s${(p * 20 + l - 1) * 9 + k - 1}`)] : [] }))])),
  }))
  const undo = branch('undo', 'rollback', Array.from({ length: 400 }, (_, i) => step(`u${i}`, { undoes: [sid(`s${i * 11}`)] })), rolledBack)
  const compiled = compile(runbook(phases, [undo]))
  const before = performance.now()
  expect(checkMachine(compiled)).toEqual([])
  // Well under a second on an idle machine; the limit only refuses what grows with the square.
  expect(performance.now() - before).toBeLessThan(8_000)
})

test('every code of the machine has a page', () => {
  const pages = new Set(readdirSync(new URL('../../../docs/diagnostics/', import.meta.url)))
  for (const [code, { stage }] of Object.entries(CODES)) if (stage === 'machine') expect(pages).toContain(`${code}.md`)
})
