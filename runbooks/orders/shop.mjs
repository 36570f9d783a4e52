// The shop: takes orders and shows them, on schema v1 or v2. Its answers look the same on both.
//   POST /orders {reference, customer, lines: [{sku, quantity, price}]}   placing the same reference twice gives the same order
//   GET  /orders/ID   GET /orders/by-reference/REF   GET /recommendations   POST /cache/warm   POST /import {orders: […]}
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cents, fromV1, getMeta, money, openOrders, v2Writer } from './lib/database.mjs'
import { options, places, readJson, wholeNumber } from './lib/common.mjs'
import { json, serve } from './lib/serve.mjs'
import { portOf } from './lib/services.mjs'

const given = options({ work: undefined, port: undefined, schema: undefined, release: undefined })
const base = wholeNumber(given.port, 'port', 1024, 65_000)
const at = places(given.work)
const { schema } = given
const release = readJson(join(at.releases, given.release, 'shop.json'))
if (release.schema !== schema) throw new Error(`Release ${given.release} is made for schema ${release.schema}, not ${schema}`)
const db = openOrders(given.work)
const store = schema === 'v1' ? storeV1() : storeV2()
let bestsellers

serve({
  service: schema,
  work: given.work,
  port: portOf(schema, base),
  facts: () => ({ schema, release: release.release, writer: getMeta(db, 'writer'), frozen: existsSync(at.freeze) }),
  answer(method, path, body) {
    const known = /^\/orders\/(by-reference\/)?([A-Za-z0-9-]+)$/.exec(path)
    if (method === 'GET' && known) {
      const order = known[1] ? store.byReference.get(known[2]) : store.byId.get(known[2])
      return order ? json(200, show(store.read(order))) : json(404, { error: 'no such order' })
    }
    if (method === 'POST' && path === '/orders') return place([JSON.parse(body)])
    if (method === 'POST' && path === '/import')
      return existsSync(at.freeze) ? json(423, { error: 'bulk imports are frozen until the release is through' }) : place(JSON.parse(body).orders)
    if (method === 'POST' && path === '/cache/warm' && schema === 'v2') {
      bestsellers = db.prepare('SELECT sku, sum(quantity) AS sold FROM order_lines GROUP BY sku ORDER BY sold DESC, sku LIMIT 10').all()
      return json(200, { warmed: bestsellers.length })
    }
    if (method === 'GET' && path === '/recommendations') return bestsellers?.length ? json(200, bestsellers) : json(503, { error: 'the cache is cold' })
    return json(404, { error: `${method} ${path} is not known here` })
  },
})

/** All or none. 421 = this shop is not the writer (any more): the door asks the other one. */
function place(orders) {
  for (const order of orders) {
    const fine = /^[A-Za-z0-9-]{1,60}$/.test(order?.reference) && /^\S+@\S+$/.test(order.customer) && Array.isArray(order.lines) && order.lines.length > 0
    if (!fine || !order.lines.every((line) => line.sku && Number.isInteger(line.quantity) && line.quantity > 0 && /^\d+\.\d\d$/.test(line.price)))
      return json(400, { error: 'an order is {reference, customer, lines: [{sku, quantity, price: "12.50"}]}' })
  }
  const placed = db
    .transaction(() => {
      if (getMeta(db, 'writer') !== schema) return undefined // read under the write lock: the switch can't fall in between
      return orders.map((order) => store.read(store.byReference.get(order.reference) ?? store.add(order)))
    })
    .immediate()
  if (!placed) return json(421, { error: `${schema} does not write` })
  return json(201, placed.length === 1 ? show(placed[0]) : { placed: placed.length, orders: placed.map(show) })
}

function show(order) {
  const lines = order.lines.map((line) => ({ sku: line.sku, quantity: line.quantity, price: money(line.unitCents) }))
  return { id: order.id, reference: order.reference, customer: order.customer, state: order.state, total: money(order.totalCents), lines, served_by: schema }
}

function newOrder({ reference, customer, lines }) {
  const own = lines.map((line) => ({ sku: line.sku, quantity: line.quantity, unitCents: cents(line.price) }))
  const totalCents = own.reduce((sum, line) => sum + line.quantity * line.unitCents, 0)
  return { id: null, reference, customer: customer.toLowerCase(), state: 'new', totalCents, placedAt: new Date().toISOString(), lines: own }
}

function storeV1() {
  const byId = db.prepare('SELECT * FROM orders WHERE id = ?')
  const insert = db.prepare('INSERT INTO orders (reference, customer, items_json, state, amount, placed_at) VALUES (?, ?, ?, ?, ?, ?)')
  return {
    byId,
    byReference: db.prepare('SELECT * FROM orders WHERE reference = ?'),
    read: fromV1,
    add(asked) {
      const order = newOrder(asked)
      const items = order.lines.map((line) => ({ sku: line.sku, qty: line.quantity, price: money(line.unitCents) }))
      return byId.get(insert.run(order.reference, order.customer, JSON.stringify(items), 'NEW', money(order.totalCents), order.placedAt).lastInsertRowid)
    },
  }
}

function storeV2() {
  const columns = `o.id, o.reference, c.email AS customer, o.state, o.total_cents AS totalCents, o.placed_at AS placedAt`
  const from = `FROM orders_v2 o JOIN customers c ON c.id = o.customer_id`
  const byId = db.prepare(`SELECT ${columns} ${from} WHERE o.id = ?`)
  const lines = db.prepare('SELECT sku, quantity, unit_cents AS unitCents FROM order_lines WHERE order_id = ? ORDER BY line')
  const put = v2Writer(db)
  return {
    byId,
    byReference: db.prepare(`SELECT ${columns} ${from} WHERE o.reference = ?`),
    read: (row) => ({ ...row, lines: lines.all(row.id) }),
    add: (asked) => byId.get(put(newOrder(asked))),
  }
}
