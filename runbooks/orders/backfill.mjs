// Copies all orders from v1 to v2, in batches, while the shop sells on.
// How far it is stands in the database and moves in the same transaction as the rows: killed at any moment, the next
// start goes on where this one stood, nothing twice and nothing left out. Orders placed later come by the outbox.
import { setTimeout as pause } from 'node:timers/promises'
import { fromV1, getMeta, hasTable, openOrders, setMeta, v2Writer } from './lib/database.mjs'
import { fail, options, wholeNumber } from './lib/common.mjs'

const GIVE_WAY_MS = 10 // between two batches the shop gets its turn at the one write lock: customers come first

const given = options({ work: undefined, batch: '2000' })
const batch = wholeNumber(given.batch, 'batch', 1, 100_000)
const db = openOrders(given.work)
if (!hasTable(db, 'orders_v2')) fail('There are no v2 tables: run create-v2.mjs first')
if (!hasTable(db, 'outbox')) fail('Writes are not captured: orders placed meanwhile would be lost')

db.transaction(() => {
  if (getMeta(db, 'backfill_last') !== undefined) return
  const [last, rows] = db.prepare('SELECT max(id), count(*) FROM orders').raw().get()
  setMeta(db, 'backfill_last', last ?? 0)
  setMeta(db, 'backfill_total', rows)
}).immediate()
const last = Number(getMeta(db, 'backfill_last'))
const total = Number(getMeta(db, 'backfill_total'))
const read = db.prepare('SELECT * FROM orders WHERE id > ? AND id <= ? ORDER BY id LIMIT ?')
const put = v2Writer(db)

let done = Number(getMeta(db, 'backfill_done', '0'))
let upTo = Number(getMeta(db, 'backfill_up_to', '0'))
if (upTo > 0) console.log(`Going on after order ${upTo}`)
console.log(`${done}/${total} rows`)
while (upTo < last) {
  const moved = db
    .transaction(() => {
      const rows = read.all(upTo, last, batch)
      for (const row of rows) put(fromV1(row))
      setMeta(db, 'backfill_up_to', rows.at(-1)?.id ?? last)
      setMeta(db, 'backfill_done', done + rows.length)
      return rows
    })
    .immediate()
  upTo = moved.at(-1)?.id ?? last
  done += moved.length
  console.log(`${done}/${total} rows`)
  await pause(GIVE_WAY_MS)
}
db.close()
