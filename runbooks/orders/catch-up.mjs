// Carries the captured writes over to v2, in small transactions, until none is left.
import { count, hasTable, openOrders, replayOutbox } from './lib/database.mjs'
import { fail, options } from './lib/common.mjs'

const given = options({ work: undefined })
const db = openOrders(given.work)
if (!hasTable(db, 'orders_v2')) fail('There are no v2 tables')
let carried = 0
for (let now = -1; now !== 0; carried += now) now = db.transaction(() => replayOutbox(db, 500)).immediate()
console.log(`${carried} captured writes carried over; v1 has ${count(db, 'orders')} orders, v2 ${count(db, 'orders_v2')}`)
db.close()
