// The application can read from that cluster, and can't write to it. --cluster old | new
import { fail, oneOf, options } from './lib/common.mjs'
import { clustersOf, tryQuery } from './lib/sql.mjs'

const given = options({ work: undefined, cluster: undefined })
const name = oneOf(given.cluster, 'cluster', 'old', 'new')
const clusters = clustersOf(given.work)
const read = tryQuery(clusters, name, `SELECT count(*) FROM parcels`, 'app')
if (read.error !== undefined) fail(`The application can't read from the ${name} cluster: ${read.error}`)
const write = tryQuery(clusters, name, `UPDATE parcels SET place = place WHERE id = 1`, 'app')
if (write.error === undefined) fail(`The application can write to the ${name} cluster: it must not yet`)
if (!write.error.includes('permission denied')) fail(`The ${name} cluster refused a write for another reason: ${write.error}`)
console.log(`The application reads ${read.rows[0][0]} parcels from the ${name} cluster, and is refused when it writes`)
