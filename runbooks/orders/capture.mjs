// Turns the capture of writes on or off. On: from here, every write to v1 is in the outbox too.
import { CAPTURE, UNCAPTURE, getMeta, openOrders } from './lib/database.mjs'
import { fail, options } from './lib/common.mjs'

const given = options({ work: undefined, do: undefined })
const db = openOrders(given.work)
if (getMeta(db, 'writer') !== 'v1') fail('v2 writes already: there is nothing to capture')
if (given.do === 'on') db.exec(`BEGIN IMMEDIATE; ${CAPTURE} COMMIT`)
else if (given.do === 'off') db.exec(`BEGIN IMMEDIATE; ${UNCAPTURE} COMMIT`)
else fail('--do is on or off', 2)
db.close()
console.log(`Capture of writes is ${given.do}`)
