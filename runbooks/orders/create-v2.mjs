// Creates the empty tables of schema v2 beside v1. Refused without a snapshot: it is the way back.
import { existsSync } from 'node:fs'
import { V2, openOrders } from './lib/database.mjs'
import { fail, options, places } from './lib/common.mjs'

const given = options({ work: undefined })
if (!existsSync(places(given.work).snapshot)) fail('There is no snapshot: without one there is no way back')
const db = openOrders(given.work)
db.exec(`BEGIN IMMEDIATE; ${V2} COMMIT`)
db.close()
console.log('customers, orders_v2 and order_lines are there')
