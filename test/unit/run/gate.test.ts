/** Votes at a gate in a run: what they rest on, when they are reopened, and that a gate which is over fails closed. */
import { describe, expect, test } from 'vitest'
import { RunthroughError } from '../../../electron/core/errors.ts'
import { latestSplit } from '../../../electron/core/run/state.ts'
import { shaken } from '../../../electron/core/run/vote.ts'
import type { Verdicts } from '../../../electron/core/run/verdict.ts'
import { branch, into, manual, policy, runbook, sid, step } from '../../support/build.ts'
import { drive, maria, type Driven } from '../../support/drive.ts'

const G = sid('g')
const gate = (extra: Parameters<typeof step>[1] = {}) => runbook([{ phase: 'p', rollback: into('back-out'), steps: [step('g', { kind: 'gate', poll: ['captain', 'dba'], ...extra }), manual('m')] }], [branch('back-out', 'rollback', [step('restore')], { end: 'rolled-back' })])
const refusal = (act: () => unknown): RunthroughError => {
  try {
    act()
  } catch (error) {
    if (error instanceof RunthroughError) return error
    throw error
  }
  throw new Error('it was accepted')
}
const place = (run: Driven) => run.engine.state.layout.place(G)
const votes = (run: Driven) => latestSplit(run.engine.state, G)?.votes
/** What a host does when its board says something new. */
function board(run: Driven, says: Verdicts): Driven {
  const { roles, rows, attempt } = shaken(run.engine.state, place(run), says)
  run.engine.submit({ do: 'reopen', step: G, attempt, roles, rows, why: `${rows.join()} got worse` }, { name: 'runthrough', via: 'runthrough' })
  return run
}

describe('what a vote rests on', () => {
  test('a verdict that gets worse reopens the votes that rest on it, and says why; the gate stays open', () => {
    const run = drive(gate()).do({ do: 'vote', step: G, role: 'captain', vote: 'go', rests: { window: 'ok', trust: 'ok' } })
    board(run, { window: 'ok', trust: 'no' })
    expect(votes(run)).toEqual({})
    expect(latestSplit(run.engine.state, G)?.reopened).toMatchObject({ captain: { why: 'trust got worse' } })
    expect(latestSplit(run.engine.state, G)?.ballots).toMatchObject({ captain: { vote: 'go' } })
    run.do({ do: 'vote', step: G, role: 'dba', vote: 'go-with-risk', reason: 'it was only a comment', rests: { window: 'ok', trust: 'no' } })
    expect(run.status('g')).toBe('running')
    run.do({ do: 'vote', step: G, role: 'captain', vote: 'go-with-risk', reason: 'the same', rests: { window: 'ok', trust: 'no' } })
    expect(run.status('g')).toBe('done')
  })
  test('one that gets better, or back to what the vote was given for, reopens nothing', () => {
    const run = drive(gate()).do({ do: 'vote', step: G, role: 'captain', vote: 'go', rests: { window: 'risk' } })
    for (const window of ['ok', 'risk', 'ok', 'risk'] as const) board(run, { window })
    expect(run.types().filter((type) => type.startsWith('gate.reopened'))).toEqual([])
    expect(votes(run)).toEqual({ captain: 'go' })
  })
  test('a row that was not there when somebody voted counts only where it is not fine', () => {
    const run = drive(gate()).do({ do: 'vote', step: G, role: 'captain', vote: 'go', rests: { window: 'ok' } })
    expect(votes(board(run, { window: 'ok', trust: 'ok' }))).toEqual({ captain: 'go' })
    expect(votes(board(run, { window: 'ok', trust: 'unknown' }))).toEqual({})
  })
  test('a vote that was given without a board rests on nothing', () => {
    const run = board(drive(gate()).do({ do: 'vote', step: G, role: 'captain', vote: 'go' }), { trust: 'no' })
    expect(votes(run)).toEqual({ captain: 'go' })
  })
  test('in a live run a plain go over a row that says no is refused; a go with an accepted risk and a no-go are not', () => {
    const run = drive(gate(), { mode: 'live' })
    const no = refusal(() => run.do({ do: 'vote', step: G, role: 'captain', vote: 'go', rests: { 'readiness:load': 'no' } }))
    expect([no.code, no.message]).toEqual(['bad-input', expect.stringContaining('readiness:load')])
    run.do({ do: 'vote', step: G, role: 'captain', vote: 'go-with-risk', reason: 'peak is next week', rests: { 'readiness:load': 'no' } })
    expect(votes(run)).toEqual({ captain: 'go-with-risk' })
  })
  test('a rehearsal practises the poll: a plain go is taken whatever the board says', () => {
    const run = drive(gate()).do({ do: 'vote', step: G, role: 'captain', vote: 'go', rests: { 'readiness:load': 'no' } })
    expect(votes(run)).toEqual({ captain: 'go' })
  })
  test('after the gate is closed nothing is reopened', () => {
    const run = drive(gate({ poll: ['captain'] })).do({ do: 'vote', step: G, role: 'captain', vote: 'go', rests: { trust: 'ok' } })
    board(run, { trust: 'no' })
    expect(run.types().filter((type) => type.startsWith('gate.reopened'))).toEqual([])
  })
  test('a run that is replayed knows the same votes and why they were reopened', () => {
    const run = board(drive(gate()).do({ do: 'vote', step: G, role: 'captain', vote: 'go', rests: { trust: 'ok' } }, { ...maria, onBehalfOf: 'Tom', how: 'by phone' }), { trust: 'no' })
    const before = latestSplit(run.engine.state, G)
    run.crash(1000)
    expect(latestSplit(run.engine.state, G)).toEqual(before)
    expect(before?.ballots?.['captain']?.by).toMatchObject({ onBehalfOf: 'Tom', how: 'by phone' })
  })
})

describe('how long a vote holds', () => {
  test('a vote for a time counts no more after it: the role is asked again', () => {
    const run = drive(gate())
    run.do({ do: 'vote', step: G, role: 'captain', vote: 'go', until: run.clock.wallMs() + 60_000 }).after(59_999)
    expect(votes(run)).toEqual({ captain: 'go' })
    run.after(1)
    expect(votes(run)).toEqual({})
    expect(run.do({ do: 'vote', step: G, role: 'dba', vote: 'go' }).status('g')).toBe('running')
    expect(run.do({ do: 'vote', step: G, role: 'captain', vote: 'go' }).status('g')).toBe('done')
  })
  test('a vote that would have run out already is refused', () => {
    const run = drive(gate())
    expect(refusal(() => run.do({ do: 'vote', step: G, role: 'captain', vote: 'go', until: run.clock.wallMs() })).code).toBe('bad-input')
  })
})

describe('a gate that is over fails closed', () => {
  test.each(['expired', 'no-go'])('%s: it is neither voted on nor skipped; a retry asks everybody again', (how) => {
    const run = drive(gate({ deadlineMs: 60_000 })).do({ do: 'vote', step: G, role: 'captain', vote: 'go' })
    if (how === 'expired') run.after(60_000)
    else run.do({ do: 'vote', step: G, role: 'dba', vote: 'no-go' })
    expect(run.status('g')).toBe('failed')
    expect(refusal(() => run.do({ do: 'vote', step: G, role: 'dba', vote: 'go' })).code).toBe('illegal')
    expect(refusal(() => run.do({ do: 'skip', step: G, reason: 'we go on' })).message).toContain(how === 'expired' ? 'has expired' : 'said no')
    run.do({ do: 'hold', reason: 'wait' }).do({ do: 'release' }).do({ do: 'retry', step: 'g' })
    expect([run.status('g'), votes(run)]).toEqual(['running', undefined])
    expect(run.status('m')).toBe('none')
    run.do({ do: 'vote', step: G, role: 'captain', vote: 'go' }).do({ do: 'vote', step: G, role: 'dba', vote: 'go' })
    expect(run.status('m')).toBe('running')
  })
  test('a gate that nobody was asked at yet may be skipped with a reason', () => {
    const run = drive(runbook([{ phase: 'p', steps: [manual('a'), step('g', { kind: 'gate', poll: ['captain'] }), manual('m')] }])).do({ do: 'hold', reason: 'x' }).do({ do: 'done', step: 'a' }).do({ do: 'skip', step: G, reason: 'decided in the meeting' })
    expect(run.status('g')).toBe('skipped')
  })
  test('an expired gate takes its own way, else that of a no-go', () => {
    expect(drive(gate({ deadlineMs: 1000, onNoGo: policy({ do: 'rollback' }) })).after(1000).engine.state.held).toMatchObject({ step: 'g' })
    expect(drive(gate({ deadlineMs: 1000, onNoGo: policy({ do: 'rollback' }), onExpired: policy({ do: 'hold' }) })).after(1000).engine.state.held).toBeNull()
  })
})

describe('a no-go that postpones', () => {
  test('everybody is asked again after the time, so often as the file says; then what follows', () => {
    const run = drive(gate({ onNoGo: policy({ do: 'rollback' }, 1, 30_000) })).do({ do: 'vote', step: G, role: 'captain', vote: 'no-go' })
    expect(run.status('g')).toBe('backoff')
    run.after(29_999)
    expect(run.status('g')).toBe('backoff')
    run.after(1)
    expect([run.status('g'), votes(run)]).toEqual(['running', undefined])
    run.do({ do: 'vote', step: G, role: 'captain', vote: 'no-go' })
    expect(run.engine.state.held).toMatchObject({ step: 'g' })
  })
  test('an expired gate is postponed where it says so, and may be asked earlier', () => {
    const run = drive(gate({ deadlineMs: 1000, onExpired: policy({ do: 'hold' }, 1, 30_000) })).after(1000)
    expect(run.status('g')).toBe('backoff')
    expect(refusal(() => run.do({ do: 'skip', step: G, reason: 'go on' })).code).toBe('illegal')
    expect(run.do({ do: 'retry', step: 'g' }).status('g')).toBe('running')
  })
})
