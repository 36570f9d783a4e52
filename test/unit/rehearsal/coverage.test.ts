import { describe, expect, test } from 'vitest'
import type { Runbook } from '../../../electron/core/runbook/model.ts'
import type { RunFacts } from '../../../electron/core/run/events.ts'
import { branch, into, manual, policy, runbook, sid, step } from '../../support/build.ts'
import { covered, edgesOf, entriesOf, tomorrow, type Ran } from '../../support/covered.ts'
import { drive, type Driven } from '../../support/drive.ts'

const rolledBack = { end: 'rolled-back' } as const
const DAY = 86_400_000
const ran = (book: Runbook, act: (run: Driven) => unknown, given: Partial<RunFacts> = {}): Ran => {
  const run = drive(book, given)
  act(run)
  return { book, state: run.engine.state }
}
const back = (run: Driven): Driven => run.do({ do: 'rollback', reason: 'practise' })
const failed = { outcome: 'failed' } as const
const skip = (run: Driven, id: string): Driven => run.do({ do: 'skip', step: sid(id), reason: 'no time' })

/** Safe: two steps, a way back from each. */
const safe = (): Runbook => runbook([{ phase: 'p', rollback: into('back'), steps: [step('a'), step('b')] }], [branch('back', 'rollback', [step('r1'), step('r2')], rolledBack)])
/** A decision before the point of no return. */
const decided = (): Runbook =>
  runbook(
    [{ phase: 'p', rollback: into('back'), steps: [step('ask', { kind: 'decision', outcomes: { on: { do: 'continue' }, back: { do: 'rollback' }, around: { do: 'goto', step: sid('z') } } }), step('x', { pointOfNoReturn: true }), step('z')] }],
    [branch('back', 'rollback', [step('r')], rolledBack)],
  )
/** Two lanes, the second one crosses the point of no return. */
const laned = (): Runbook =>
  runbook(
    [{ phase: 'p', rollback: into('back'), lanes: { left: [step('l1'), step('l2')], right: [step('r1'), step('r2', { pointOfNoReturn: true })] } }, { phase: 'q', steps: [step('z')] }],
    [branch('back', 'rollback', [step('undo', { undoes: [sid('l1')] }), step('look')], rolledBack)],
  )
/** A check that fails into a fix-forward, which comes back; inside of it the way back stays open. */
const mended = (): Runbook =>
  runbook(
    [{ phase: 'p', rollback: into('back'), steps: [step('c', { onFailure: policy({ do: 'branch', branch: 'fix' as never }) }), step('d')] }],
    [branch('back', 'rollback', [step('r')], rolledBack), branch('fix', 'fix-forward', [step('f')], { resume: sid('d') })],
  )

describe('transitions', () => {
  test('nothing was rehearsed: every transition is never, and a gap', () => {
    const seen = covered(safe(), [])
    expect(seen.transitions).toEqual({ total: 7, timed: 0, walked: 0, stale: 0, never: 7 })
    expect(seen.gaps.length).toBe(7)
    expect(seen.gaps[0]).toEqual({ from: 'start:run', event: 'BEGIN', to: 'p', kind: 'enter', status: 'never', why: 'never rehearsed' })
  })
  test('a rehearsal straight through covers the main path, and no way back', () => {
    const seen = covered(safe(), [ran(safe(), (run) => run.ends('a').ends('b'))])
    expect(edgesOf(seen, 'timed')).toEqual(['a –DONE.a→ b', 'b –DONE.b→ end:completed', 'start:run –BEGIN→ p'])
    expect(entriesOf(seen)).toEqual(['a → back: never', 'b → back: never'])
  })
  test('a run that is left half-way covers what it walked', () => {
    const seen = covered(safe(), [ran(safe(), (run) => run.ends('a').do({ do: 'abandon', reason: 'late' }))])
    expect(edgesOf(seen, 'timed')).toEqual(['a –DONE.a→ b', 'start:run –BEGIN→ p'])
  })
  test('a tabletop walks, and times nothing', () => {
    const seen = covered(safe(), [ran(safe(), (run) => run.do({ do: 'done', step: 'a' }).do({ do: 'done', step: 'b' }), { mode: 'tabletop', environment: null })])
    expect(seen.transitions).toEqual({ total: 7, timed: 0, walked: 3, stale: 0, never: 4 })
    expect(seen.edges[0]?.why).toContain('tabletop')
  })
  test('a live run times as a rehearsal does', () => {
    const seen = covered(safe(), [ran(safe(), (run) => run.do({ do: 'start', step: 'a' }).ends('a').do({ do: 'start', step: 'b' }).ends('b'), { mode: 'live' })])
    expect(seen.transitions.timed).toBe(3)
  })
  test('a skipped step covers no transition', () => {
    const seen = covered(safe(), [ran(safe(), (run) => skip(run.ends('a', failed), 'a').ends('b'))])
    expect(edgesOf(seen, 'timed')).toEqual(['b –DONE.b→ end:completed', 'start:run –BEGIN→ p'])
  })
  test('an undone outcome covers nothing, and what is said instead does', () => {
    const book = runbook([{ phase: 'p', steps: [manual('m', { onFailure: policy({ do: 'degrade' }) }), manual('n')] }])
    const act = (run: Driven): Driven => run.do({ do: 'done', step: 'm' }).do({ do: 'undo' })
    expect(edgesOf(covered(book, [ran(book, act)]), 'timed')).toEqual(['start:run –BEGIN→ p'])
    expect(edgesOf(covered(book, [ran(book, (run) => act(run).do({ do: 'fail', step: sid('m'), reason: 'it did not work' }))]), 'timed')).toEqual(['m –FAIL.m→ n', 'start:run –BEGIN→ p'])
  })
  test('retries by themselves are a transition; retries by hand are not, and neither is a failure that waits', () => {
    const book = runbook([{ phase: 'p', steps: [step('a', { onFailure: policy({ do: 'hold' }, 1) })] }])
    const seen = covered(book, [ran(book, (run) => run.ends('a', failed).after(0).ends('a', failed).do({ do: 'retry', step: 'a' }).ends('a'))])
    expect(edgesOf(seen, 'timed')).toEqual(['a –DONE.a→ end:completed', 'a –FAIL.a→ a', 'start:run –BEGIN→ p'])
  })
  test('a declared goto is a transition, a goto by hand is not', () => {
    const book = runbook([{ phase: 'p', steps: [step('a', { onFailure: policy({ do: 'goto', step: sid('c') }) }), step('b'), step('c')] }])
    const declared = covered(book, [ran(book, (run) => run.ends('a', failed).ends('c'))])
    expect(edgesOf(declared, 'timed')).toEqual(['a –FAIL.a→ c', 'c –DONE.c→ end:completed', 'start:run –BEGIN→ p'])
    const byHand = covered(book, [ran(book, (run) => run.ends('a').ends('b', failed).do({ do: 'goto', from: sid('b'), to: sid('c'), reason: 'it is fine' }).ends('c'))])
    expect(edgesOf(byHand, 'timed')).toEqual(['a –DONE.a→ b', 'c –DONE.c→ end:completed', 'start:run –BEGIN→ p'])
  })
  test('nested gotos: each jump back and forth is one transition, however often it is taken', () => {
    const book = runbook([{ phase: 'p', steps: [step('a'), step('b', { onFailure: policy({ do: 'goto', step: sid('a') }) }), step('c', { onFailure: policy({ do: 'goto', step: sid('b') }) })] }])
    const seen = covered(book, [ran(book, (run) => run.ends('a').ends('b').ends('c', failed).ends('b', failed).ends('a').ends('b').ends('c'))])
    expect(seen.transitions).toEqual({ total: 6, timed: 6, walked: 0, stale: 0, never: 0 })
  })
  test('each outcome of a decision is a transition of its own', () => {
    const seen = covered(decided(), [ran(decided(), (run) => run.do({ do: 'choose', step: sid('ask'), outcome: 'around' }).ends('z'))])
    expect(edgesOf(seen, 'timed')).toEqual(['ask –CHOOSE.ask.around→ z', 'start:run –BEGIN→ p', 'z –DONE.z→ end:completed'])
  })
  test('a time-out is its own transition, once the program is gone', () => {
    const book = runbook([{ phase: 'p', steps: [step('a', { timeoutMs: 1000, onTimeout: policy({ do: 'degrade' }), onFailure: policy({ do: 'degrade' }) }), step('b')] }])
    const seen = covered(book, [ran(book, (run) => run.after(1000).ends('a', { outcome: 'stopped' }))])
    expect(edgesOf(seen, 'timed')).toEqual(['a –TIMEOUT.a→ b', 'start:run –BEGIN→ p'])
  })
  test('a program that a person calls off counts as a failure that happened', () => {
    const book = runbook([{ phase: 'p', steps: [step('a', { onFailure: policy({ do: 'degrade' }) }), step('b')] }])
    const seen = covered(book, [ran(book, (run) => run.do({ do: 'fail', step: sid('a'), reason: 'practise' }).ends('a', { outcome: 'stopped' }))])
    expect(edgesOf(seen, 'timed')).toEqual(['a –FAIL.a→ b', 'start:run –BEGIN→ p'])
  })
  test('an inject that forces a failure covers what the failure leads to', () => {
    const book = { ...mended(), injects: [{ id: 'disk', at: sid('c'), symptom: 'full', expects: 'branch', outcome: 'failed' }] } as unknown as Runbook
    const seen = covered(book, [ran(book, (run) => run.after(0).ends('c', { outcome: 'stopped' }).ends('f').ends('d'), { injects: ['disk'] })])
    expect(edgesOf(seen, 'timed')).toEqual(['c –FAIL.c→ f', 'd –DONE.d→ end:completed', 'f –DONE.f→ d', 'start:run –BEGIN→ p'])
  })
  test("a gate's no-go is a transition; a go is one, too", () => {
    const book = runbook([{ phase: 'p', steps: [step('g', { kind: 'gate', poll: ['captain'], onNoGo: policy({ do: 'degrade' }) }), step('b')] }])
    const vote = (word: 'go' | 'no-go') => ran(book, (run) => run.do({ do: 'vote', step: sid('g'), role: 'captain', vote: word }))
    expect(edgesOf(covered(book, [vote('no-go')]), 'timed')).toContain('g –NOGO.g→ b')
    expect(edgesOf(covered(book, [vote('go')]), 'timed')).toContain('g –DONE.g→ b')
  })
  test('what the tool answered for a person was walked, not timed; a program that ran was timed', () => {
    const book = runbook([{ phase: 'p', steps: [manual('m'), step('b')] }])
    const seen = covered(book, [ran(book, (run) => run.after(0).ends('b'), { auto: true })])
    expect(edgesOf(seen, 'walked')).toEqual(['m –DONE.m→ b'])
    expect(edgesOf(seen, 'timed')).toEqual(['b –DONE.b→ end:completed', 'start:run –BEGIN→ p'])
  })
  test('of two runs the better one counts: who did it, and when', () => {
    const [tabletop, rehearsal] = [ran(safe(), (run) => run.do({ do: 'done', step: 'a' }), { mode: 'tabletop', environment: null }), ran(safe(), (run) => run.ends('a'))]
    expect(covered(safe(), [{ ...rehearsal, olderMs: DAY }, tabletop]).edges.find(({ event }) => event === 'DONE.a')).toEqual({ from: 'a', event: 'DONE.a', to: 'b', kind: 'next', status: 'timed', lastAt: 1_800_000_000_000 - DAY, by: 'Maria' })
  })
})

describe('lanes', () => {
  test('a lane that has ended walks on only when its phase does', () => {
    const half = covered(laned(), [ran(laned(), (run) => run.ends('l1').ends('l2'))])
    expect(edgesOf(half, 'timed')).toEqual(['l1 –DONE.l1→ l2', 'start:run –BEGIN→ p'])
    const whole = covered(laned(), [ran(laned(), (run) => run.ends('l1').ends('l2').ends('r1').do({ do: 'start', step: 'r2' }).ends('r2').ends('z'))])
    expect(edgesOf(whole, 'timed')).toEqual(['l1 –DONE.l1→ l2', 'l2 –DONE.l2→ q', 'r1 –DONE.r1→ r2', 'r2 –DONE.r2→ q', 'start:run –BEGIN→ p', 'z –DONE.z→ end:completed'])
  })
  test('where the last step of a lane was skipped, the other lane walked into the next phase, this one did not', () => {
    const seen = covered(laned(), [ran(laned(), (run) => skip(run.ends('l1').ends('r1').do({ do: 'start', step: 'r2' }).ends('r2').ends('l2', failed), 'l2'))])
    expect(edgesOf(seen, 'timed')).toEqual(['l1 –DONE.l1→ l2', 'r1 –DONE.r1→ r2', 'r2 –DONE.r2→ q', 'start:run –BEGIN→ p'])
  })
  test('a rollback out of a lane is one of the phase: one entry for all of it', () => {
    const seen = covered(laned(), [ran(laned(), (run) => back(run.ends('l1')).ends('l2', { outcome: 'stopped' }).ends('r1', { outcome: 'stopped' }).ends('undo').ends('look'))])
    expect(entriesOf(seen)).toEqual(['p → back: timed (1)'])
    expect(edgesOf(seen, 'timed')).toContain('p –ROLLBACK→ undo')
  })
  test('a point of no return in a lane: after it there is no entry, and the phase still has its own', () => {
    expect(entriesOf(covered(laned(), []))).toEqual(['p → back: never'])
  })
  test('a rollback that one lane proposes by its failure counts for the entry of the phase, where it is the same', () => {
    const book = runbook([{ phase: 'p', rollback: into('back'), lanes: { left: [step('l', { onFailure: policy({ do: 'rollback' }) })], right: [step('m')] } }], [branch('back', 'rollback', [step('r')], rolledBack)])
    const seen = covered(book, [ran(book, (run) => run.ends('l', failed).do({ do: 'accept', step: sid('l'), reason: 'yes' }).ends('m', { outcome: 'stopped' }).ends('r'))])
    expect(entriesOf(seen)).toEqual(['p → back: timed (1)'])
    expect(edgesOf(seen, 'timed')).toEqual(['l –ACCEPT.l→ r', 'l –FAIL.l→ l', 'r –DONE.r→ end:rolled-back', 'start:run –BEGIN→ p'])
  })
  test('a step-level entry in a lane is no entry of the phase', () => {
    const book = runbook([{ phase: 'p', rollback: into('back'), lanes: { left: [step('l', { rollback: into('back', 'r2'), onFailure: policy({ do: 'rollback' }) })], right: [step('m')] } }], [branch('back', 'rollback', [step('r1'), step('r2')], rolledBack)])
    const seen = covered(book, [ran(book, (run) => run.ends('l', failed).do({ do: 'accept', step: sid('l'), reason: 'yes' }).ends('m', { outcome: 'stopped' }).ends('r2'))])
    expect(entriesOf(seen)).toEqual(['p → back: never'])
    expect(edgesOf(seen, 'timed')).toContain('l –ACCEPT.l→ r2')
  })
  test('what ends while a branch is entered takes no transition', () => {
    const book = runbook([{ phase: 'p', rollback: into('back'), lanes: { left: [step('l', { onRollback: 'wait', onFailure: policy({ do: 'degrade' }) }), step('l2')], right: [step('m')] } }], [branch('back', 'rollback', [step('r')], rolledBack)])
    const seen = covered(book, [ran(book, (run) => back(run).ends('m', { outcome: 'stopped' }).ends('l').ends('r'))])
    expect(edgesOf(seen, 'timed')).toEqual(['p –ROLLBACK→ r', 'r –DONE.r→ end:rolled-back', 'start:run –BEGIN→ p'])
  })
})

describe('entries', () => {
  test('one entry for each state before the point of no return, none after it', () => {
    const book = runbook([{ phase: 'p', rollback: into('back'), steps: [step('a'), step('x', { pointOfNoReturn: true }), step('z')] }], safe().branches)
    expect(entriesOf(covered(book, []))).toEqual(['a → back: never', 'x → back: never'])
  })
  test('a point of no return behind a decision: what stands after it keeps its entry where there is a way around', () => {
    expect(entriesOf(covered(decided(), []))).toEqual(['ask → back: never', 'x → back: never', 'z → back: never'])
    const around = ran(decided(), (run) => back(run.do({ do: 'choose', step: sid('ask'), outcome: 'around' })).ends('z', { outcome: 'stopped' }).ends('r'))
    expect(entriesOf(covered(decided(), [around]))[2]).toBe('z → back: timed (1)')
  })
  test('behind a decision: the one that is decided into counts from the decision', () => {
    const seen = covered(decided(), [ran(decided(), (run) => run.do({ do: 'choose', step: sid('ask'), outcome: 'back' }).ends('r'))])
    expect(entriesOf(seen)).toEqual(['ask → back: timed (1)', 'x → back: never', 'z → back: never'])
    expect(edgesOf(seen, 'timed')).toContain('ask –CHOOSE.ask.back→ r')
  })
  test('walked to its end from that very state, and from no other', () => {
    const seen = covered(safe(), [ran(safe(), (run) => back(run.ends('a')).ends('b', { outcome: 'stopped' }).ends('r1').ends('r2'))])
    expect(entriesOf(seen)).toEqual(['a → back: never', 'b → back: timed (1)'])
  })
  test('a way back that was not walked to its end counts as a transition alone', () => {
    const seen = covered(safe(), [ran(safe(), (run) => back(run).ends('a', { outcome: 'stopped' }).ends('r1').do({ do: 'abandon', reason: 'late' }))])
    expect(entriesOf(seen)).toEqual(['a → back: never', 'b → back: never'])
    expect(edgesOf(seen, 'timed')).toEqual(['a –ROLLBACK→ r1', 'r1 –DONE.r1→ r2', 'start:run –BEGIN→ p'])
  })
  test('a way back with a skipped step was not walked', () => {
    const seen = covered(safe(), [ran(safe(), (run) => skip(back(run).ends('a', { outcome: 'stopped' }).ends('r1', failed), 'r1').ends('r2'))])
    expect(entriesOf(seen)).toEqual(['a → back: never', 'b → back: never'])
  })
  test('a way back with a retry by hand was walked', () => {
    const seen = covered(safe(), [ran(safe(), (run) => back(run).ends('a', { outcome: 'stopped' }).ends('r1', failed).do({ do: 'retry', step: 'r1' }).ends('r1').ends('r2'))])
    expect(entriesOf(seen)).toEqual(['a → back: timed (1)', 'b → back: never'])
  })
  test('in a tabletop it is walked; by three runs it is told how often', () => {
    const walk = ran(safe(), (run) => back(run).do({ do: 'done', step: 'r1' }).do({ do: 'done', step: 'r2' }), { mode: 'tabletop', environment: null })
    expect(entriesOf(covered(safe(), [walk, walk, walk]))).toEqual(['a → back: walked (3)', 'b → back: never'])
  })
  test('an unattended rehearsal that rolls back where it was told to closes that entry', () => {
    const seen = covered(safe(), [ran(safe(), (run) => run.ends('a').ends('r1').ends('r2'), { auto: true, rollbackAt: sid('b') })])
    expect(entriesOf(seen)).toEqual(['a → back: never', 'b → back: timed (1)'])
    expect(seen.entries[1]).toMatchObject({ by: 'Maria', enter: 'r1' })
  })
  test('where the tool answered for everybody on the way back, nobody was timed', () => {
    const book = runbook([{ phase: 'p', rollback: into('back'), steps: [step('a')] }], [branch('back', 'rollback', [manual('r')], rolledBack)])
    const seen = covered(book, [ran(book, (run) => run.after(0), { auto: true, rollbackAt: sid('a') })])
    expect(entriesOf(seen)).toEqual(['a → back: walked (1)'])
  })
  test('an `undoes` chain: what has nothing to undo is passed over, and takes no transition', () => {
    const book = runbook([{ phase: 'p', rollback: into('back'), steps: [step('a'), step('b'), step('c')] }], [branch('back', 'rollback', [step('uc', { undoes: [sid('c')] }), step('ub', { undoes: [sid('b')] }), step('ua', { undoes: [sid('a')] })], rolledBack)])
    const seen = covered(book, [ran(book, (run) => back(run.ends('a').ends('b', failed)).ends('ub').ends('ua'))])
    expect(entriesOf(seen)).toEqual(['a → back: never', 'b → back: timed (1)', 'c → back: never'])
    expect(edgesOf(seen, 'timed')).toEqual(['a –DONE.a→ b', 'b –ROLLBACK→ uc', 'start:run –BEGIN→ p', 'ua –DONE.ua→ end:rolled-back', 'ub –DONE.ub→ ua'])
  })
  test('an `undoes` chain is not walked where what it undoes was skipped', () => {
    const book = runbook([{ phase: 'p', rollback: into('back'), steps: [manual('a', { start: 'armed' }), step('b')] }], [branch('back', 'rollback', [step('ua', { undoes: [sid('a')] }), step('look')], rolledBack)])
    const seen = covered(book, [ran(book, (run) => back(skip(run, 'a')).ends('b', { outcome: 'stopped' }).ends('look'))])
    expect(entriesOf(seen)).toEqual(['a → back: never', 'b → back: never'])
  })
  test('a fix-forward that comes back to the main path leaves an entry of its own open', () => {
    const there = ran(mended(), (run) => run.ends('c', failed).ends('f').ends('d'))
    expect(entriesOf(covered(mended(), [there]))).toEqual(['c → back: never', 'd → back: never', 'fix → back: never'])
    const inside = ran(mended(), (run) => back(run.ends('c', failed)).ends('f', { outcome: 'stopped' }).ends('r'))
    expect(entriesOf(covered(mended(), [there, inside]))).toEqual(['c → back: never', 'd → back: never', 'fix → back: timed (1)'])
  })
  test('a rollback after the fix-forward came back counts from where the run stood then', () => {
    const seen = covered(mended(), [ran(mended(), (run) => back(run.ends('c', failed).ends('f')).ends('d', { outcome: 'stopped' }).ends('r'))])
    expect(entriesOf(seen)).toEqual(['c → back: never', 'd → back: timed (1)', 'fix → back: never'])
  })
  test('where a phase waives its rollback there is no entry', () => {
    const book = runbook([{ phase: 'p', rollback: { none: 'nothing is changed', at: { line: 1, column: 1 } }, steps: [step('a')] }])
    expect(entriesOf(covered(book, []))).toEqual([])
  })
  test('an entry that is declared after the point of no return is one more', () => {
    const book = runbook([{ phase: 'p', steps: [step('x', { pointOfNoReturn: true })] }, { phase: 'q', rollback: into('late'), steps: [step('y')] }], [branch('late', 'rollback', [step('r')], rolledBack)])
    const seen = covered(book, [ran(book, (run) => back(run.do({ do: 'start', step: 'x' }).ends('x')).ends('y', { outcome: 'stopped' }).ends('r'))])
    expect(entriesOf(seen)).toEqual(['y → late: timed (1)'])
  })
})

describe('stale', () => {
  const aDone = (seen: ReturnType<typeof covered>) => seen.edges.find(({ event }) => event === 'DONE.a')
  const straight = ran(safe(), (run) => run.ends('a').ends('b'))
  const there = ran(safe(), (run) => back(run.ends('a')).ends('b', { outcome: 'stopped' }).ends('r1').ends('r2'))
  const changed = (changes: Readonly<Record<string, string>>): Runbook => {
    const other = (id: string): { content: string } => ({ content: changes[id] ?? id })
    return runbook([{ phase: 'p', rollback: into('back'), steps: [step('a', other('a')), step('b', other('b'))] }], [branch('back', 'rollback', [step('r1', other('r1')), step('r2', other('r2'))], rolledBack)])
  }
  test('what was walked longer ago than the policy allows', () => {
    const book = runbook(safe().phases.map((phase) => ({ phase: phase.id, rollback: into('back'), steps: phase.lanes[0]?.steps ?? [] })), safe().branches, { policy: { minGrade: 1, rehearseWithinMs: 30 * DAY } })
    expect(aDone(covered(book, [{ ...straight, book }]))?.status).toBe('timed')
    expect(aDone(covered(book, [{ ...straight, book, olderMs: 40 * DAY }]))).toMatchObject({ status: 'stale', why: 'walked 41 days ago, the policy asks for one within 30d' })
  })
  test('what was walked on an environment whose grade is too low, or that is gone', () => {
    const demanding: Runbook = { ...safe(), policy: { minGrade: 2 } }
    expect(aDone(covered(demanding, [{ ...straight, book: demanding }]))).toMatchObject({ status: 'stale', why: 'walked on local of grade 1, the policy asks for 2' })
    const elsewhere: Runbook = { ...safe(), environments: {} }
    expect(aDone(covered(elsewhere, [{ ...straight, book: elsewhere }]))?.why).toBe('walked on local, which the runbook no longer has')
  })
  test('a tabletop needs no environment', () => {
    const demanding: Runbook = { ...safe(), policy: { minGrade: 2 } }
    expect(aDone(covered(demanding, [ran(demanding, (run) => run.do({ do: 'done', step: 'a' }), { mode: 'tabletop', environment: null })]))?.status).toBe('walked')
  })
  test('what leads out of a step that changed, and what leads into it', () => {
    const seen = covered(changed({ b: 'b, otherwise' }), [straight])
    expect(edgesOf(seen, 'stale')).toEqual(['a –DONE.a→ b', 'b –DONE.b→ end:completed'])
    expect(edgesOf(seen, 'timed')).toEqual(['start:run –BEGIN→ p'])
    expect(aDone(seen)?.why).toBe('b changed')
  })
  test('what follows a step that changed', () => {
    const seen = covered(changed({ a: 'a, otherwise' }), [straight])
    expect(edgesOf(seen, 'stale')).toEqual(['a –DONE.a→ b', 'b –DONE.b→ end:completed', 'start:run –BEGIN→ p'])
    expect(seen.edges.find(({ event }) => event === 'DONE.b')?.why).toBe('a changed, which leads to b')
  })
  test('a way back whose steps changed, or which got another step, or lost one', () => {
    const seen = (book: Runbook) => covered(book, [there]).entries[1]
    expect(seen(changed({}))?.status).toBe('timed')
    expect(seen(changed({ r2: 'r2, otherwise' }))).toMatchObject({ status: 'stale', why: 'r2 changed', n: 1 })
    const withBranch = (steps: string[]): Runbook => runbook([{ phase: 'p', rollback: into('back'), steps: [step('a'), step('b')] }], [branch('back', 'rollback', steps.map((id) => step(id)), rolledBack)])
    expect(seen(withBranch(['r1', 'new', 'r2']))).toMatchObject({ status: 'stale', why: 'new was put on the way back; new is new' })
    expect(seen(withBranch(['r1']))).toMatchObject({ status: 'stale', why: 'r2 is no longer on the way back' })
    // Entered at another step it is another way.
    expect(seen(withBranch(['r2', 'r1']))?.status).toBe('never')
  })
  test('a way back from a step that changed, or that something else leads to now', () => {
    expect(covered(changed({ b: 'b, otherwise' }), [there]).entries[1]).toMatchObject({ status: 'stale', why: 'b changed' })
    const between = runbook([{ phase: 'p', rollback: into('back'), steps: [step('a'), step('new'), step('b')] }], safe().branches)
    expect(covered(between, [there]).entries.find(({ from }) => from === 'b')).toMatchObject({ status: 'stale', why: 'new now leads to b' })
  })
  test('what a later step of the way back would undo says nothing of an earlier state', () => {
    const book = (b: string): Runbook => runbook([{ phase: 'p', rollback: into('back'), steps: [step('a'), step('b', { content: b })] }], [branch('back', 'rollback', [step('look'), step('ub', { undoes: [sid('b')], content: `undo ${b}` })], rolledBack)])
    const early = ran(book('b'), (run) => back(run).ends('a', { outcome: 'stopped' }).ends('look'))
    expect(covered(book('other'), [early]).entries[0]?.status).toBe('timed')
  })
  test('a renamed step keeps what was walked (`was`), another title changes nothing', () => {
    const book = runbook([{ phase: 'p', rollback: into('back'), steps: [step('first', { was: [sid('a')], content: 'a', title: 'The first' }), step('b')] }], safe().branches)
    const seen = covered(book, [straight])
    expect(edgesOf(seen, 'timed')).toEqual(['b –DONE.b→ end:completed', 'first –DONE.first→ b', 'start:run –BEGIN→ p'])
  })
  test('a transition that leads elsewhere now was never walked', () => {
    const book = runbook([{ phase: 'p', rollback: into('back'), steps: [step('a'), step('new'), step('b')] }], safe().branches)
    expect(edgesOf(covered(book, [straight]), 'never')).toContain('a –DONE.a→ new')
  })
  test('one fresh walk is enough, however many are stale; of stale ones the latest is told', () => {
    const now = changed({ b: 'b, otherwise' })
    expect(aDone(covered(now, [straight, ran(now, (run) => run.ends('a'))]))?.status).toBe('timed')
    expect(aDone(covered(now, [{ ...straight, olderMs: DAY }, straight]))).toMatchObject({ status: 'stale', lastAt: tomorrow - DAY })
  })
})
