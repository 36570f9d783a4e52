/** For tests that move a real PostgreSQL cluster by the scripts of runbooks/postgres; without PostgreSQL they fail with the reason. */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { postgresFolder } from '../../electron/setup/postgres.mjs'

const RUNBOOKS = fileURLToPath(new URL('../../runbooks', import.meta.url))

export type ClusterName = 'old' | 'new'

/** One line of the application's journal: a write that somebody was told is done. */
export interface Acknowledged {
  readonly token: string
  readonly reference: string
  readonly place: string
  readonly by: ClusterName
}

/** @throws Error that says what to do */
export function wantPostgres(): void {
  postgresFolder()
}

export function acknowledgedIn(work: string): readonly Acknowledged[] {
  return readFileSync(join(work, 'acknowledged.ndjson'), 'utf8').split('\n').slice(0, -1).map((line) => JSON.parse(line) as Acknowledged)
}

/** Asks a cluster directly, by psql and none of the scripts. Rows are lists of texts. */
export function ask(work: string, name: ClusterName, sql: string): string[][] {
  const { host, port, database, owner } = JSON.parse(readFileSync(join(work, 'clusters.json'), 'utf8'))[name]
  const argv = ['-X', '-q', '-A', '-t', '-F', '\t', '-v', 'ON_ERROR_STOP=1', '-h', host, '-p', String(port), '-U', owner.user, '-d', database]
  const { status, stdout, stderr } = spawnSync(join(postgresFolder(), 'psql'), argv, { input: sql, encoding: 'utf8', env: { ...process.env, PGPASSWORD: owner.password }, maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(`${name}: ${stderr}`)
  return stdout.split('\n').filter(Boolean).map((line) => line.split('\t'))
}

/** Where the clusters of that work folder lie. */
export function homeOf(work: string): string {
  return JSON.parse(readFileSync(join(work, 'clusters.json'), 'utf8')).home as string
}

/** Stops and removes whatever is left of that environment, and its folder. */
export function removeMove(work: string): void {
  spawnSync(process.execPath, ['postgres/scratch.mjs', '--work', work, '--do', 'stop'], { cwd: RUNBOOKS })
  rmSync(work, { recursive: true, force: true })
}
