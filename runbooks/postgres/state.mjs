// Facts about the move as one line of JSON. --expect back=false turns it into a check: exit 1 when one differs.
//   route: where the application is led   writes: where it may write   forward, back: which replication stands
//   acknowledged: how many writes were, by which cluster   behind: bytes that the other side lacks
import { fail, options, places, readJson } from './lib/common.mjs'
import { acknowledged } from './lib/journal.mjs'
import { SLOT, TO, clustersOf, hasSubscription, lagBytes, mayWrite } from './lib/sql.mjs'

const given = options({ work: undefined, expect: 'none' })
const at = places(given.work)
const clusters = clustersOf(given.work)
const stands = Object.fromEntries(Object.keys(SLOT).map((direction) => [direction, hasSubscription(clusters, TO[direction], SLOT[direction])]))
const journal = acknowledged(at.journal)
const facts = {
  route: readJson(at.route, { cluster: 'old' }).cluster,
  writes: ['old', 'new'].filter((name) => mayWrite(clusters, name)).join(' and ') || 'nowhere',
  ...stands,
  acknowledged: { old: journal.filter(({ by }) => by === 'old').length, new: journal.filter(({ by }) => by === 'new').length },
  behind: stands.back ? lagBytes(clusters, 'back')?.bytes : stands.forward ? lagBytes(clusters, 'forward')?.bytes : 0,
}
console.log(JSON.stringify(facts))
if (given.expect !== 'none')
  for (const pair of given.expect.split(',')) {
    const [key, wanted] = pair.split('=')
    if (String(facts[key]) !== wanted) fail(`${key} is ${facts[key]}, and should be ${wanted}`)
  }
