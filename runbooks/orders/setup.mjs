// Builds the scratch environment anew: a v1 database with ORDERS orders (the same ones every time) and release v1.0.
// Safe to run again: it stops what runs there, and the database only gets its name when it is complete.
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { V1, money, openOrders } from './lib/database.mjs'
import { fail, makeFolder, options, places, wholeNumber, writeJson } from './lib/common.mjs'
import { SERVICES, stopService } from './lib/services.mjs'

const given = options({ work: undefined, orders: '500000', scratch: undefined })
const total = wholeNumber(given.orders, 'orders', 100, 5_000_000)
const at = places(given.work)
if (given.scratch !== 'yes') {
  openOrders(given.work).close() // a real environment is looked at, never built
  console.log(`${at.database} is there; nothing was changed`)
  process.exit(0)
}

makeFolder(at.folder)
const found = readdirSync(at.folder)
if (!existsSync(at.marker) && found.some((name) => name !== basename(at.freeze)))
  fail(`${at.folder} holds files that are not from here: give an empty folder with --input work=FOLDER`)
writeFileSync(at.marker, 'A scratch folder of the orders runbook. The step "setup" empties it.\n')
for (const service of SERVICES) console.log(await stopService(service, given.work))
for (const name of found) if (![basename(at.freeze), basename(at.marker)].includes(name)) rmSync(join(at.folder, name), { recursive: true, force: true })

const beside = `${at.database}.new`
const db = new Database(beside)
db.pragma('journal_mode = OFF')
db.pragma('synchronous = OFF')
db.exec(V1)
db.transaction(() => {
  const insert = db.prepare('INSERT INTO orders VALUES (?, NULL, ?, ?, ?, ?, ?)')
  for (let id = 1; id <= total; id++) {
    insert.run(...order(id))
    if (id % 50_000 === 0) console.log(`${id}/${total} orders written`)
  }
})()
db.exec('CREATE UNIQUE INDEX orders_reference ON orders (reference) WHERE reference IS NOT NULL')
db.prepare(`INSERT INTO meta VALUES ('built_with', ?)`).run(String(total))
db.close()
renameSync(beside, at.database)
writeJson(join(at.releases, 'v1.0', 'shop.json'), { release: 'v1.0', schema: 'v1' })
writeJson(at.route, { shop: 'v1' })
console.log(`${total} orders in schema v1: ${at.database}`)

/** Order ID as v1 stores it: everything follows from the id, so every machine gets the same shop. Order 42 is paid. */
function order(id) {
  let seed = id * 2_654_435_761
  const below = (limit) => {
    seed = (Math.imul(seed ^ (seed >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0
    return (seed >>> 8) % limit
  }
  let sum = 0
  const items = Array.from({ length: 1 + below(4) }, () => {
    const item = { sku: `S-${100 + below(900)}`, qty: 1 + below(3), price: money(100 + below(9_900)) }
    sum += item.qty * Math.round(Number(item.price) * 100)
    return item
  })
  const states = ['PAID', 'paid', 'Shipped', 'sent', 'NEW', 'Open', 'canceled', 'Cancelled']
  const state = id === 42 ? 'PAID' : states[below(states.length)]
  const placed = new Date(Date.UTC(2025, 0, 1) + id * 60_000).toISOString()
  return [id, `Customer${below(Math.ceil(total / 10))}@shop.example`, JSON.stringify(items), state, money(sum), placed]
}
