// How far the other side is behind: in bytes of the log that it has not confirmed as written. --direction forward (old → new) | back
//   --at-most BYTES     passes when it is no more than that now
//   --since-stop yes    passes when all that was written before the writes were stopped has arrived (waits --within ms for it);
//                       back: also where the new cluster was never opened for writes, since then there is nothing to bring back
import { existsSync } from 'node:fs'
import { fail, oneOf, options, places, readJson, wholeNumber } from './lib/common.mjs'
import { caughtUp } from './lib/replication.mjs'
import { FROM, TO, clustersOf, lagBytes } from './lib/sql.mjs'

const given = options({ work: undefined, direction: undefined, 'at-most': '65536', 'since-stop': 'no', within: '5000' })
const direction = oneOf(given.direction, 'direction', 'forward', 'back')
const atMost = wholeNumber(given['at-most'], 'at-most', 0, Number.MAX_SAFE_INTEGER)
const clusters = clustersOf(given.work)
const [from, to] = [FROM[direction], TO[direction]]
if (given['since-stop'] === 'yes' && direction === 'back' && !existsSync(places(given.work).opened)) {
  console.log('The new cluster was never opened for writes: there is nothing to bring back')
  process.exit(0)
}
const lag = lagBytes(clusters, direction)
if (!lag) fail(`The ${to} cluster does not follow the ${from} one: there is no replication slot`)
if (!lag.active) fail(`The ${to} cluster is not connected to the ${from} one: see its log. The slot keeps the log of the ${from} cluster; watch its disk.`)
if (given['since-stop'] === 'yes') {
  const stopped = readJson(places(given.work).stopped, null)
  if (stopped?.cluster !== from) fail(`Writes to the ${from} cluster were not stopped: its end can't be waited for`)
  const took = await caughtUp(clusters, direction, stopped.position, wholeNumber(given.within, 'within', 1, 3_600_000))
  if (took === undefined) fail(`The ${to} cluster has not arrived at ${stopped.position}, where the writes stopped`)
  console.log(`0 bytes behind: the ${to} cluster has everything up to ${stopped.position}, where the writes stopped`)
} else {
  if (lag.bytes > atMost) fail(`The ${to} cluster is ${lag.bytes} bytes behind, and may be ${atMost}`)
  console.log(`The ${to} cluster is ${lag.bytes} bytes behind`)
}
