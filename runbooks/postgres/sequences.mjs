// Sets the sequences of one cluster to where the other's stand: logical replication carries rows, not sequences. Without this the first
// new row would be refused with a key that exists. --from old | new
import { fail, oneOf, options, other } from './lib/common.mjs'
import { clustersOf, identifier, literal, mayWrite, query } from './lib/sql.mjs'

const given = options({ work: undefined, from: undefined })
const from = oneOf(given.from, 'from', 'old', 'new')
const to = other(from)
const clusters = clustersOf(given.work)
if (mayWrite(clusters, from) || mayWrite(clusters, to)) fail('The application still writes: a sequence that is moved now would be overtaken')

const read = `SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1`
const sequences = query(clusters, from, read)
query(clusters, to, sequences.map(([name, last, called]) => `SELECT setval(${literal(`public.${identifier(name)}`)}, ${last}, ${called === 't'});`).join('\n'))
const now = query(clusters, to, read)
for (const [index, [name, last]] of sequences.entries()) {
  if (now[index]?.[1] !== last) fail(`${name} stands at ${now[index]?.[1]} on the ${to} cluster, and should at ${last}`)
  console.log(`${name} ${last}`)
}
