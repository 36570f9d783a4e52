// Builds the indexes that v2 is read by; after the backfill, because filling an indexed table is slower.
import { openOrders } from './lib/database.mjs'
import { options } from './lib/common.mjs'

const given = options({ work: undefined })
const db = openOrders(given.work)
db.exec('CREATE INDEX IF NOT EXISTS orders_v2_customer ON orders_v2 (customer_id, placed_at)')
console.log('orders_v2 by customer')
db.exec('CREATE INDEX IF NOT EXISTS order_lines_sku ON order_lines (sku)')
console.log('order_lines by sku')
db.exec('ANALYZE')
db.close()
