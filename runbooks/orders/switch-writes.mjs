// The switch. In one transaction: the last captured writes go over to v2, both sides are counted, and v2 becomes the
// writer. A write that comes at this moment waits for the lock and is then sent to v2 by the door: none is lost.
// Run again after the switch, it only makes sure that the door leads to v2.
import { count, getMeta, hasTable, openOrders, replayOutbox, setMeta } from './lib/database.mjs'
import { fail, options, places, writeJson } from './lib/common.mjs'

const given = options({ work: undefined })
const db = openOrders(given.work)
if (!hasTable(db, 'orders_v2')) fail('There are no v2 tables')
const carried = db
  .transaction(() => {
    if (getMeta(db, 'writer') === 'v2') return 0
    const writes = replayOutbox(db)
    const [older, newer] = [count(db, 'orders'), count(db, 'orders_v2')]
    if (older !== newer) throw new Error(`v1 has ${older} orders, v2 ${newer}: v1 stays the writer`)
    setMeta(db, 'writer', 'v2')
    return writes
  })
  .immediate
try {
  console.log(`${carried()} last writes carried over; v2 is the writer`)
  writeJson(places(given.work).route, { shop: 'v2' })
} catch (error) {
  fail(error.message)
}
