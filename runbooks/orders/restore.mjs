// The way back: v1 as it was in the snapshot, plus every order written since. The old shop stops for it; the door lets
// customers wait. The restored database is built beside and takes the place of the other one in a single rename, so
// killed at any moment this can simply run again.
import { copyFileSync, constants, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { count, getMeta, hasTable, openOrders } from './lib/database.mjs'
import { fail, options, places, wholeNumber, writeJson } from './lib/common.mjs'
import { startService, stopService } from './lib/services.mjs'

const given = options({ work: undefined, port: undefined })
const base = wholeNumber(given.port, 'port', 1024, 65_000)
const at = places(given.work)
if (!existsSync(at.snapshot)) fail('There is no snapshot to restore')
const live = openOrders(given.work)
if (getMeta(live, 'writer') !== 'v1') fail('v2 writes already: this way back is closed')
if (!hasTable(live, 'outbox')) fail('Writes since the snapshot were not captured: a restore could lose orders')
for (const shop of ['v2', 'v1']) console.log(await stopService(shop, given.work)) // from here nothing is written
const beside = `${at.database}.restored`
for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(`${beside}${ending}`, { force: true })
copyFileSync(at.snapshot, beside, constants.COPYFILE_FICLONE)

const restored = new Database(beside)
restored.pragma('journal_mode = DELETE')
const from = restored.prepare('SELECT coalesce(max(seq), 0) FROM outbox').pluck().get()
const written = live.prepare('SELECT * FROM orders WHERE id IN (SELECT order_id FROM outbox WHERE seq > ?) ORDER BY id').all(from)
restored.transaction(() => {
  const put = restored.prepare('INSERT INTO orders VALUES (@id, @reference, @customer, @items_json, @state, @amount, @placed_at) ON CONFLICT (id) DO UPDATE SET state = excluded.state, items_json = excluded.items_json, amount = excluded.amount')
  for (const row of written) put.run(row)
})()
const [before, after] = [count(live, 'orders'), count(restored, 'orders')]
if (before !== after) fail(`The restored database has ${after} orders, the present one ${before}: nothing was changed`)
restored.close()
live.close() // the last connection: its log is folded into the file that is about to go

if (existsSync(`${at.database}-wal`) && statSync(`${at.database}-wal`).size > 0) fail('Another program still has the database open: stop it and run this again')
renameSync(beside, at.database)
writeJson(at.route, { shop: 'v1' })
console.log(`${after} orders in schema v1, ${written.length} of them written since the snapshot`)
console.log(await startService('v1', given.work, base, 'v1.0').catch((error) => fail(error.message)))
