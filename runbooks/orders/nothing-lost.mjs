// Proves that no order is lost: all the orders the database was built with are there, and every order in the door's
// ledger (that is: each one a customer was told is placed) stands in the tables that are written now, at its price.
import { existsSync, readFileSync } from 'node:fs'
import { cents, count, fromV1, getMeta, openOrders } from './lib/database.mjs'
import { fail, options, places } from './lib/common.mjs'

const given = options({ work: undefined })
const at = places(given.work)
const db = openOrders(given.work)
const writer = getMeta(db, 'writer')
const table = writer === 'v1' ? 'orders' : 'orders_v2'
const find = db.prepare(`SELECT * FROM ${table} WHERE reference = ?`)
const ledger = existsSync(at.ledger) ? readFileSync(at.ledger, 'utf8').trim().split('\n').filter(Boolean).map((line) => JSON.parse(line)) : []
const acknowledged = new Map(ledger.map((entry) => [entry.reference, entry.total]))

const lost = [...acknowledged].filter(([reference, total]) => {
  const row = find.get(reference)
  return !row || (writer === 'v1' ? fromV1(row).totalCents : row.total_cents) !== cents(total)
})
if (lost.length > 0) fail(`${lost.length} acknowledged orders are missing or changed in ${table}: ${lost.slice(0, 10).map(([reference]) => reference).join(', ')}`)
const wanted = Number(getMeta(db, 'built_with', '0')) + acknowledged.size
const orders = count(db, table)
if (orders < wanted) fail(`${table} has ${orders} orders, and should have at least ${wanted}`)
console.log(`${orders} orders in ${table}, among them all ${acknowledged.size} that were acknowledged`)
