// Facts about the database as one line of JSON. --expect writer=v2,pending=0 turns it into a check: exit 1 when one differs.
//   schema: the one that is written   v2_tables: are there any   orders, lines: in that schema   pending: captured, not yet in v2
//   checksum: over all orders of that schema, the same for v1 and v2 when they say the same (--checksum no leaves it out)
import { checksum, count, getMeta, hasTable, openOrders, ordersV1, ordersV2, pending } from './lib/database.mjs'
import { fail, options } from './lib/common.mjs'

const given = options({ work: undefined, checksum: 'yes', expect: 'none' })
const db = openOrders(given.work)
const facts = db.transaction(() => {
  const schema = getMeta(db, 'writer')
  const old = schema === 'v1'
  const lines = old ? db.prepare('SELECT coalesce(sum(json_array_length(items_json)), 0) FROM orders').pluck().get() : count(db, 'order_lines')
  const sum = given.checksum === 'no' ? {} : { checksum: checksum(old ? ordersV1(db) : ordersV2(db)) }
  return { schema, v2_tables: hasTable(db, 'orders_v2'), orders: count(db, old ? 'orders' : 'orders_v2'), lines, pending: old ? pending(db) : 0, ...sum }
})()
db.close()
console.log(JSON.stringify(facts))
if (given.expect !== 'none')
  for (const pair of given.expect.split(',')) {
    const [key, value] = pair.split('=')
    if (String(facts[key]) !== value) fail(`${key} is ${facts[key]}, and should be ${value}`)
  }
