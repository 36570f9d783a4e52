import { describe, expect, test } from 'vitest'
import { board, shakenVotes, turnedRows } from '../../../electron/core/board/board.ts'
import { entriesBrokenAt, entryHash, type BoardEntry, type BoardEvent } from '../../../electron/core/board/entries.ts'
import type { BoardFacts } from '../../../electron/core/board/facts.ts'
import { boardRows, verdictsOf } from '../../../electron/core/board/rows.ts'
import type { Said } from '../../../electron/core/board/said.ts'
import { hash, maria } from '../../support/drive.ts'
import { NOW, proven, said, SHA, wellFacts } from './facts.ts'

const row = (id: string, facts: Partial<BoardFacts> = {}, given: Said = said(proven)) => {
  const found = board(wellFacts(facts), given).rows.find((one) => one.id === id)
  if (!found) throw new Error(`there is no row ${id}`)
  return found
}
const vote = (role: string, rests: Record<string, 'ok' | 'risk' | 'unknown' | 'no'> = {}, more: Partial<Extract<BoardEvent, { type: 'board.voted' }>> = {}): BoardEvent => ({ type: 'board.voted', role, vote: 'go', rests, ...more })

describe('rows', () => {
  test('where all is well every row is fine', () => {
    expect(verdictsOf(board(wellFacts(), said(proven)).rows)).toEqual({ trust: 'ok', diagnostics: 'ok', ways: 'ok', window: 'ok', rehearsal: 'ok', 'readiness:load': 'ok', 'risk:slow': 'ok' })
  })
  test('required evidence that nobody gave is a no; optional is unknown, never fine', () => {
    expect(row('readiness:load', {}, said()).verdict).toBe('no')
    const [item] = wellFacts().readiness
    for (const evidence of ['optional', null] as const) expect(row('readiness:load', { readiness: [{ ...item!, evidence }] }, said()).verdict).toBe('unknown')
  })
  test('evidence that was withdrawn, and a file that is another one now, are a no; a file that is gone is a risk', () => {
    expect(row('readiness:load', {}, said(proven, { type: 'board.evidence', item: 'load', asked: 'x', evidence: { kind: 'withdrawn', why: 'wrong build' } }))).toMatchObject({ verdict: 'no', words: 'Maria withdrew its evidence: wrong build' })
    const file: BoardEvent = { type: 'board.evidence', item: 'load', asked: 'Load test at 1.5 × peak', evidence: { kind: 'file', name: 'load.html', sha256: SHA, bytes: 3, path: '/x/load.html' } }
    expect((['same', 'elsewhere', 'changed', 'gone'] as const).map((now) => row('readiness:load', { fileNow: () => now }, said(file)).verdict)).toEqual(['ok', 'ok', 'no', 'risk'])
  })
  test('evidence for other words is a risk: the question has changed', () => {
    expect(row('readiness:load', {}, said({ ...proven, asked: 'Load test at peak' } as BoardEvent))).toMatchObject({ verdict: 'risk', words: expect.stringContaining('Load test at peak') })
  })
  test('a risk from 12 on wants to be accepted; accepted it is a known risk, and says by whom', () => {
    const risks = [{ id: 'slow', what: 'Slow', likelihood: 3, impact: 4, mitigation: null, owner: null }]
    expect(row('risk:slow', { risks })).toMatchObject({ verdict: 'no', computed: 'no', accepted: null })
    expect(row('risk:slow', { risks }, said({ type: 'board.accepted', row: 'risk:slow', verdict: 'no', reason: 'we watch it' }))).toMatchObject({ verdict: 'risk', computed: 'no', accepted: { reason: 'we watch it', by: maria } })
    expect(row('risk:slow', { risks: [{ ...risks[0]!, likelihood: 2, impact: 5 }] }).verdict).toBe('ok')
  })
  test('what was accepted covers nothing that is worse, and can be taken back', () => {
    const accepted: BoardEvent = { type: 'board.accepted', row: 'window', verdict: 'risk', reason: 'tight, but fine' }
    expect(row('window', { window: { fits: 0.8, basedOnRuns: 5, unknownSteps: [] } }, said(accepted))).toMatchObject({ verdict: 'risk', accepted: { reason: 'tight, but fine' } })
    expect(row('window', { window: { fits: 0.2, basedOnRuns: 5, unknownSteps: [] } }, said(accepted))).toMatchObject({ verdict: 'no', accepted: null })
    expect(row('ways', { ways: [] }, said({ type: 'board.accepted', row: 'ways', verdict: 'no', reason: 'x' }, { type: 'board.unaccepted', row: 'ways', reason: 'no' })).accepted).toBeNull()
  })
  test('the way back: never is a no, stale and walked are risks, none at all is a risk', () => {
    const of = (...statuses: BoardFacts['ways'][number]['status'][]) => row('ways', { ways: statuses.map((status, index) => ({ from: `s${index}`, branch: 'b', status })) })
    expect([of('timed', 'timed'), of('timed', 'walked'), of('stale', 'timed'), of('never', 'timed'), of()].map(({ verdict }) => verdict)).toEqual(['ok', 'risk', 'risk', 'no', 'risk'])
    expect(of('never', 'timed', 'stale')).toMatchObject({ words: '1 of 3 timed, 1 stale, 1 never rehearsed.', rests: ['s0 → b: never rehearsed', 's2 → b: stale'] })
  })
  test('a chance without a rehearsal is unknown, with one or two never fine, and 99.6 % is not certain', () => {
    const of = (fits: number | null, basedOnRuns: number, unknownSteps: string[] = []) => row('window', { window: { fits, basedOnRuns, unknownSteps } })
    expect(of(0.97, 0)).toMatchObject({ verdict: 'unknown', words: '97 % by the plan alone: nobody has ever timed it.' })
    expect(of(0.97, 2)).toMatchObject({ verdict: 'risk', words: '97 %, low evidence.' })
    expect(of(0.996, 3)).toMatchObject({ verdict: 'ok', words: 'More than 99 %.' })
    expect([of(0.9, 3), of(0.89, 3), of(0.49, 3), of(null, 3), of(1, 3, ['x'])].map(({ verdict }) => verdict)).toEqual(['ok', 'risk', 'no', 'unknown', 'unknown'])
    expect(board(wellFacts({ window: null }), said(proven)).rows.some(({ id }) => id === 'window')).toBe(false)
  })
  test('the last rehearsal: none, too old, too low a grade are a no; other bytes are a risk', () => {
    const { rehearsal } = wellFacts()
    const of = (extra: Partial<BoardFacts['rehearsal']>) => row('rehearsal', { rehearsal: { ...rehearsal, ...extra } }).verdict
    expect([of({ last: null }), of({ withinMs: 3_600_000 }), of({ gradeMet: false }), of({ last: { ...rehearsal.last!, sameBytes: false } }), of({ withinMs: null })]).toEqual(['no', 'no', 'no', 'risk', 'ok'])
  })
  test('errors are a no, and nobody can tell of the ways back; warnings are a risk; no approval is a no', () => {
    expect(row('diagnostics', { diagnostics: { errors: 1, warnings: 2, first: 'line 3: dead end' } })).toMatchObject({ verdict: 'no', words: 'It has 1 error and 2 warnings.', rests: ['line 3: dead end'] })
    expect(row('ways', { diagnostics: { errors: 1, warnings: 0, first: null } }).verdict).toBe('unknown')
    expect(row('diagnostics', { diagnostics: { errors: 0, warnings: 1, first: null } }).verdict).toBe('risk')
    expect(row('trust', { trust: { approved: false, trouble: null } }).verdict).toBe('no')
    expect(row('trust', { trust: { approved: true, trouble: 'x.sh can not be read' } })).toMatchObject({ verdict: 'no', words: 'x.sh can not be read' })
  })
  test('in a run a file that was changed is a risk, one that is gone unknown', () => {
    expect((['same', 'changed', 'gone'] as const).map((file) => row('file', { file }).verdict)).toEqual(['ok', 'risk', 'unknown'])
  })
  test('what is not fine says what to do', () => {
    const facts = wellFacts({ diagnostics: { errors: 1, warnings: 0, first: null }, trust: { approved: false, trouble: null }, ways: [], window: { fits: null, basedOnRuns: 0, unknownSteps: ['x'] }, rehearsal: { last: null, gradeMet: false, minGrade: 2, withinMs: null }, risks: [{ id: 'r', what: 'x', likelihood: 5, impact: 5, mitigation: null, owner: null }], file: 'gone' })
    expect(boardRows(facts, said(), {}).filter(({ verdict, hint }) => verdict !== 'ok' && !hint)).toEqual([])
  })
  test('a verdict says since when it is what it is, where that was noted', () => {
    const noted = said(proven, [{ type: 'board.turned', verdicts: { trust: 'ok', ways: 'no' } }, { at: NOW - 5000 }])
    expect([row('trust', {}, noted).since, row('ways', {}, noted).since, row('window', {}, noted).since]).toEqual([NOW - 5000, null, null])
    expect(turnedRows(noted, board(wellFacts(), noted).rows)).toMatchObject({ ways: 'ok', window: 'ok' })
    expect(turnedRows(noted, board(wellFacts(), noted).rows)).not.toHaveProperty('trust')
  })
})

describe('what it comes to', () => {
  const all = (...more: BoardEvent[]): Said => said(proven, vote('captain'), vote('dba'), ...more)
  test('a go wants every role; a role that has not voted leaves it open', () => {
    expect(board(wellFacts(), all()).verdict).toBe('go')
    expect(board(wellFacts(), said(proven, vote('captain')))).toMatchObject({ verdict: 'open', because: ['dba has not voted.'] })
  })
  test('one no-go is enough, and its reason stands first', () => {
    expect(board(wellFacts(), all(vote('dba', {}, { vote: 'no-go', reason: 'disk is full' })))).toMatchObject({ verdict: 'no-go', because: ['dba says no-go: disk is full'] })
  })
  test('a row that says no stands against it, unless it is accepted or every role goes with that risk', () => {
    const facts = wellFacts({ trust: { approved: false, trouble: null } })
    expect(board(facts, said(proven, vote('captain')))).toMatchObject({ verdict: 'no-go', because: [expect.stringContaining('Approval'), 'dba has not voted.'] })
    expect(board(facts, said(proven, { type: 'board.accepted', row: 'trust', verdict: 'no', reason: 'approved tonight' })).verdict).toBe('open')
    const risky = { vote: 'go-with-risk' as const, reason: 'approved tonight' }
    expect(board(facts, said(proven, vote('captain', { trust: 'no' }, risky), vote('dba', { trust: 'no' }, risky))).verdict).toBe('go')
  })
  test('without roles nobody is there to say go', () => {
    expect(board(wellFacts({ roles: [] }), said(proven))).toMatchObject({ verdict: 'open', because: ['It has no roles: nobody is there to say go.'] })
  })
  test('a vote that was given for a time counts no more after it', () => {
    expect(board(wellFacts(), all(vote('dba', {}, { until: NOW })))).toMatchObject({ verdict: 'open', because: [expect.stringContaining('dba')] })
    expect(board(wellFacts(), all(vote('dba', {}, { until: NOW + 1 }))).verdict).toBe('go')
  })
})

describe('votes before a run', () => {
  const rests = verdictsOf(boardRows(wellFacts(), said(proven), {}))
  test('are shaken by a row that got worse, and by nothing else', () => {
    const given = said(proven, vote('captain', rests))
    expect(shakenVotes(wellFacts(), given, boardRows(wellFacts(), given, {}))).toBeNull()
    const worse = wellFacts({ diagnostics: { errors: 0, warnings: 1, first: null } })
    expect(shakenVotes(worse, given, boardRows(worse, given, {}))).toEqual({ roles: ['captain'], rows: ['diagnostics'], why: 'Findings in the runbook: It has 1 warning.' })
  })
  test('rest on the very bytes: another file reopens them, also where no row got worse', () => {
    const given = said(proven, vote('captain', rests))
    const other = wellFacts({ sha256: 'b'.repeat(64) })
    expect(shakenVotes(other, given, boardRows(other, given, {}))).toMatchObject({ roles: ['captain'], rows: [], why: 'The runbook was changed after the vote.' })
  })
  test('that were reopened are asked again until the role votes anew', () => {
    const reopened: BoardEvent = { type: 'board.reopened', roles: ['captain'], rows: ['trust'], why: 'Approval: gone.' }
    const given = said(proven, vote('captain', rests), vote('dba', rests), reopened)
    expect(board(wellFacts(), given)).toMatchObject({ verdict: 'open', because: ['captain is asked again: Approval: gone.'] })
    expect(shakenVotes(wellFacts({ trust: { approved: false, trouble: null } }), given, boardRows(wellFacts({ trust: { approved: false, trouble: null } }), given, {}))?.roles).toEqual(['dba'])
    expect(board(wellFacts(), said(proven, vote('captain', rests), vote('dba', rests), reopened, vote('captain', rests))).verdict).toBe('go')
  })
})

describe('the chain of a board', () => {
  test('a changed, a lost and an inserted entry are seen', () => {
    const entries: BoardEntry[] = []
    for (const role of ['captain', 'dba', 'qa']) {
      const draft = { board: 'b@prod', seq: entries.length + 1, at: NOW, actor: maria, sha256: SHA, body: vote(role), prev: entries.at(-1)?.hash ?? ('' as const) }
      entries.push({ ...draft, hash: entryHash(hash, draft) })
    }
    const [first, second, third] = entries
    expect(entriesBrokenAt(hash, entries)).toBeUndefined()
    expect(entriesBrokenAt(hash, [first!, { ...second!, body: vote('dba', {}, { vote: 'no-go' }) }, third!])).toBe(2)
    expect(entriesBrokenAt(hash, [first!, third!])).toBe(2)
    expect(entriesBrokenAt(hash, [first!, first!, second!])).toBe(2)
  })
})
