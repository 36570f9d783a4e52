// Ends the replication of one direction on both sides: --direction forward | back. Gone already is fine.
import { oneOf, options } from './lib/common.mjs'
import { dropDirection } from './lib/replication.mjs'
import { FROM, TO, clustersOf } from './lib/sql.mjs'

const given = options({ work: undefined, direction: undefined })
const direction = oneOf(given.direction, 'direction', 'forward', 'back')
dropDirection(clustersOf(given.work), direction)
console.log(`The ${TO[direction]} cluster does not follow the ${FROM[direction]} one; no slot keeps its log`)
