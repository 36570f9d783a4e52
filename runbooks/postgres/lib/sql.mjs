// How the scripts speak to a cluster: by psql, as the owner of the move (superuser) or as the application.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fail, places, readJson } from './common.mjs'
import { program } from './programs.mjs'

export const SLOT = { forward: 'move_forward', back: 'move_back' }
/** Which cluster a direction comes from, and which one it goes to. */
export const FROM = { forward: 'old', back: 'new' }
export const TO = { forward: 'new', back: 'old' }

/** `{ home, programs, rows, old, new }`; a cluster is `{ host, port, database, owner: { user, password }, app: { user, password } }`. */
export function clustersOf(work) {
  const at = places(work)
  if (!existsSync(at.clusters)) fail(`There is no ${at.clusters}: run the step "setup" first. Of a real environment it says how the two clusters are reached.`)
  const clusters = readJson(at.clusters)
  if (!clusters.old || !clusters.new) fail('The step "setup" did not come to its end: run it again')
  return clusters
}

/** What psql and the like need to reach a cluster: arguments and environment. The password stands in no argument. */
export function reach(cluster, as = 'owner') {
  const { user, password } = cluster[as]
  return {
    argv: ['-h', cluster.host, '-p', String(cluster.port), '-U', user, '-d', cluster.database],
    env: { ...process.env, PGPASSWORD: password, PGCONNECT_TIMEOUT: '10', PGAPPNAME: 'move', PGTZ: 'UTC', PGDATESTYLE: 'ISO, YMD' },
  }
}

/** Runs statements; gives `{ rows, error }`, rows as lists of texts. The first error ends it. */
export function tryQuery(clusters, name, sql, as = 'owner') {
  const { argv, env } = reach(clusters[name], as)
  const psql = program('psql', clusters.programs)
  const { status, stdout, stderr, error } = spawnSync(psql, ['-X', '-q', '-A', '-t', '-F', '\t', '-v', 'ON_ERROR_STOP=1', ...argv], { env, input: sql, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (error) return { rows: [], error: error.message }
  if (status !== 0) return { rows: [], error: stderr.trim() || `psql ended with ${status}` }
  return { rows: stdout.split('\n').filter(Boolean).map((line) => line.split('\t')), error: undefined }
}

/** The same; an error ends the script and names the cluster. */
export function query(clusters, name, sql, as = 'owner') {
  const { rows, error } = tryQuery(clusters, name, sql, as)
  if (error !== undefined) fail(`The ${name} cluster says: ${error}`)
  return rows
}

/** The first value of the first row. */
export const value = (clusters, name, sql, as) => query(clusters, name, sql, as)[0]?.[0]

export const literal = (text) => `'${String(text).replaceAll("'", "''")}'`
export const identifier = (text) => `"${String(text).replaceAll('"', '""')}"`

/** The tables that are moved, by name. */
export const tablesOf = (clusters, name) => query(clusters, name, `SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`).map(([table]) => table)

/** May the application write there? */
export const mayWrite = (clusters, name) =>
  value(clusters, name, `SELECT coalesce(bool_or(has_table_privilege(${literal(clusters[name].app.user)}, format('%I.%I', schemaname, tablename), 'INSERT')), false) FROM pg_tables WHERE schemaname = 'public'`) === 't'

export const hasSubscription = (clusters, name, subscription) => value(clusters, name, `SELECT count(*) FROM pg_subscription WHERE subname = ${literal(subscription)}`) === '1'

/** Bytes between a position and what the other side has confirmed as written; undefined where there is no such slot. */
export function lagBytes(clusters, direction, position = 'pg_current_wal_lsn()') {
  const row = query(clusters, FROM[direction], `SELECT greatest(0, ${position} - confirmed_flush_lsn)::bigint, active FROM pg_replication_slots WHERE slot_name = ${literal(SLOT[direction])}`)[0]
  return row && { bytes: Number(row[0]), active: row[1] === 't' }
}
