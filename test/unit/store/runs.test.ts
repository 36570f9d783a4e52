import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RunId, Sha256 } from '../../../electron/core/ports.ts'
import { sha256Bytes } from '../../../electron/node/hash.ts'
import { systemIds } from '../../../electron/node/ids.ts'
import { openToRead } from '../../../electron/node/store/database.ts'
import { createRun, findRun, getRun, lastOpenRun, listRuns, openRuns, runbookBytes, setExcluded, setRunEnd } from '../../../electron/node/store/runs.ts'
import { getTrust, putTrust, removeTrust } from '../../../electron/node/store/trustRows.ts'
import { holder, records, RUN, START_MS, startRun, temporaryFolder, testClock, testStore } from './support.ts'

describe('a run', () => {
  test('is there with its runbook, its lease and its first event, or not at all', () => {
    const store = testStore()
    const id = 'r-bad' as RunId
    const bad = { id, runbookId: 'shop', bytes: Buffer.from('x'), mode: 'rehearsal', environment: 'staging', startedAt: 0, records: records(2, undefined, { run: id }).slice(1) }
    expect(() => createRun(store, bad, holder(), testClock())).toThrow(expect.objectContaining({ code: 'chain-broken' }))
    for (const table of ['run', 'runbook', 'lease', 'event']) expect(store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0)
  })

  test('keeps the exact bytes of its runbook, once for all its runs', () => {
    const store = testStore()
    startRun(store)
    startRun(store, 1, 'r-2' as RunId)
    expect(Buffer.from(runbookBytes(store.db, getRun(store.db, RUN).sha256)).toString()).toBe('id: shop\n')
    expect(store.db.prepare('SELECT count(*) FROM runbook').pluck().get()).toBe(1)
    expect(getRun(store.db, RUN).sha256).toBe(sha256Bytes('id: shop\n'))
  })

  test('whose runbook was changed in the database does not resume with it', () => {
    const store = testStore()
    startRun(store)
    store.db.exec(`UPDATE runbook SET bytes = x'00'`)
    expect(() => runbookBytes(store.db, sha256Bytes('id: shop\n'))).toThrow(expect.objectContaining({ code: 'damaged-database' }))
    expect(() => runbookBytes(store.db, 'none' as Sha256)).toThrow(expect.objectContaining({ code: 'damaged-database' }))
  })

  test('is listed newest first, by runbook, and as open until it ends', () => {
    const store = testStore()
    const [a, b, c] = ['r-a', 'r-b', 'r-c'] as RunId[] as [RunId, RunId, RunId]
    startRun(store, 1, a, { startedAt: 1 })
    startRun(store, 1, b, { startedAt: 2 })
    startRun(store, 1, c, { startedAt: 3, runbookId: 'other' })
    expect(listRuns(store.db).map(({ id }) => id)).toEqual([c, b, a])
    expect(listRuns(store.db, 'shop').map(({ id }) => id)).toEqual([b, a])
    expect(lastOpenRun(store.db)?.id).toBe(c)
    setRunEnd(store, c, { endedAt: 9, outcome: 'completed' })
    expect(openRuns(store.db).map(({ id }) => id)).toEqual([b, a])
    expect(getRun(store.db, c)).toMatchObject({ endedAt: 9, outcome: 'completed', stopped: false, excluded: false })
    setExcluded(store, c, true)
    expect(findRun(store.db, c)?.excluded).toBe(true)
  })

  test('that nobody knows is an unknown run', () => {
    expect(() => getRun(testStore().db, RUN)).toThrow(expect.objectContaining({ code: 'unknown-run' }))
  })
})

test('ids sort by their minute, can be typed, and are not given twice', () => {
  const hexes = ['7f3a', '7f3a', '0001', '0002']
  const ids = systemIds(testClock(), (id) => id.endsWith('0001'), () => hexes.shift() ?? 'ffff')
  expect([ids.run(), ids.run()]).toEqual(['r-20261123-0712-7f3a', 'r-20261123-0712-0002'])
  expect(systemIds(testClock()).session()).toMatch(/^s-[0-9a-f]{16}$/)
})

test('only the user may read the data folder', () => {
  if (process.platform === 'win32') return
  const folder = join(temporaryFolder(), 'data')
  startRun(testStore(folder))
  const modes = (readdirSync(folder, { recursive: true }) as string[]).map((name) => statSync(join(folder, name))).map((stat) => [stat.isDirectory(), stat.mode & 0o777])
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  for (const [isFolder, mode] of modes) expect(mode).toBe(isFolder === true ? 0o700 : 0o600)
  expect(modes.length).toBeGreaterThan(4)
})

test('a reader sees the history while a writer has it open, and cannot write', () => {
  const folder = temporaryFolder()
  startRun(testStore(folder))
  const { db } = openToRead(folder)
  expect(listRuns(db)).toHaveLength(1)
  expect(() => db.exec('DELETE FROM event')).toThrow(/readonly/)
  db.close()
})

test('a folder without a history is unreadable input, and stays empty', () => {
  const folder = temporaryFolder()
  expect(() => openToRead(folder)).toThrow(expect.objectContaining({ code: 'unreadable-file' }))
  expect(readdirSync(folder)).toEqual([])
})

test('a path has one approval, the latest', () => {
  const store = testStore()
  const row = { path: '/a.yaml', trustSha256: 'x' as Sha256, mac: 'm', approvedAt: START_MS, by: 'Ada' }
  putTrust(store, row)
  putTrust(store, { ...row, mac: 'n' })
  expect(getTrust(store.db, '/a.yaml')).toEqual({ ...row, mac: 'n' })
  expect(removeTrust(store, '/a.yaml')).toBe(true)
  expect(getTrust(store.db, '/a.yaml')).toBeUndefined()
})
