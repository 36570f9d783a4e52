// Waits until the application's writes are acknowledged: COUNT new ones, by the cluster that --by names.
import { newlyAcknowledged } from './lib/journal.mjs'
import { fail, oneOf, options, places, wholeNumber } from './lib/common.mjs'

const given = options({ work: undefined, by: undefined, count: '10', within: '15000' })
const by = oneOf(given.by, 'by', 'old', 'new')
const count = wholeNumber(given.count, 'count', 1, 100_000)
const withinMs = wholeNumber(given.within, 'within', 1, 3_600_000)
const startedAt = Date.now()
const seen = await newlyAcknowledged(places(given.work).journal, by, count, withinMs)
if (seen < count) fail(`Only ${seen} of ${count} writes were acknowledged by the ${by} cluster in ${withinMs} ms: see ${places(given.work).writerLog}`)
console.log(`${seen} writes acknowledged by the ${by} cluster in ${Date.now() - startedAt} ms`)
