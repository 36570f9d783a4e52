// Nothing of the move is left on these clusters: a slot that nobody reads would fill the disk in the days after. --on old,new
import { fail, oneOf, options } from './lib/common.mjs'
import { leftovers } from './lib/replication.mjs'
import { clustersOf } from './lib/sql.mjs'

const given = options({ work: undefined, on: 'old,new' })
const names = given.on.split(',')
for (const name of names) oneOf(name, 'on', 'old', 'new')
const clusters = clustersOf(given.work)
const left = names.flatMap((name) => leftovers(clusters, name).map((words) => `${name}: ${words}`))
if (left.length > 0) fail(`Still there:\n${left.join('\n')}`)
console.log(`No slot, subscription or publication of the move on ${names.join(' and ')}`)
