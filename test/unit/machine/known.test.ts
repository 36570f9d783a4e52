/**
 * Small machines whose answers are known by thinking: what the checks say of them (code and first name), which ways back a person has (from
 * where, into which branch), and that a walk through every state of them agrees. Coverage lists exactly these ways back.
 */
import { describe, expect, test } from 'vitest'
import { checkMachine } from '../../../electron/core/machine/check.ts'
import { compile } from '../../../electron/core/machine/compile.ts'
import { reach } from '../../../electron/core/machine/reach.ts'
import type { Action, Branch, Runbook, Step } from '../../../electron/core/runbook/model.ts'
import { bid, branch, into, policy, runbook, sid, step } from '../../support/build.ts'
import { explore } from '../../support/explore.ts'

const END = { end: 'rolled-back' } as const
const back = branch('back', 'rollback', [step('r')], END)
const early = branch('early', 'rollback', [step('e')], END)
const goTo = (id: string): Action => ({ do: 'goto', step: sid(id) })
const onto = (id: string): Action => ({ do: 'branch', branch: bid(id) })
const go: Action = { do: 'continue' }
const roll: Action = { do: 'rollback' }
const choose = (id: string, outcomes: Record<string, Action>, extra = {}): Step => step(id, { kind: 'decision', outcomes, ...extra })
const ponr = (id: string, extra = {}): Step => step(id, { pointOfNoReturn: true, ...extra })
const fails = (id: string, then: Action, extra = {}): Step => step(id, { onFailure: policy(then), ...extra })
const undo = (id: string, ...undone: string[]): Step => step(id, { undoes: undone.map(sid) })
const resuming = (id: string, to: string, ...steps: Step[]): Branch => branch(id, 'fix-forward', steps, { resume: sid(to) })
const none = { none: 'nothing to undo', at: { line: 1, column: 1 } }

/** One phase `p` that goes back by `back`. */
const seq = (...steps: Step[]): Runbook => runbook([{ phase: 'p', rollback: into('back'), steps }], [back])
const withBranches = (steps: Step[], ...branches: Branch[]): Runbook => runbook([{ phase: 'p', rollback: into('back'), steps }], [back, ...branches])
const laned = (lanes: Record<string, Step[]>, after: Step[] = [], ...branches: Branch[]): Runbook =>
  runbook([{ phase: 'p', rollback: into('back'), lanes }, ...(after.length > 0 ? [{ phase: 'q', rollback: into('early'), steps: after }] : [])], [back, ...(after.length > 0 ? [early] : []), ...branches])

interface Known {
  readonly book: Runbook
  /** What the checks say; nothing unless said. */
  readonly says?: readonly string[]
  /** A person's ways back. */
  readonly back: readonly string[]
}

const SAFE: Record<string, Known> = {
  'one step': { book: seq(step('a')), back: ['a → back'] },
  'three steps': { book: seq(step('a'), step('b'), step('c')), back: ['a → back', 'b → back', 'c → back'] },
  'the runbook declares the way back': { book: runbook([{ phase: 'p', steps: [step('a')] }], [back], { rollback: into('back') }), back: ['a → back'] },
  'a step\'s own way back goes before its phase\'s': { book: runbook([{ phase: 'p', rollback: into('back'), steps: [step('a'), step('b', { rollback: into('early') })] }], [back, early]), back: ['a → back', 'b → early'] },
  'each phase has its own': { book: runbook([{ phase: 'p', rollback: into('early'), steps: [step('a')] }, { phase: 'q', rollback: into('back'), steps: [step('b')] }], [back, early]), back: ['a → early', 'b → back'] },
  'two lanes have one way back': { book: laned({ l: [step('a')], m: [step('b')] }), back: ['p → back'] },
  'lanes that need each other': { book: laned({ l: [step('a'), step('b')], m: [step('c', { needs: [sid('a')] })] }), back: ['p → back'] },
  'lanes, then a sequence': { book: laned({ l: [step('a')], m: [step('b')] }, [step('z')]), back: ['p → back', 'z → early'] },
  'a failure that rolls back': { book: seq(fails('a', roll), step('b')), back: ['a → back', 'b → back'] },
  'a failure that degrades': { book: seq(fails('a', { do: 'degrade' }), step('b')), back: ['a → back', 'b → back'] },
  'entering a branch late': { book: runbook([{ phase: 'p', rollback: into('back'), steps: [step('a')] }, { phase: 'q', rollback: into('back', 'r2'), steps: [step('b')] }], [branch('back', 'rollback', [step('r1'), step('r2')], END)]), back: ['a → back', 'b → back'] },
  'a waived way back': { book: runbook([{ phase: 'p', rollback: none, steps: [step('a')] }]), says: ['rollback-waived'], back: [] },
  'waived for one step alone': { book: runbook([{ phase: 'p', rollback: into('back'), steps: [step('a', { rollback: none }), step('b')] }], [back]), says: ['rollback-waived'], back: ['b → back'] },
}

const UNSAFE: Record<string, Known> = {
  'nothing is declared': { book: runbook([{ phase: 'p', steps: [step('a')] }]), says: ['no-rollback a'], back: [] },
  'the second phase has none': { book: runbook([{ phase: 'p', rollback: into('back'), steps: [step('a')] }, { phase: 'q', steps: [step('b')] }], [back]), says: ['no-rollback b'], back: ['a → back'] },
  'a phase with lanes has none': { book: runbook([{ phase: 'p', lanes: { l: [step('a')], m: [step('b')] } }]), says: ['no-rollback p'], back: [] },
  'the branch waits for ever': { book: runbook([{ phase: 'p', rollback: into('back'), steps: [step('a')] }], [branch('back', 'rollback', [choose('r', { wait: { do: 'hold' } })], END)]), says: ['dead-end r', 'no-rollback back'], back: ['a → back'] },
  'a loop of two': { book: seq(step('a'), choose('d', { again: goTo('a') })), says: ['dead-end d'], back: ['a → back', 'd → back'] },
  'a step that is jumped over': { book: seq(choose('d', { on: goTo('c') }), step('b'), step('c')), says: ['unreachable-step b'], back: ['c → back', 'd → back'] },
  'a branch that nobody names': { book: withBranches([step('a')], branch('spare', 'fallback', [step('x')], { end: 'completed' })), says: ['unreachable-branch spare'], back: ['a → back'] },
  'the rollback of a point of no return': { book: seq(step('a'), ponr('b', { onFailure: policy(roll) })), says: ['rollback-crosses-ponr b'], back: ['a → back', 'b → back'] },
  'a rollback branch with a point of no return': { book: runbook([{ phase: 'p', rollback: into('back'), steps: [step('a')] }], [branch('back', 'rollback', [ponr('r')], END)]), says: ['rollback-crosses-ponr back'], back: ['a → back'] },
  'two lanes that wait for each other': { book: laned({ l: [step('a', { needs: [sid('b')] })], m: [step('b', { needs: [sid('a')] })] }), says: ['needs-cycle a'], back: ['p → back'] },
}

const PONR: Record<string, Known> = {
  'at the end': { book: seq(step('a'), ponr('b')), back: ['a → back', 'b → back'] },
  'in the middle: forward only behind it': { book: seq(step('a'), ponr('b'), step('c')), back: ['a → back', 'b → back'] },
  'at the start': { book: seq(ponr('a'), step('b')), back: ['a → back'] },
  'a way back declared on a step behind it': { book: runbook([{ phase: 'p', rollback: into('back'), steps: [ponr('a'), step('b', { rollback: into('early') })] }], [back, early]), back: ['a → back', 'b → early'] },
  'a way back declared on a phase behind it': { book: runbook([{ phase: 'p', rollback: into('back'), steps: [ponr('a')] }, { phase: 'q', rollback: into('early'), steps: [step('b')] }], [back, early]), back: ['a → back', 'b → early'] },
  'the runbook\'s own does not count behind it': { book: runbook([{ phase: 'p', steps: [ponr('a'), step('b')] }], [back], { rollback: into('back') }), back: ['a → back'] },
  'two of them': { book: runbook([{ phase: 'p', rollback: into('back'), steps: [ponr('a')] }, { phase: 'q', rollback: into('early'), steps: [ponr('b')] }, { phase: 's', steps: [step('c')] }], [back, early]), back: ['a → back', 'b → early'] },
  'in a lane: its phase can go back until it starts': { book: laned({ l: [step('a'), ponr('b')], m: [step('c')] }), back: ['p → back'] },
  'in a lane: the phase behind needs its own': { book: laned({ l: [ponr('a')], m: [step('b')] }, [step('z')]), back: ['p → back', 'z → early'] },
  'in a lane: without one behind it is forward only': { book: runbook([{ phase: 'p', rollback: into('back'), lanes: { l: [ponr('a')], m: [step('b')] } }, { phase: 'q', steps: [step('z')] }], [back]), back: ['p → back'] },
  'in both lanes': { book: laned({ l: [ponr('a')], m: [ponr('b')] }), back: ['p → back'] },
  'in a lane, and the other lane fails': { book: laned({ l: [ponr('a')], m: [fails('b', roll)] }), back: ['p → back'] },
  'behind a decision that may go round it': { book: runbook([{ phase: 'p', rollback: into('back'), steps: [choose('d', { cross: go, round: goTo('z') }), ponr('x')] }, { phase: 'q', steps: [step('z')] }], [back]), says: ['no-rollback z'], back: ['d → back', 'x → back'] },
  'behind a decision, and a way back for those that went round': { book: runbook([{ phase: 'p', rollback: into('back'), steps: [choose('d', { cross: go, round: goTo('z') }), ponr('x')] }, { phase: 'q', rollback: into('early'), steps: [step('z')] }], [back, early]), back: ['d → back', 'x → back', 'z → early'] },
  'behind a decision that always goes round it': { book: seq(choose('d', { round: goTo('z') }), ponr('x'), step('z')), says: ['unreachable-step x'], back: ['d → back', 'z → back'] },
  'both outcomes cross one': { book: seq(choose('d', { one: goTo('x'), two: goTo('y') }), ponr('x'), ponr('y'), step('z')), back: ['d → back', 'x → back', 'y → back'] },
  'a decision behind it that rolls back': { book: seq(ponr('x'), choose('d', { out: roll, on: go })), says: ['rollback-crosses-ponr d'], back: ['x → back'] },
  'its failure goes to a fallback': { book: withBranches([step('a'), ponr('b', { onFailure: policy(onto('other')) })], branch('other', 'fallback', [step('x')], { end: 'completed-degraded' })), back: ['a → back', 'b → back'] },
}

const LANES: Record<string, Known> = {
  'a failure in a lane rolls all of them back': { book: laned({ l: [fails('a', roll)], m: [step('b')] }), back: ['p → back'] },
  'a step\'s own way back in a lane serves its own failure': { book: runbook([{ phase: 'p', rollback: into('back'), lanes: { l: [fails('a', roll, { rollback: into('early') })], m: [step('b')] } }], [back, early]), back: ['p → back'] },
  'declared in a lane for nothing': { book: runbook([{ phase: 'p', rollback: into('back'), lanes: { l: [step('a', { rollback: into('early') })], m: [step('b')] } }], [back, early]), back: ['p → back'] },
  'two lanes with ways back that differ': { book: runbook([{ phase: 'p', rollback: into('back'), lanes: { l: [fails('a', roll, { rollback: into('early') })], m: [fails('b', roll, { rollback: into('back') })] } }], [back, early]), says: ['ambiguous-rollback b'], back: ['p → back'] },
  'a lane\'s decision rolls back': { book: laned({ l: [choose('d', { out: roll, on: go })], m: [step('b')] }), back: ['p → back'] },
  'a loop in a lane': { book: laned({ l: [step('a'), choose('d', { again: goTo('a') })], m: [step('b')] }), says: ['dead-end d'], back: ['p → back'] },
  'a goto in a lane with a way out': { book: laned({ l: [step('a'), choose('d', { again: goTo('a'), on: go })], m: [step('b')] }), back: ['p → back'] },
  'a lane that waits for the end of the other': { book: laned({ l: [step('a'), fails('b', { do: 'degrade' })], m: [step('c', { needs: [sid('b')] })] }), back: ['p → back'] },
  'a lane that fails into a fallback': { book: laned({ l: [step('a')], m: [fails('b', onto('other'))] }, [], branch('other', 'fallback', [step('x')], { end: 'completed-degraded' })), back: ['p → back'] },
}

const RESUMING: Record<string, Known> = {
  'a fix-forward comes back to its step': { book: withBranches([fails('a', onto('fix')), step('b')], resuming('fix', 'a', step('x'))), back: ['a → back', 'b → back'] },
  'a fix-forward comes back behind its step': { book: withBranches([fails('a', onto('fix')), step('b')], resuming('fix', 'b', step('x'))), back: ['a → back', 'b → back'] },
  'out of a lane into the same lane': { book: laned({ l: [fails('a', onto('fix')), step('b')], m: [step('c')] }, [], resuming('fix', 'b', step('x'))), back: ['p → back'] },
  'out of a lane into the other lane': { book: laned({ l: [fails('a', onto('fix'))], m: [step('c')] }, [], resuming('fix', 'c', step('x'))), back: ['p → back'] },
  'into an earlier phase': { book: runbook([{ phase: 'p', rollback: into('back'), steps: [step('a')] }, { phase: 'q', rollback: into('back'), steps: [fails('b', onto('fix'))] }], [back, resuming('fix', 'a', step('x'))]), back: ['a → back', 'b → back'] },
  'a decision that is always mended': { book: withBranches([choose('d', { mend: onto('fix') })], resuming('fix', 'd', step('x'))), says: ['dead-end x'], back: ['d → back'] },
  'the fix itself rolls back': { book: withBranches([fails('a', onto('fix'))], resuming('fix', 'a', fails('x', roll))), back: ['a → back'] },
  'one fix fails into another': { book: withBranches([fails('a', onto('fix'))], resuming('fix', 'a', fails('x', onto('other'))), branch('other', 'fallback', [step('y')], { end: 'completed-degraded' })), back: ['a → back'] },
  'resuming over a point of no return': { book: withBranches([fails('a', onto('fix')), ponr('b'), step('c')], resuming('fix', 'c', step('x'))), back: ['a → back', 'b → back', 'c → back'] },
}

const GOTOS: Record<string, Known> = {
  'back and out': { book: seq(step('a'), choose('d', { again: goTo('a'), on: go })), back: ['a → back', 'd → back'] },
  'loops within a loop': { book: seq(step('a'), choose('d', { again: goTo('a'), on: go }), choose('f', { again: goTo('a'), inner: goTo('d'), on: go })), back: ['a → back', 'd → back', 'f → back'] },
  'loops that only lead into each other': { book: seq(choose('d', { f: goTo('f') }), choose('f', { d: goTo('d') })), says: ['dead-end f'], back: ['d → back', 'f → back'] },
  'a goto into the phase before': { book: runbook([{ phase: 'p', rollback: into('back'), steps: [step('a')] }, { phase: 'q', rollback: into('back'), steps: [choose('d', { again: goTo('a'), on: go })] }], [back]), back: ['a → back', 'd → back'] },
  'a goto forward over a phase': { book: runbook([{ phase: 'p', rollback: into('back'), steps: [choose('d', { far: goTo('z'), on: go })] }, { phase: 'q', rollback: into('back'), steps: [step('m')] }, { phase: 's', rollback: into('back'), steps: [step('z')] }], [back]), back: ['d → back', 'm → back', 'z → back'] },
  'a failure that goes back': { book: seq(step('a'), fails('b', goTo('a'))), back: ['a → back', 'b → back'] },
  'back over a point of no return': { book: seq(step('a'), ponr('b'), choose('d', { again: goTo('a'), on: go })), back: ['a → back', 'b → back'] },
}

const UNDOES: Record<string, Known> = {
  'what was started is undone': { book: runbook([{ phase: 'p', rollback: into('back'), steps: [step('a')] }], [branch('back', 'rollback', [undo('r', 'a'), step('s')], END)]), back: ['a → back'] },
  'the only step is passed over': { book: runbook([{ phase: 'p', rollback: into('back'), steps: [step('a'), step('b')] }], [branch('back', 'rollback', [undo('r', 'b')], END)]), back: ['a → back', 'b → back'] },
  'a chain, each undoing one': { book: runbook([{ phase: 'p', rollback: into('back'), steps: [step('a'), step('b'), step('c')] }], [branch('back', 'rollback', [undo('r3', 'c'), undo('r2', 'b'), undo('r1', 'a')], END)]), back: ['a → back', 'b → back', 'c → back'] },
  'undone already by the step before': { book: runbook([{ phase: 'p', rollback: into('back'), steps: [step('a')] }], [branch('back', 'rollback', [undo('r', 'a'), undo('s', 'a')], END)]), back: ['a → back'] },
  'what comes later can not be undone': { book: runbook([{ phase: 'p', rollback: into('early'), steps: [step('a')] }, { phase: 'q', rollback: into('back'), steps: [step('b')] }], [branch('early', 'rollback', [undo('e', 'b'), step('f')], END), branch('back', 'rollback', [undo('r', 'b')], END)]), says: ['unreachable-step e'], back: ['a → early', 'b → back'] },
  'out of a lane that may not have begun': { book: runbook([{ phase: 'p', rollback: into('back'), lanes: { l: [step('a')], m: [step('b'), step('c')] } }], [branch('back', 'rollback', [undo('r', 'c'), undo('s', 'a')], END)]), back: ['p → back'] },
}

/** What brute force does not see as the checks do: `needs` that loop are a finding of their own. */
const LOOPING = new Set(['two lanes that wait for each other'])

const GROUPS = { 'safe machines': SAFE, 'unsafe machines': UNSAFE, 'points of no return': PONR, 'ways back out of lanes': LANES, 'branches that come back': RESUMING, 'nested gotos': GOTOS, 'chains of undoes': UNDOES }

for (const [group, machines] of Object.entries(GROUPS))
  describe(group, () => {
    for (const [name, { book, says = [], back: ways }] of Object.entries(machines))
      test(name, () => {
        const compiled = compile(book)
        const reached = reach(compiled)
        const found = checkMachine(compiled, undefined, reached)
        expect(found.map(({ code, message }) => `${code} ${/`([^`]+)`/.exec(message)?.[1] ?? ''}`.trim()).sort()).toEqual([...says].sort())
        expect(reached.byHand.map(({ from, entry }) => `${from} → ${entry.branch}`).sort()).toEqual([...ways].sort())
        if (LOOPING.has(name)) return
        const seen = explore(compiled, 5000)
        if (!seen) throw new Error('too many states to walk through')
        const codes = new Set(found.map(({ code }) => code))
        expect({ deadEnd: seen.stuck.length > 0, noRollback: seen.without.length > 0 }).toEqual({ deadEnd: codes.has('dead-end'), noRollback: codes.has('no-rollback') })
      })
  })

test('there are at least sixty of them', () => {
  expect(Object.values(GROUPS).flatMap((machines) => Object.keys(machines)).length).toBeGreaterThanOrEqual(60)
})
