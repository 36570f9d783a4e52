// The schema of the new database: --do copy (tables, keys, rights; the application may read there, and not write) | drop
import { spawnSync } from 'node:child_process'
import { fail, oneOf, options } from './lib/common.mjs'
import { program } from './lib/programs.mjs'
import { clustersOf, identifier, mayWrite, query, reach, tablesOf } from './lib/sql.mjs'

const given = options({ work: undefined, do: undefined })
oneOf(given.do, 'do', 'copy', 'drop')
const clusters = clustersOf(given.work)
if (mayWrite(clusters, 'new')) fail('The application writes to the new cluster: its tables stay as they are')

// Copying again starts anew: half a schema would be left else. The schema "public" itself stays, and with it who may use it.
const there = tablesOf(clusters, 'new').map((table) => `public.${identifier(table)}`)
if (there.length > 0) query(clusters, 'new', `SET client_min_messages = warning;\nDROP TABLE ${there.join(', ')} CASCADE;`)
if (given.do === 'drop') {
  console.log('The tables of the new cluster are dropped')
} else {
  const { argv, env } = reach(clusters.old)
  const dump = spawnSync(program('pg_dump', clusters.programs), [...argv, '--schema-only', '--schema=public', '--no-owner', '--no-publications', '--no-subscriptions'], { env, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (dump.status !== 0) fail(`The schema can't be read: ${dump.stderr ?? dump.error.message}`)
  const sql = dump.stdout.replace(/^CREATE SCHEMA public;$/m, '')
  query(clusters, 'new', `${sql}\nREVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public FROM ${clusters.new.app.user};`)
  const tables = [tablesOf(clusters, 'old'), tablesOf(clusters, 'new')].map((names) => names.join(', '))
  if (tables[0] !== tables[1]) fail(`The old cluster has ${tables[0]}, the new one ${tables[1]}`)
  console.log(`${tables[1]}: there, empty, and read-only for the application`)
}
