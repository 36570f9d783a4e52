// Takes the snapshot that a back-out restores: a complete, consistent copy of the database while the shop sells on.
// Needs the capture of writes, so that what comes after the snapshot is known. Safe to run again until v2 exists.
import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { count, hasTable, openOrders } from './lib/database.mjs'
import { fail, options, places } from './lib/common.mjs'

const given = options({ work: undefined })
const at = places(given.work)
const db = openOrders(given.work)
if (!hasTable(db, 'outbox')) fail('Writes are not captured yet: run capture.mjs --do on first')
if (hasTable(db, 'orders_v2')) {
  if (!existsSync(at.snapshot)) fail('The v2 schema exists already, and there is no snapshot from before it')
  console.log('The snapshot from before v2 is kept')
  process.exit(0)
}
const beside = `${at.snapshot}.new`
rmSync(beside, { force: true })
db.prepare('VACUUM INTO ?').run(beside)
db.close()
const copy = new Database(beside, { readonly: true })
if (copy.pragma('quick_check', { simple: true }) !== 'ok') fail('The snapshot is damaged')
const orders = count(copy, 'orders')
copy.close()
renameSync(beside, at.snapshot)
console.log(`${orders} orders, ${(statSync(at.snapshot).size / 1e6).toFixed(1)} MB: ${at.snapshot}`)
