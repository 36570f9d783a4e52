/** Our small migrator: SQL files in steps of ten, each in one transaction with its version, never edited once landed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type Database from 'better-sqlite3'
import { RunthroughError } from '../../core/errors.ts'
import type { Clock } from '../../core/ports.ts'
import { sha256Bytes } from '../hash.ts'

export interface Migration {
  /** 10, 20, 30 … : the database's `user_version` once it has landed. */
  readonly version: number
  readonly name: string
  readonly sql: string
  readonly sha256: string
}

interface Options {
  readonly clock: Clock
  readonly migrations: readonly Migration[]
  /** Called once before anything changes, and only where there is something to lose. */
  readonly backUp: () => void
}

/** Brings the database to the newest version; returns the names that were applied. Throws `newer-database` or `edited-migration`. */
export function migrate(db: Database.Database, { clock, migrations, backUp }: Options): readonly string[] {
  const version = versionOf(db)
  refuseNewer(version, migrations)
  refuseEdited(db, version, migrations)
  const pending = migrations.filter((migration) => migration.version > version)
  if (pending.length === 0) return []
  if (!isEmpty(db)) backUp()
  return pending.filter((migration) => apply(db, migration, clock)).map(({ name }) => name)
}

/** Throws `newer-database` where `version` is above all that we know. */
export function refuseNewer(version: number, migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.version ?? 0
  if (version <= newest) return
  throw new RunthroughError(
    'newer-database',
    `This history was written by a newer Runthrough (its version is ${version}, this one knows up to ${newest}). Nothing was changed.`,
    'Use the newer Runthrough, or another folder with --data DIR.',
    { version, newest },
  )
}

/** The migrations in `folder`, oldest first. Throws where a name or a number is out of line. */
export function readMigrations(folder: string = defaultMigrations()): readonly Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql')).sort()
  return names.map((name, index) => {
    const version = Number(/^(\d{4})_[a-z0-9-]+\.sql$/.exec(name)?.[1])
    if (version !== (index + 1) * 10) throw new Error(`migration ${name} in ${folder} should begin with ${String((index + 1) * 10).padStart(4, '0')}_`)
    // A checkout on Windows may turn line ends; that is no edit.
    const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
    return { version, name, sql, sha256: sha256Bytes(sql) }
  })
}

/** The nearest folder above this module that holds package.json and `migrations`: the same from the sources and from the build. */
export function defaultMigrations(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, 'migrations')
    if (existsSync(found) && existsSync(join(folder, 'package.json'))) return found
    if (folder === dirname(folder)) throw new Error(`no migrations folder above ${from}`)
  }
}

export function versionOf(db: Database.Database): number {
  return db.pragma('user_version', { simple: true }) as number
}

function isEmpty(db: Database.Database): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
}

function apply(db: Database.Database, migration: Migration, clock: Clock): boolean {
  return db
    .transaction(() => {
      // Another process may have been quicker.
      if (versionOf(db) >= migration.version) return false
      db.exec('CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at REAL NOT NULL) STRICT')
      db.exec(migration.sql)
      db.prepare('INSERT INTO migration (name, sha256, applied_at) VALUES (?, ?, ?)').run(migration.name, migration.sha256, clock.wallMs())
      db.pragma(`user_version = ${migration.version}`)
      return true
    })
    .immediate()
}

function refuseEdited(db: Database.Database, version: number, migrations: readonly Migration[]): void {
  if (version === 0) return
  const landed = db.prepare('SELECT name, sha256 FROM migration').all() as { name: string; sha256: string }[]
  const known = new Map(migrations.map(({ name, sha256 }) => [name, sha256]))
  const edited = landed.find(({ name, sha256 }) => known.get(name) !== sha256)
  if (edited === undefined) return
  const what = known.has(edited.name) ? 'was edited after it had been applied' : 'was applied but is not in this Runthrough'
  throw new RunthroughError(
    'edited-migration',
    `The migration ${edited.name} ${what}, so the database may not look as this Runthrough expects. Nothing was changed.`,
    'Install Runthrough again, or use another folder with --data DIR.',
    { migration: edited.name },
  )
}
