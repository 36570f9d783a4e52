// Compares v1 and v2 order by order, in one consistent read. Orders whose change still stands in the outbox are left out.
// Exit 1 and the ids when they differ. With --repair yes, those orders are copied again.
import { createHash } from 'node:crypto'
import { canonical, fromV1, getMeta, openOrders, ordersV1, ordersV2, v2Writer } from './lib/database.mjs'
import { fail, options } from './lib/common.mjs'

const given = options({ work: undefined, repair: 'no' })
const db = openOrders(given.work)
const { differ, compared, left, sums, orphans } = db.transaction(compare)()
console.log(`${compared} orders compared, ${left} left out (still in the outbox)`)
console.log(`v1 ${sums[0]}\nv2 ${sums[1]}`)
if (differ.length === 0 && orphans === 0) console.log('v1 and v2 say the same')
else if (given.repair === 'yes') repair()
else fail(`${differ.length} orders differ: ${differ.slice(0, 10).join(', ')}${differ.length > 10 ? ', …' : ''}; ${orphans} lines without an order`)
db.close()

function compare() {
  const open = new Set(
    db.prepare('SELECT order_id FROM outbox WHERE seq > ?').pluck().all(Number(getMeta(db, 'applied_seq', '0'))),
  )
  const differ = []
  const hashes = [createHash('sha256'), createHash('sha256')]
  let compared = 0
  const [olds, news] = [ordersV1(db), ordersV2(db)]
  let [older, newer] = [olds.next(), news.next()]
  while (!older.done || !newer.done) {
    const id = Math.min(older.value?.id ?? Infinity, newer.value?.id ?? Infinity)
    const pair = [older, newer].map((side) => (side.value?.id === id ? canonical(side.value) : undefined))
    if (!open.has(id)) {
      compared++
      for (const [side, text] of pair.entries()) if (text) hashes[side].update(`${text}\n`)
      if (pair[0] !== pair[1]) differ.push(id)
    }
    if (pair[0] !== undefined) older = olds.next()
    if (pair[1] !== undefined) newer = news.next()
  }
  const orphans = db.prepare('SELECT count(*) FROM order_lines WHERE order_id NOT IN (SELECT id FROM orders_v2)').pluck().get()
  return { differ, compared, left: open.size, sums: hashes.map((hash) => hash.digest('hex')), orphans }
}

function repair() {
  const read = db.prepare('SELECT * FROM orders WHERE id = ?')
  const put = v2Writer(db)
  db.transaction(() => {
    for (const id of differ) {
      const row = read.get(id)
      if (row) put(fromV1(row))
      else db.prepare('DELETE FROM orders_v2 WHERE id = ?').run(id)
    }
    db.exec('DELETE FROM order_lines WHERE order_id NOT IN (SELECT id FROM orders_v2)')
  }).immediate()
  console.log(`${differ.length} orders copied again, ${orphans} stray lines removed`)
}
