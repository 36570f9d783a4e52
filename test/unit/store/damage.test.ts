import { copyFileSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { RunId } from '../../../electron/core/ports.ts'
import { nodeHash } from '../../../electron/node/hash.ts'
import { backUp, listBackups } from '../../../electron/node/store/backup.ts'
import { openStore, type Store } from '../../../electron/node/store/database.ts'
import { openJournal } from '../../../electron/node/store/journal.ts'
import { releaseLease } from '../../../electron/node/store/lease.ts'
import { readRecords } from '../../../electron/node/store/records.ts'
import { getRun, runbookBytes, setRunEnd } from '../../../electron/node/store/runs.ts'
import { verify } from '../../../electron/node/store/verify.ts'
import { records, RUN, startRun, temporaryFolder, testClock, testStore } from './support.ts'

const clock = testClock()
const LONG = 'r-long' as RunId

/** Two runs, both ended: a short one, then one over many pages. */
function filled(folder: string, { backedUpAfter = 0 } = {}): void {
  const store = testStore(folder)
  releaseLease(store, RUN, startRun(store, 3, RUN, { startedAt: 1 }).writer)
  const { writer, made } = startRun(store, 1, LONG, { startedAt: 2 })
  const journal = openJournal(store, LONG, writer)
  const all = records(400, made[0], { run: LONG, size: 300 })
  if (backedUpAfter > 0) {
    journal.append(all.slice(0, backedUpAfter - 1))
    backUp(store.db, store.files.backups, clock.wallMs())
  }
  journal.append(all)
  journal.close()
  releaseLease(store, LONG, writer)
  for (const run of [RUN, LONG]) setRunEnd(store, run, { endedAt: 9, outcome: 'completed' })
  store.close()
}

function reopen(folder: string): { store: Store; told: Extract<Store['notices'][number], { kind: 'restored' }> } {
  const store = openStore({ folder, clock, hash: nodeHash })
  onTestFinished(() => store.close())
  const told = store.notices[0]
  if (told?.kind !== 'restored') throw new Error('no damage was told')
  return { store, told }
}

/** Writes rubbish over the page that holds `text`. */
function ruinPageWith(file: string, text: string): void {
  const bytes = readFileSync(file)
  const at = bytes.indexOf(text)
  if (at < 0) throw new Error(`no ${text} in ${file}`)
  const page = Math.floor(at / 4096) * 4096
  bytes.fill(0xa5, page, page + 4096)
  writeFileSync(file, bytes)
}

describe('a damaged database', () => {
  test('is set aside byte for byte, never deleted, and told', () => {
    const folder = temporaryFolder()
    filled(folder)
    const file = join(folder, 'runthrough.db')
    ruinPageWith(file, hashOf(200))
    const before = readFileSync(file)
    const { store, told } = reopen(folder)
    expect(readFileSync(told.setAside).equals(before)).toBe(true)
    expect(told.message).toMatch(/damaged.*kept as runthrough\.db\.damaged-/)
    expect(store.db.pragma('quick_check', { simple: true })).toBe('ok')
    expect(readdirSync(folder).filter((name) => name.includes('restoring'))).toEqual([])
  })

  test('without a backup gives every run as far as its chain can be read', () => {
    const folder = temporaryFolder()
    filled(folder)
    ruinPageWith(join(folder, 'runthrough.db'), hashOf(200))
    const { store, told } = reopen(folder)
    expect(told.whole).toEqual([RUN])
    const [cut] = told.cut
    expect(cut).toMatchObject({ run: LONG, of: 401 })
    expect(cut?.upTo).toBeGreaterThan(100)
    expect(cut?.upTo).toBeLessThan(200)
    expect([...readRecords(store.db, RUN)]).toEqual(records(3))
    expect(getRun(store.db, RUN)).toMatchObject({ endedAt: 9, outcome: 'completed' })
    // Its end is not there, so it has not ended; and the head file still says how far it had been.
    expect(getRun(store.db, LONG)).toMatchObject({ endedAt: null, lastSeq: cut?.upTo })
    const found = verify({ db: store.db, files: store.files, hash: nodeHash })
    expect(found.runs.find(({ run }) => run === LONG)).toMatchObject({ ok: false, lostTail: 401 - (cut?.upTo ?? 0) })
    expect(found.runs.find(({ run }) => run === RUN)).toMatchObject({ ok: true, events: 3 })
    expect(told.rebuild).toEqual([RUN, LONG])
  })

  test('with a backup gives what is in either of them', () => {
    const folder = temporaryFolder()
    filled(folder, { backedUpAfter: 300 })
    ruinPageWith(join(folder, 'runthrough.db'), hashOf(200))
    const { store, told } = reopen(folder)
    expect(told).toMatchObject({ whole: [RUN, LONG], cut: [], unreadable: [], rebuild: [LONG] })
    expect(told.backup).toBe(listBackups(store.files.backups)[0])
    expect(getRun(store.db, LONG)).toMatchObject({ lastSeq: 401, outcome: 'completed' })
    expect(verify({ db: store.db, files: store.files, hash: nodeHash }).ok).toBe(true)
  })

  test('of which nothing can be read gives the backup, and says what is missing', () => {
    const folder = temporaryFolder()
    filled(folder, { backedUpAfter: 300 })
    writeFileSync(join(folder, 'runthrough.db'), Buffer.alloc(50_000, 'rubbish'))
    const { store, told } = reopen(folder)
    expect(told).toMatchObject({ whole: [RUN], cut: [{ run: LONG, upTo: 300, of: 401 }], unreadable: [] })
    expect(Buffer.from(runbookBytes(store.db, getRun(store.db, RUN).sha256)).toString()).toBe('id: shop\n')
  })

  test('of which nothing can be read and without a backup still names the runs that were', () => {
    const folder = temporaryFolder()
    filled(folder)
    writeFileSync(join(folder, 'runthrough.db'), Buffer.alloc(50_000, 'rubbish'))
    const { told } = reopen(folder)
    expect([...told.unreadable].sort()).toEqual([RUN, LONG].sort())
    expect(existsSync(told.setAside)).toBe(true)
  })

  test('that was cut short is one too', () => {
    const folder = temporaryFolder()
    filled(folder)
    truncateSync(join(folder, 'runthrough.db'), 60 * 1024)
    expect(reopen(folder).told.damage).not.toBe('')
  })

  test('is not pulled from under a host that drives a run in it', () => {
    const folder = temporaryFolder()
    const store = testStore(folder)
    const { writer, made } = startRun(store, 1, LONG)
    openJournal(store, LONG, writer).append(records(400, made[0], { run: LONG, size: 300 }))
    store.db.pragma('wal_checkpoint(TRUNCATE)')
    ruinPageWith(join(folder, 'runthrough.db'), hashOf(200))
    expect(() => openStore({ folder, clock, hash: nodeHash })).toThrow(expect.objectContaining({ code: 'damaged-database', details: expect.objectContaining({ run: LONG, pid: process.pid }) }))
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([])
  })

  test('that was set aside by another process takes no new run', () => {
    const folder = temporaryFolder()
    const idle = testStore(folder)
    const file = join(folder, 'runthrough.db')
    // What a repair does in the end: the old file keeps its content under another name.
    copyFileSync(file, `${file}.fresh`)
    renameSync(file, `${file}.damaged-x`)
    renameSync(`${file}.fresh`, file)
    expect(idle.isReplaced()).toBe(true)
    expect(() => startRun(idle)).toThrow(expect.objectContaining({ code: 'damaged-database' }))
    expect(idle.db.prepare('SELECT count(*) FROM run').pluck().get()).toBe(0)
  })

  test('a damaged backup is passed over for an older one', () => {
    const folder = temporaryFolder()
    filled(folder, { backedUpAfter: 300 })
    const backups = join(folder, 'backups')
    const sound = listBackups(backups)[0] ?? ''
    writeFileSync(join(backups, 'runthrough-20991231T235959Z-00-routine.db'), Buffer.alloc(9_000, 'x'))
    writeFileSync(join(folder, 'runthrough.db'), Buffer.alloc(50_000, 'rubbish'))
    expect(reopen(folder).told.backup).toBe(sound)
  })
})

describe('verify', () => {
  test('a sound history is ok', () => {
    const folder = temporaryFolder()
    filled(folder)
    const { db, files } = testStore(folder)
    const runs = [{ run: LONG, events: 401, ok: true }, { run: RUN, events: 3, ok: true }]
    expect(verify({ db, files, hash: nodeHash })).toEqual({ ok: true, boards: [], runs, database: { ok: true, detail: 'ok' } })
    expect(verify({ db, files, hash: nodeHash }, RUN).runs).toEqual([runs[1]])
    expect(() => verify({ db, files, hash: nodeHash }, 'r-none' as RunId)).toThrow(expect.objectContaining({ code: 'unknown-run' }))
  })

  test.each([
    ['a changed word', `UPDATE event SET body = replace(body, 'xx', 'xy') WHERE run = 'r-long' AND seq = 40`, { events: 401, brokenAtSeq: 40 }],
    ['another actor', `UPDATE event SET actor = '{"name":"Eve","via":"terminal"}' WHERE run = 'r-long' AND seq = 7`, { events: 401, brokenAtSeq: 7 }],
    ['an actor that is no JSON', `UPDATE event SET actor = '{' WHERE run = 'r-long' AND seq = 7`, { brokenAtSeq: 7 }],
    ['an event taken out', `DELETE FROM event WHERE run = 'r-long' AND seq = 100`, { events: 400, brokenAtSeq: 100 }],
    ['a run lost as a whole', `DELETE FROM event WHERE run = 'r-long'; DELETE FROM run WHERE id = 'r-long'`, { events: 0, lostTail: 401 }],
    ['a lost end', `DELETE FROM event WHERE run = 'r-long' AND seq > 390`, { events: 390, lostTail: 11 }],
    ['a lost end that the run row does not admit', `DELETE FROM event WHERE run = 'r-long' AND seq > 390; UPDATE run SET last_seq = 390, head = (SELECT hash FROM event WHERE run = 'r-long' AND seq = 390) WHERE id = 'r-long'`, { events: 390, lostTail: 11 }],
  ])('%s is seen', (_, sql, finding) => {
    const folder = temporaryFolder()
    filled(folder)
    const { db, files } = testStore(folder)
    db.exec(sql)
    const found = verify({ db, files, hash: nodeHash })
    expect(found.ok).toBe(false)
    expect(found.runs.find(({ run }) => run === LONG)).toMatchObject({ ok: false, ...finding })
    expect(found.runs.find(({ run }) => run === RUN)).toMatchObject({ ok: true })
  })

  test('a journal written anew from its first event on, all hashes right, contradicts its head file', () => {
    const folder = temporaryFolder()
    const store = testStore(folder)
    const { db, files } = store
    const forged = records(3, undefined, { salt: 'forged' })
    startRun(store, 3)
    db.exec('DELETE FROM event')
    db.prepare('UPDATE run SET last_seq = 3, head = ?').run(forged[2]?.hash)
    for (const { run, seq, at, mono, session, actor, body, prev, hash } of forged) {
      db.prepare('INSERT INTO event (run, seq, at, mono, session, actor, body, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(run, seq, at, mono, session, JSON.stringify(actor), JSON.stringify(body), prev, hash)
    }
    expect(verify({ db, files, hash: nodeHash }).runs).toEqual([{ run: RUN, events: 3, ok: false, brokenAtSeq: 3 }])
  })

  test('a head file that cannot be read is no silent yes; one that never was is fine', () => {
    const folder = temporaryFolder()
    filled(folder)
    const { db, files } = testStore(folder)
    copyFileSync(join(files.heads, RUN), join(files.heads, LONG))
    expect(verify({ db, files, hash: nodeHash }, LONG).runs[0]).toMatchObject({ ok: false, brokenAtSeq: 3 })
    writeFileSync(join(files.heads, RUN), 'rubbish')
    expect(verify({ db, files, hash: nodeHash }, RUN).runs[0]).toEqual({ run: RUN, events: 3, ok: false, headUnreadable: true })
    rmSync(join(files.heads, RUN))
    expect(verify({ db, files, hash: nodeHash }, RUN).ok).toBe(true)
  })
})

/** The hash of LONG's event `seq`, to find its page by. */
function hashOf(seq: number): string {
  const first = records(1, undefined, { run: LONG })
  return records(seq, first[0], { run: LONG, size: 300 })[seq - 2]?.hash ?? ''
}
