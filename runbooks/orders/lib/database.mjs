// The two schemas, and the way from one to the other.
//   v1: one row an order, its lines as JSON, money as text, states as people typed them.
//   v2: customers, orders_v2 and order_lines; integer cents; a closed list of states.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { fail, places } from './common.mjs'

export const V1 = `
  CREATE TABLE orders (
    id INTEGER PRIMARY KEY, reference TEXT, customer TEXT NOT NULL, items_json TEXT NOT NULL,
    state TEXT NOT NULL, amount TEXT NOT NULL, placed_at TEXT NOT NULL);
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  INSERT INTO meta VALUES ('writer', 'v1');`

export const V2 = `
  CREATE TABLE IF NOT EXISTS customers (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE IF NOT EXISTS orders_v2 (
    id INTEGER PRIMARY KEY, reference TEXT, customer_id INTEGER NOT NULL REFERENCES customers(id),
    state TEXT NOT NULL CHECK (state IN ('new', 'paid', 'shipped', 'cancelled')),
    total_cents INTEGER NOT NULL CHECK (total_cents >= 0), placed_at TEXT NOT NULL) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS orders_v2_reference ON orders_v2 (reference) WHERE reference IS NOT NULL;
  CREATE TABLE IF NOT EXISTS order_lines (
    order_id INTEGER NOT NULL, line INTEGER NOT NULL, sku TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0), unit_cents INTEGER NOT NULL,
    PRIMARY KEY (order_id, line)) STRICT, WITHOUT ROWID;`

/** Every order that is placed or changed in v1 leaves its id here, in the same transaction. */
export const CAPTURE = `
  CREATE TABLE IF NOT EXISTS outbox (seq INTEGER PRIMARY KEY AUTOINCREMENT, order_id INTEGER NOT NULL);
  CREATE TRIGGER IF NOT EXISTS capture_insert AFTER INSERT ON orders BEGIN INSERT INTO outbox (order_id) VALUES (new.id); END;
  CREATE TRIGGER IF NOT EXISTS capture_update AFTER UPDATE ON orders BEGIN INSERT INTO outbox (order_id) VALUES (new.id); END;`

export const UNCAPTURE = `DROP TRIGGER IF EXISTS capture_insert; DROP TRIGGER IF EXISTS capture_update; DROP TABLE IF EXISTS outbox;`

export function openOrders(work) {
  const file = places(work).database
  if (!existsSync(file)) fail(`There is no database ${file}: run the step "setup" first`)
  // better-sqlite3 ends an older Node without a word.
  if (Number.parseInt(process.versions.node, 10) < 22) fail(`Node 22 or later is needed, this is ${process.versions.node}: use the project's own, node_modules/.bin/node`)
  const db = new Database(file, { timeout: 20_000 })
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  return db
}

export const hasTable = (db, name) => db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`).get(name) !== undefined
export const count = (db, table) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
export const getMeta = (db, key, otherwise) => db.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(key) ?? otherwise
export const setMeta = (db, key, value) => db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(key, String(value))

/** Writes that were captured and are not in v2 yet. */
export const pending = (db) =>
  hasTable(db, 'outbox') ? db.prepare('SELECT count(*) FROM outbox WHERE seq > ?').pluck().get(Number(getMeta(db, 'applied_seq', '0'))) : 0

/** '12.50' → 1250, without a float in between. */
export function cents(text) {
  const match = /^(\d+)\.(\d\d)$/.exec(text)
  if (!match) throw new Error(`"${text}" is no amount like 12.50`)
  return Number(match[1]) * 100 + Number(match[2])
}
export const money = (amount) => `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`

const STATES = { new: 'new', open: 'new', paid: 'paid', shipped: 'shipped', sent: 'shipped', cancelled: 'cancelled', canceled: 'cancelled' }

/** A row of v1 as the shop understands it; both schemas must come to the same one of these. */
export function fromV1(row) {
  const state = STATES[row.state.toLowerCase()]
  if (!state) throw new Error(`Order ${row.id} has the unknown state "${row.state}"`)
  const lines = JSON.parse(row.items_json).map((item) => ({ sku: item.sku, quantity: item.qty, unitCents: cents(item.price) }))
  return { id: row.id, reference: row.reference, customer: row.customer.toLowerCase(), state, totalCents: cents(row.amount), placedAt: row.placed_at, lines }
}

/** Returns a function that puts one order into v2, over whatever stood there: doing it twice changes nothing. */
export function v2Writer(db) {
  const findCustomer = db.prepare('SELECT id FROM customers WHERE email = ?').pluck()
  const addCustomer = db.prepare('INSERT INTO customers (email) VALUES (?)')
  const putOrder = db.prepare('INSERT OR REPLACE INTO orders_v2 VALUES (?, ?, ?, ?, ?, ?)')
  const dropLines = db.prepare('DELETE FROM order_lines WHERE order_id = ?')
  const putLine = db.prepare('INSERT INTO order_lines VALUES (?, ?, ?, ?, ?)')
  return (order) => {
    const customer = findCustomer.get(order.customer) ?? addCustomer.run(order.customer).lastInsertRowid
    const { lastInsertRowid: id } = putOrder.run(order.id, order.reference, customer, order.state, order.totalCents, order.placedAt)
    dropLines.run(id)
    for (const [index, line] of order.lines.entries()) putLine.run(id, index + 1, line.sku, line.quantity, line.unitCents)
    return Number(id)
  }
}

/** Carries captured writes over to v2; call it inside a transaction. Returns how many there were. */
export function replayOutbox(db, limit = -1) {
  const rows = db.prepare('SELECT seq, order_id FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?').all(Number(getMeta(db, 'applied_seq', '0')), limit)
  if (rows.length === 0) return 0
  const read = db.prepare('SELECT * FROM orders WHERE id = ?')
  const put = v2Writer(db)
  for (const id of new Set(rows.map((row) => row.order_id))) put(fromV1(read.get(id)))
  setMeta(db, 'applied_seq', rows.at(-1).seq)
  return rows.length
}

/** All orders of a schema by id, in the shape of `fromV1`. */
export function* ordersV1(db) {
  for (const row of db.prepare('SELECT * FROM orders ORDER BY id').iterate()) yield fromV1(row)
}
export function* ordersV2(db) {
  const lines = db.prepare('SELECT order_id, sku, quantity, unit_cents FROM order_lines ORDER BY order_id, line').raw().iterate()
  let line = lines.next()
  const orders = db.prepare(
    'SELECT o.id, o.reference, c.email, o.state, o.total_cents, o.placed_at FROM orders_v2 o LEFT JOIN customers c ON c.id = o.customer_id ORDER BY o.id',
  )
  try {
    for (const [id, reference, customer, state, totalCents, placedAt] of orders.raw().iterate()) {
      const own = []
      while (!line.done && line.value[0] < id) line = lines.next() // lines without an order: `compare` counts them
      for (; !line.done && line.value[0] === id; line = lines.next()) own.push({ sku: line.value[1], quantity: line.value[2], unitCents: line.value[3] })
      yield { id, reference, customer, state, totalCents, placedAt, lines: own }
    }
  } finally {
    lines.return() // lines may be left over, and an open read would keep the connection busy
  }
}

/** One order as one text; equal texts = equal orders. */
export const canonical = (order) =>
  JSON.stringify([order.id, order.reference, order.customer, order.state, order.totalCents, order.placedAt, order.lines.map((line) => [line.sku, line.quantity, line.unitCents])])

/** sha256 over all orders by id: the same for v1 and v2 when they say the same. */
export function checksum(orders) {
  const hash = createHash('sha256')
  for (const order of orders) hash.update(`${canonical(order)}\n`)
  return hash.digest('hex')
}
