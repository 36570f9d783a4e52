// Who may write: --do stop --cluster X   takes the application's right to write there, ends its sessions, and notes where the log ends
//                --do open --cluster X   gives it back and leads the application there; refused while it may write to the other one
import { rmSync } from 'node:fs'
import { fail, oneOf, options, other, places, writeJson } from './lib/common.mjs'
import { clustersOf, literal, mayWrite, query, value } from './lib/sql.mjs'

const RIGHTS = 'INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public'
const given = options({ work: undefined, do: undefined, cluster: undefined })
oneOf(given.do, 'do', 'stop', 'open')
const name = oneOf(given.cluster, 'cluster', 'old', 'new')
const at = places(given.work)
const clusters = clustersOf(given.work)
const { user } = clusters[name].app

if (given.do === 'stop') {
  query(clusters, name, `REVOKE ${RIGHTS} FROM ${user}`)
  // A write that began before is either committed by now or undone with its session; its answer may be lost, and then it is tried again.
  const ended = query(clusters, name, `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = ${literal(user)} AND datname = current_database()`)
  if (ended.some(([gone]) => gone !== 't')) fail(`A session of the application on the ${name} cluster does not end`)
  const position = value(clusters, name, 'SELECT pg_current_wal_lsn()')
  writeJson(at.stopped, { cluster: name, position, atMs: Date.now() })
  console.log(`The ${name} cluster is read-only for the application; ${ended.length} sessions ended; the log ends at ${position}`)
} else {
  if (mayWrite(clusters, other(name))) fail(`The application may still write to the ${other(name)} cluster: with two writers the data would part. Stop it there first.`)
  // Noted before the first write can come: whoever goes back has to bring along what may be there.
  if (name === 'new') writeJson(at.opened, { atMs: Date.now() })
  query(clusters, name, `GRANT ${RIGHTS.replace(', TRUNCATE', '')} TO ${user}`)
  writeJson(at.route, { cluster: name })
  if (name === 'old') rmSync(at.opened, { force: true })
  console.log(`The application writes to the ${name} cluster`)
}
