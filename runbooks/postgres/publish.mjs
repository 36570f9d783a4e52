// The old cluster offers all its tables to whoever subscribes. Costs nothing until somebody does.
import { options } from './lib/common.mjs'
import { publish } from './lib/replication.mjs'
import { clustersOf, tablesOf } from './lib/sql.mjs'

const given = options({ work: undefined })
const clusters = clustersOf(given.work)
publish(clusters, 'forward')
console.log(`Published: ${tablesOf(clusters, 'old').join(', ')}`)
