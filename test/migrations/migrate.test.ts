import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { nodeHash } from '../../electron/node/hash.ts'
import { listBackups } from '../../electron/node/store/backup.ts'
import { openStore, openToRead } from '../../electron/node/store/database.ts'
import { defaultMigrations, migrate, readMigrations, versionOf } from '../../electron/node/store/migrate.ts'
import { readRecords } from '../../electron/node/store/records.ts'
import { records, RUN, startRun, temporaryFolder, testClock, testStore } from '../unit/store/support.ts'

const ALL = readMigrations()
const NEXT = { version: ALL.length * 10 + 10, name: 'next.sql', sql: 'CREATE TABLE next (x TEXT) STRICT', sha256: 'n' }
const clock = testClock()

function bare(file: string): Database.Database {
  const db = new Database(file)
  onTestFinished(() => void db.close())
  return db
}

function bytesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => /\.db(-wal)?$/.test(name))
  return Object.fromEntries(names.map((name) => [name, createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')]))
}

/** Rows as a database of that version may hold them; each migration must carry them all over. */
const ROWS: Readonly<Record<string, string>> = {
  runbook: `INSERT INTO runbook VALUES ('abc', x'00ff')`,
  run: `INSERT INTO run (id, runbook_id, sha256, mode, environment, started_at) VALUES ('r-1', 'shop', 'abc', 'live', 'prod', 1.5)`,
  event: `INSERT INTO event (run, seq, at, mono, session, actor, body, prev, hash) VALUES ('r-1', 1, 1.5, 2.5, 's', '{}', '{"type":"run.started"}', '', 'h')`,
  lease: `INSERT INTO lease VALUES ('r-1', 's', 1, 'x', 'host', 1.5, 1)`,
  request: `INSERT INTO request (run, asked_at, actor, command) VALUES ('r-1', 1, '{}', '{}')`,
  split: `INSERT INTO split (run, runbook_id, step, phase, attempt, outcome, started_at, active_ms, wall_ms, seq) VALUES ('r-1', 'shop', 'a', 'p', 1, 'done', 1, 2, 3, 1)`,
  trust: `INSERT INTO trust VALUES ('/x', 'y', 'm', 1, 'Ada')`,
  walk: `INSERT INTO walk VALUES ('r-1', 1, '{}')`,
  board_entry: `INSERT INTO board_entry VALUES ('shop@prod', 1, 1.5, '{}', 'abc', '{"type":"board.turned"}', '', 'h')`,
  runbook_facts: `INSERT INTO runbook_facts VALUES ('abc', 1, '{}')`,
}

describe('each migration', () => {
  test.each(ALL.map((migration, index) => ({ name: migration.name, index })))('$name keeps all rows of the version before it', ({ index }) => {
    const db = bare(join(temporaryFolder(), 'x.db'))
    db.pragma('foreign_keys = ON')
    migrate(db, { clock, migrations: ALL.slice(0, index), backUp: () => undefined })
    const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name IN (${Object.keys(ROWS).map(() => '?').join(', ')})`).pluck().all(Object.keys(ROWS)) as string[]
    for (const [table, sql] of Object.entries(ROWS)) if (tables.includes(table)) db.exec(sql)
    const before = tables.map((table) => db.prepare(`SELECT * FROM ${table}`).all())
    migrate(db, { clock, migrations: ALL.slice(0, index + 1), backUp: () => undefined })
    expect(versionOf(db)).toBe((index + 1) * 10)
    for (const [n, table] of tables.entries()) expect(db.prepare(`SELECT * FROM ${table}`).all()).toMatchObject(before[n] ?? [])
    expect(db.pragma('foreign_key_check')).toEqual([])
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  test('a row in every table fits the newest version, and every table is STRICT', () => {
    const { db } = testStore()
    for (const sql of Object.values(ROWS)) db.exec(sql)
    const loose = db.prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`).pluck().all()
    expect(loose).toEqual([])
  })

  test('names, hashes and times of what has landed are kept', () => {
    const { db } = testStore()
    const landed = db.prepare('SELECT name, sha256, applied_at FROM migration ORDER BY name').all()
    expect(landed).toEqual(ALL.map(({ name, sha256 }) => ({ name, sha256, applied_at: clock.wallMs() })))
  })
})

test('one that fails half-way leaves nothing of itself, and those before it stay', () => {
  const db = bare(join(temporaryFolder(), 'x.db'))
  const broken = { ...NEXT, sql: 'CREATE TABLE half (x TEXT); INSERT INTO nowhere VALUES (1)' }
  expect(() => migrate(db, { clock, migrations: [...ALL, broken], backUp: () => undefined })).toThrow(/nowhere/)
  expect(versionOf(db)).toBe(ALL.at(-1)?.version)
  expect(db.prepare(`SELECT name FROM sqlite_schema WHERE name = 'half'`).all()).toEqual([])
})

describe('a database from a newer Runthrough', () => {
  function newer(): string {
    const folder = temporaryFolder()
    const store = openStore({ folder, clock, hash: nodeHash, migrations: [...ALL, NEXT] })
    startRun(store)
    store.close()
    return folder
  }

  test('is refused, and not one byte of it is touched', () => {
    const folder = newer()
    const before = bytesOf(folder)
    for (const open of [() => openStore({ folder, clock, hash: nodeHash }), () => openToRead(folder)]) {
      expect(open).toThrow(expect.objectContaining({ code: 'newer-database', details: { version: NEXT.version, newest: ALL.at(-1)?.version } }))
    }
    expect(bytesOf(folder)).toEqual(before)
  })

  test('is refused untouched also where its version still stands in the log only', () => {
    const from = temporaryFolder()
    const store = openStore({ folder: from, clock, hash: nodeHash })
    startRun(store)
    store.db.pragma('wal_checkpoint(TRUNCATE)')
    migrate(store.db, { clock, migrations: [...ALL, NEXT], backUp: () => undefined })
    // As a crash would leave it: copied while it is open.
    const folder = temporaryFolder()
    for (const name of ['runthrough.db', 'runthrough.db-wal']) copyFileSync(join(from, name), join(folder, name))
    store.close()
    const before = bytesOf(folder)
    expect(Object.keys(before)).toHaveLength(2)
    expect(() => openStore({ folder, clock, hash: nodeHash })).toThrow(expect.objectContaining({ code: 'newer-database' }))
    expect(bytesOf(folder)).toEqual(before)
  })

  test('keeps its journal mode', () => {
    const folder = newer()
    const file = join(folder, 'runthrough.db')
    const db = new Database(file)
    db.pragma('journal_mode = DELETE')
    db.close()
    const before = bytesOf(folder)
    expect(() => openStore({ folder, clock, hash: nodeHash })).toThrow(expect.objectContaining({ code: 'newer-database' }))
    expect(bytesOf(folder)).toEqual(before)
    expect(bare(file).pragma('journal_mode', { simple: true })).toBe('delete')
  })
})

describe('a backup', () => {
  test('is made before a migration of a database that holds something, as it was then', () => {
    const folder = temporaryFolder()
    const old = testStore(folder)
    const { made } = startRun(old, 3)
    old.close()
    const store = openStore({ folder, clock, hash: nodeHash, migrations: [...ALL, NEXT] })
    onTestFinished(() => store.close())
    const [backup, ...others] = listBackups(store.files.backups)
    expect(others).toEqual([])
    const copy = bare(backup ?? '')
    expect(versionOf(copy)).toBe(ALL.at(-1)?.version)
    expect([...readRecords(copy as never, RUN)]).toEqual(made)
  })

  test('is not made of an empty one, nor where nothing is to be done', () => {
    const folder = temporaryFolder()
    for (let n = 0; n < 2; n += 1) testStore(folder).close()
    expect(existsSync(join(folder, 'backups'))).toBe(false)
  })

  test('that cannot be made stops the migration before it begins', () => {
    const folder = temporaryFolder()
    const old = testStore(folder)
    startRun(old)
    old.close()
    writeFileSync(join(folder, 'backups'), 'a file where the folder should be')
    expect(() => openStore({ folder, clock, hash: nodeHash, migrations: [...ALL, NEXT] })).toThrow(/EEXIST|ENOTDIR/)
    const store = testStore(folder)
    expect(versionOf(store.db)).toBe(ALL.at(-1)?.version)
    expect([...readRecords(store.db, RUN)]).toEqual(records(1))
  })
})

describe('the files', () => {
  test('one that was edited after it landed is noticed, and nothing is changed', () => {
    const folder = temporaryFolder()
    testStore(folder).close()
    const edited = ALL.map((migration, index) => (index === 1 ? { ...migration, sha256: 'edited' } : migration))
    const open = () => openStore({ folder, clock, hash: nodeHash, migrations: [...edited, NEXT] })
    expect(open).toThrow(expect.objectContaining({ code: 'edited-migration', details: { migration: ALL[1]?.name } }))
    expect(versionOf(bare(join(folder, 'runthrough.db')))).toBe(ALL.at(-1)?.version)
  })

  test('other line ends are no edit', () => {
    const folder = temporaryFolder()
    for (const { name, sql } of ALL) writeFileSync(join(folder, name), sql.replaceAll('\n', '\r\n'))
    expect(readMigrations(folder)).toEqual(ALL)
  })

  test('they are numbered in steps of ten without gaps', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, '0010_a.sql'), '')
    writeFileSync(join(folder, '0030_b.sql'), '')
    expect(() => readMigrations(folder)).toThrow(/0030_b.sql .* should begin with 0020_/)
  })

  test('they are found from the sources and from the build alike', () => {
    const root = join(import.meta.dirname, '..', '..')
    for (const from of ['electron/node/store', 'out/node/store']) expect(defaultMigrations(join(root, from))).toBe(join(root, 'migrations'))
  })
})
