// Turns the replication around while nobody writes: the new cluster stops following, and the old one begins to follow the new. From here
// each write that the new cluster will take comes back to the old one: that is the way back. Done again, it finishes what it began.
import { fail, options, places, readJson } from './lib/common.mjs'
import { caughtUp, dropDirection, publish, subscribe } from './lib/replication.mjs'
import { SLOT, clustersOf, hasSubscription, mayWrite } from './lib/sql.mjs'

const WITHIN_MS = 10_000
const given = options({ work: undefined })
const clusters = clustersOf(given.work)
for (const name of ['old', 'new']) if (mayWrite(clusters, name)) fail(`The application may write to the ${name} cluster: its writes would be lost between the two directions`)
if (hasSubscription(clusters, 'new', SLOT.forward)) {
  const stopped = readJson(places(given.work).stopped)
  if ((await caughtUp(clusters, 'forward', stopped.position, WITHIN_MS)) === undefined) fail('The new cluster has not arrived where the writes stopped: it keeps following')
}
dropDirection(clusters, 'forward')
console.log('The new cluster follows no more')
publish(clusters, 'back')
subscribe(clusters, 'back', false)
console.log('The old cluster follows the new one')
