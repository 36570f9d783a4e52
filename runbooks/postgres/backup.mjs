// The last resort: a dump of the old database, taken while the application writes, and looked at: --do take | check
import { spawnSync } from 'node:child_process'
import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { fail, oneOf, options, places } from './lib/common.mjs'
import { program } from './lib/programs.mjs'
import { clustersOf, reach, tablesOf } from './lib/sql.mjs'

const given = options({ work: undefined, do: undefined })
oneOf(given.do, 'do', 'take', 'check')
const at = places(given.work)
const clusters = clustersOf(given.work)
if (given.do === 'take') {
  process.umask(0o077) // it holds everybody's parcels
  const beside = `${at.backup}.new`
  rmSync(beside, { force: true })
  const { argv, env } = reach(clusters.old)
  const dump = spawnSync(program('pg_dump', clusters.programs), [...argv, '-Fc', '-Z', '1', '-f', beside], { env, encoding: 'utf8' })
  if (dump.status !== 0) fail(`The dump failed: ${dump.stderr ?? dump.error.message}`)
  renameSync(beside, at.backup)
  console.log(`${(statSync(at.backup).size / 1e6).toFixed(1)} MB: ${at.backup}`)
} else {
  if (!existsSync(at.backup)) fail(`There is no ${at.backup}`)
  // All of it is read, and turned into SQL that goes nowhere: a damaged file would stop here.
  const list = spawnSync(program('pg_restore', clusters.programs), ['-f', '-', at.backup], { encoding: 'utf8', maxBuffer: 1 << 30 })
  if (list.status !== 0) fail(`The dump can't be read: ${list.stderr ?? list.error.message}`)
  const missing = tablesOf(clusters, 'old').filter((table) => !list.stdout.includes(`COPY public.${table} (`))
  if (missing.length > 0) fail(`The dump lacks ${missing.join(', ')}`)
  console.log('The dump can be read from end to end')
}
