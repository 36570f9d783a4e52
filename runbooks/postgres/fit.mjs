// Can this database be moved by logical replication at all? What it does not carry over is named here, before anything was begun.
import { fail, options } from './lib/common.mjs'
import { refuseOld } from './lib/programs.mjs'
import { clustersOf, query, value } from './lib/sql.mjs'

const given = options({ work: undefined })
const clusters = clustersOf(given.work)
const found = []
const versions = {}
for (const name of ['old', 'new']) {
  const [[version, level, slots, senders]] = query(
    clusters,
    name,
    `SELECT current_setting('server_version_num'), current_setting('wal_level'),
       current_setting('max_replication_slots')::int - (SELECT count(*) FROM pg_replication_slots),
       current_setting('max_wal_senders')::int - (SELECT count(*) FROM pg_stat_replication)`,
  )
  refuseOld(version, `The ${name} cluster`)
  versions[name] = Math.floor(Number(version) / 10_000)
  // Both ways: the way back is a replication, too.
  if (level !== 'logical') found.push(`${name}: wal_level is ${level}, and has to be logical (a restart of that cluster)`)
  if (Number(slots) < 4 || Number(senders) < 4) found.push(`${name}: ${slots} free replication slots and ${senders} free senders; 4 of each are needed`)
}
if (versions.new < versions.old) found.push(`The new cluster (${versions.new}) is older than the old one (${versions.old})`)

const own = (sql) => query(clusters, 'old', sql).map(([one]) => one)
const here = `c.relnamespace = 'public'::regnamespace`
for (const table of own(`SELECT c.relname FROM pg_class c WHERE c.relkind = 'r' AND ${here} AND c.relreplident <> 'f'
  AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND CASE c.relreplident WHEN 'i' THEN i.indisreplident ELSE c.relreplident = 'd' AND i.indisprimary END)`))
  found.push(`${table} has no primary key: its updates can't be replicated`)
for (const table of own(`SELECT c.relname FROM pg_class c WHERE c.relkind = 'r' AND ${here} AND c.relpersistence <> 'p'`)) found.push(`${table} is unlogged: it is not replicated`)
for (const view of own(`SELECT c.relname FROM pg_class c WHERE c.relkind IN ('m', 'f', 'p') AND ${here}`)) found.push(`${view} is no plain table: it wants a plan of its own`)
if (value(clusters, 'old', 'SELECT count(*) FROM pg_largeobject_metadata') !== '0') found.push('There are large objects: they are not replicated')
if (value(clusters, 'new', `SELECT count(*) FROM pg_class c WHERE c.relkind = 'r' AND ${here}`) !== '0') found.push('The new database is not empty')

if (found.length > 0) fail(found.join('\n'))
const sequences = value(clusters, 'old', `SELECT count(*) FROM pg_sequences WHERE schemaname = 'public'`)
console.log(`PostgreSQL ${versions.old} → ${versions.new}: every table can be replicated; ${sequences} sequences are moved by a step of their own`)
