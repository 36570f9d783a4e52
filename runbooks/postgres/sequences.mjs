// Sets the sequences of one cluster to where the other's stand: logical replication carries rows, not sequences. Without this the first
// new row would be refused with a key that exists. None is ever set back: one that is ahead stays. --from old | new
import { fail, oneOf, options, other } from './lib/common.mjs'
import { clustersOf, identifier, literal, mayWrite, query } from './lib/sql.mjs'

const given = options({ work: undefined, from: undefined })
const from = oneOf(given.from, 'from', 'old', 'new')
const to = other(from)
const clusters = clustersOf(given.work)
if (mayWrite(clusters, from) || mayWrite(clusters, to)) fail('The application still writes: a sequence that is moved now would be overtaken')

const read = `SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1`
const standing = () => new Map(query(clusters, to, read).map(([name, last]) => [name, BigInt(last)]))
const used = query(clusters, from, read).filter(([, , called]) => called === 't')
const before = standing()
const behind = used.filter(([name, last]) => !(before.get(name) > BigInt(last)))
query(clusters, to, behind.map(([name, last]) => `SELECT setval(${literal(`public.${identifier(name)}`)}, ${last});`).join('\n'))
const now = standing()
for (const [name, last] of used) {
  if (now.get(name) < BigInt(last)) fail(`${name} stands at ${now.get(name)} on the ${to} cluster, and should at ${last}`)
  console.log(`${name} ${now.get(name)}`)
}
