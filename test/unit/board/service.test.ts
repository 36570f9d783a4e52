/** Boards over the real service: before a run, and at a gate in one. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { BoardView } from '../../../electron/contract/shapes/board.ts'
import { voteOnBoard } from '../../../electron/node/board/speak.ts'
import { fileEvidence } from '../../../electron/node/board/evidence.ts'
import { giveEvidence } from '../../../electron/node/board/speak.ts'
import { nodeHash } from '../../../electron/node/hash.ts'
import { knowFile } from '../../../electron/node/service/known.ts'
import { createReader } from '../../../electron/node/service/reader/reader.ts'
import { boardEntries } from '../../../electron/node/store/boardEntries.ts'
import { verify } from '../../../electron/node/store/verify.ts'
import { BOOK, boardDesk, made, opened } from './desk.ts'

const verdicts = ({ rows }: BoardView): Record<string, string> => Object.fromEntries(rows.map(({ id, verdict }) => [id, verdict]))
const seats = ({ votes }: BoardView): Record<string, string> => Object.fromEntries(votes.map(({ role, seat }) => [role, seat]))

describe('a board before a run', () => {
  test('shows each row computed, and nobody has voted; looking writes nothing', async () => {
    const its = await opened(boardDesk())
    const view = await its.board('local').until(() => true)
    expect(verdicts(view)).toEqual({ trust: 'no', diagnostics: 'ok', ways: 'no', window: 'unknown', rehearsal: 'no', 'readiness:load': 'no', 'readiness:told': 'unknown', 'risk:slow': 'no' })
    expect(view).toMatchObject({ title: 'Shop', environment: 'local', verdict: 'no-go', gate: null, isBegun: false, environments: [{ id: 'local', live: false }, { id: 'prod', live: true }] })
    expect(seats(view)).toEqual({ captain: 'waits', dba: 'waits' })
    expect(its.host.store.db.prepare('SELECT count(*) FROM board_entry').pluck().get()).toBe(0)
  })
  test('evidence, accepted risks and votes make a go of it; each says who, when and on what it rests', async () => {
    const its = await opened(boardDesk())
    const page = its.board('local')
    await made(its)
    const where = { file: its.file, environment: 'local' }
    await its.call('board.vote', { ...where, role: 'captain', vote: 'go' })
    await its.call('board.vote', { ...where, role: 'dba', vote: 'go-with-risk', reason: 'Disk is tight', onBehalfOf: 'Maria', how: 'by phone' })
    const view = await page.until(({ verdict }) => verdict === 'go')
    expect(view.because).toEqual([])
    expect(view.votes[1]).toMatchObject({ seat: 'go-with-risk', deputy: 'Tom', vote: { reason: 'Disk is tight', by: { name: 'Ada', onBehalfOf: 'Maria', how: 'by phone' }, rests: { rows: 8 } } })
    expect(view.rows.find(({ id }) => id === 'readiness:load')).toMatchObject({ verdict: 'ok', evidence: [{ kind: 'link', text: 'https://ci.example/load/17', by: { name: 'Ada' } }] })
    expect(view.rows.find(({ id }) => id === 'risk:slow')).toMatchObject({ verdict: 'risk', computed: 'no', accepted: { reason: 'Batches are small' }, since: expect.any(Number) })
  })
  test('a changed file takes the approval along and reopens every vote, and says why; another board knows nothing of it', async () => {
    const its = await opened(boardDesk())
    await made(its)
    const page = its.board('local')
    for (const role of ['captain', 'dba']) await its.call('board.vote', { file: its.file, environment: 'local', role, vote: 'go' })
    await page.until(({ verdict }) => verdict === 'go')
    its.write(`${BOOK}# one byte more\n`)
    const view = await page.until((seen) => seats(seen)['dba'] === 'reopened')
    expect(seats(view)).toEqual({ captain: 'reopened', dba: 'reopened' })
    expect(view.votes[0]?.reopened?.why).toContain('The runbook was changed after the vote.')
    expect(view.votes[0]?.vote?.vote).toBe('go')
    expect(view.verdict).toBe('no-go')
    expect(seats(await its.board('prod').until(() => true))).toEqual({ captain: 'waits', dba: 'waits' })
  })
  test('what somebody says in another process is seen', async () => {
    const its = await opened(boardDesk())
    const page = its.board('local')
    await page.until(() => true)
    const reader = createReader(its.host)
    const known = await knowFile(its.host, reader, its.file)
    await reader.close()
    voteOnBoard(its.host, { known, environment: 'local', actor: { name: 'Tom', via: 'terminal' } }, { role: 'dba', vote: 'no-go', reason: 'Disk is full' })
    expect((await page.until(({ isBegun }) => isBegun)).because[0]).toBe('dba says no-go: Disk is full')
  })
  test('evidence that is a file is looked at again: another file under its name is a no', async () => {
    const its = await opened(boardDesk())
    await made(its)
    const report = join(its.data, 'load.html')
    writeFileSync(report, 'p99 80 ms')
    const reader = createReader(its.host)
    const place = { known: await knowFile(its.host, reader, its.file), environment: 'local', actor: { name: 'Tom', via: 'terminal' } as const }
    await reader.close()
    expect(verdictOf(giveEvidence(its.host, place, 'load', fileEvidence(report)).board.rows, 'readiness:load')).toBe('ok')
    writeFileSync(report, 'p99 800 ms!')
    const view = await its.board('local').until(() => true)
    expect(view.rows.find(({ id }) => id === 'readiness:load')).toMatchObject({ verdict: 'no', words: 'load.html is no longer the file that Tom gave.' })
  })
  test('says no in words', async () => {
    const its = await opened(boardDesk())
    const where = { file: its.file, environment: 'local' }
    const no = async (...[method, input]: Parameters<typeof its.refused>) => (await its.refused(method, input)).message
    expect(await no('board.vote', { ...where, role: 'cook', vote: 'go' })).toContain('"cook" has no vote')
    expect(await no('board.vote', { ...where, role: 'vendor', vote: 'no-go' })).toContain('"vendor" has no vote')
    expect(await no('board.vote', { ...where, role: 'captain', vote: 'go' })).toContain('The board says no')
    expect(await no('board.vote', { ...where, role: 'captain', vote: 'go-with-risk', reason: ' ' })).toContain('wants a reason')
    expect(await no('board.vote', { ...where, role: 'captain', vote: 'no-go', until: 1 })).toContain('run out already')
    expect(await no('board.vote', { ...where, role: 'captain', vote: 'no-go', onBehalfOf: 'Maria' })).toContain('How Maria said so')
    expect(await no('board.vote', { ...where, role: 'captain', vote: 'no-go', how: 'by phone' })).toContain('For whom')
    expect(await no('board.vote', { ...where, environment: 'mars', role: 'captain', vote: 'no-go' })).toContain('"mars"')
    expect(await no('board.evidence', { ...where, item: 'x', evidence: { kind: 'note', text: 'y' } })).toContain('"x"')
    expect(await no('board.evidence', { ...where, item: 'load', evidence: { kind: 'note', text: ' ' } })).toContain('empty')
    expect(await no('board.evidence', { ...where, item: 'load', evidence: { kind: 'link', url: 'javascript:alert(1)' } })).toContain('no web address')
    expect(await no('board.evidence', { ...where, item: 'load', evidence: { kind: 'withdrawn', why: 'x' } })).toContain('nothing to withdraw')
    expect(await no('board.accept', { ...where, row: 'x', reason: 'y' })).toContain('"x"')
    expect(await no('board.accept', { ...where, row: 'diagnostics', reason: 'y' })).toContain('fine')
    expect(await no('board.accept', { ...where, row: 'ways', reason: '' })).toContain('reason is missing')
    expect(await no('board.accept', { ...where, row: 'ways', reason: 'x', withdraw: true })).toContain('nothing to take back')
    expect(its.host.store.db.prepare('SELECT count(*) FROM board_entry').pluck().get()).toBe(0)
  })
  test('a file that is no longer a runbook ends the board in words', async () => {
    const its = await opened(boardDesk())
    const page = its.board('local')
    await page.until(() => true)
    its.write('runbook: shop\nphases: [')
    expect(await page.ended()).toMatchObject({ code: 'invalid-runbook' })
  })
  test('its entries are a chain that verify looks at; nobody can change one', async () => {
    const its = await opened(boardDesk())
    await made(its)
    const { db, files } = its.host.store
    expect(verify({ db, files, hash: nodeHash }).boards).toEqual([{ board: 'shop@local', entries: boardEntries(db, 'shop@local').length, ok: true }])
    expect(() => db.exec(`UPDATE board_entry SET at = 1`)).toThrow('only added to')
    expect(() => db.exec(`DELETE FROM board_entry`)).toThrow('only added to')
    db.exec('DROP TRIGGER board_entry_stays')
    const seq = boardEntries(db, 'shop@local').find(({ body }) => body.type === 'board.accepted')?.seq
    db.prepare(`UPDATE board_entry SET body = replace(body, 'Batches', 'Boxes') WHERE seq = ?`).run(seq)
    expect(verify({ db, files, hash: nodeHash })).toMatchObject({ ok: false, boards: [{ ok: false, brokenAtSeq: seq }] })
  })
})

const verdictOf = (rows: readonly { readonly id: string; readonly verdict: string }[], row: string): string | undefined => rows.find(({ id }) => id === row)?.verdict

describe('the board of a gate in a run', () => {
  async function begun() {
    const its = await opened(boardDesk())
    await made(its, null)
    const { run } = await its.call('run.start', { file: its.file, sha256: nodeHash.sha256(BOOK), mode: 'tabletop', inputs: {} })
    const vote = (role: string, more: object = {}) => its.call('run.command', { run, command: { do: 'vote', step: 'poll', role, vote: 'go', ...more } })
    return { its, run, vote, page: its.runBoard(run) }
  }
  test('shows the gate, where a no-go leads, and the votes of the journal with what they rest on', async () => {
    const { vote, page, run } = await begun()
    const fresh = await page.until(() => true)
    expect(fresh.gate).toMatchObject({ run, step: 'poll', state: 'open', leads: { noGo: expect.stringContaining('rolls back'), expired: expect.stringContaining('rolls back') } })
    expect(verdicts(fresh)).toMatchObject({ file: 'ok', trust: 'ok', 'readiness:load': 'ok', 'risk:slow': 'risk' })
    await vote('captain', { onBehalfOf: 'Maria', how: 'by phone' })
    const view = await page.until((seen) => seats(seen)['captain'] === 'go')
    expect(view.votes[0]?.vote).toMatchObject({ by: { name: 'Ada', onBehalfOf: 'Maria', how: 'by phone' }, rests: { rows: view.rows.length } })
    await vote('dba')
    expect(await page.until(({ gate }) => gate?.state === 'go')).toMatchObject({ verdict: 'go', because: [] })
  })
  test('a file that changes while the gate is open reopens the votes that rest on it, by itself', async () => {
    const { its, vote, page } = await begun()
    await vote('captain')
    await page.until((seen) => seats(seen)['captain'] === 'go')
    its.write(`${BOOK}# one byte more\n`)
    const view = await page.until((seen) => seats(seen)['captain'] === 'reopened')
    expect(view.votes[0]?.reopened?.why).toContain('The file was changed since the run began')
    expect(verdicts(view)['file']).toBe('risk')
    // Voted anew over it, it stands.
    await vote('captain')
    await vote('dba')
    expect((await page.until(({ gate }) => gate?.state === 'go')).verdict).toBe('go')
  })
  test('in a rehearsal a plain go over a row that says no is taken, and rests on what the board said', async () => {
    const { its, vote, page } = await begun()
    await its.call('board.evidence', { file: its.file, environment: null, item: 'load', evidence: { kind: 'withdrawn', why: 'Wrong build' } })
    await page.until((seen) => verdicts(seen)['readiness:load'] === 'no')
    await vote('captain')
    expect(seats(await page.until((seen) => seats(seen)['captain'] !== 'waits'))).toEqual({ captain: 'go', dba: 'waits' })
  })
  test('a no-go closes it and takes its way; asked again everybody votes anew', async () => {
    const { its, run, vote, page } = await begun()
    await vote('captain')
    await vote('dba', { vote: 'no-go', reason: 'Disk is full' })
    const view = await page.until(({ gate }) => gate?.state === 'no-go')
    expect(view).toMatchObject({ verdict: 'no-go', because: ['dba says no-go: Disk is full'] })
    await its.call('run.command', { run, command: { do: 'release' } })
    await page.until(({ gate }) => gate?.canRetry === true)
    await its.call('run.command', { run, command: { do: 'retry', step: 'poll' } })
    expect(seats(await page.until(({ gate }) => gate?.state === 'open'))).toEqual({ captain: 'waits', dba: 'waits' })
  })
  test('a run without a gate has no board', async () => {
    const its = await opened(boardDesk())
    const text = BOOK.split('\n').filter((line) => !line.includes('kind: gate')).join('\n')
    its.write(text)
    const { run } = await its.call('run.start', { file: its.file, sha256: nodeHash.sha256(text), mode: 'tabletop', inputs: {} })
    expect(await its.runBoard(run).ended()).toMatchObject({ code: 'unknown-step', message: 'This run has no go/no-go gate.' })
  })
})
