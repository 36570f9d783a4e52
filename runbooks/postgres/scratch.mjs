// The scratch environment's own doings. What stands in the work folder besides (journal, backup) stays.
//   --do start | restart | stop-application   the application that writes
//   --do retire                               the old cluster alone is stopped
//   --do stop                                 everything is stopped, and both clusters are removed
// Of a real environment (--scratch no) nothing is started, stopped or removed.
import { rmSync } from 'node:fs'
import { removeClusters, stopCluster } from './lib/cluster.mjs'
import { oneOf, options, places, readJson, wholeNumber } from './lib/common.mjs'
import { clustersOf } from './lib/sql.mjs'
import { startWriter, stopWriter } from './lib/writer.mjs'

const given = options({ work: undefined, do: undefined, rate: '40', scratch: 'yes' })
oneOf(given.do, 'do', 'start', 'restart', 'stop-application', 'retire', 'stop')
const rate = wholeNumber(given.rate, 'rate', 1, 1_000)
const at = places(given.work)
if (given.scratch !== 'yes') {
  console.log('This is no scratch environment: nothing of it is started or stopped')
  process.exit(0)
}

if (given.do === 'start' || given.do === 'restart') {
  clustersOf(given.work)
  if (given.do === 'restart') console.log(await stopWriter(given.work))
  console.log(await startWriter(given.work, rate))
} else if (given.do === 'stop-application') {
  console.log(await stopWriter(given.work))
} else if (given.do === 'retire') {
  const { home, programs } = clustersOf(given.work)
  console.log(stopCluster(home, 'old', programs, 'fast') ? 'The old cluster is stopped' : 'The old cluster is not running')
} else {
  console.log(await stopWriter(given.work))
  const { home, programs } = readJson(at.clusters, {})
  if (home) removeClusters(home, at.folder, programs)
  rmSync(at.clusters, { force: true })
  console.log(home ? 'Both clusters are stopped and removed' : 'There are no clusters')
}
