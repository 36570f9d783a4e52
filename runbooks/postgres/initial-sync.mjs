// The new cluster subscribes: it copies what is there, and from then on follows what comes. Ends when every table follows.
// The copy goes on by itself when this program is ended; started again, it looks on. --again yes: empties the new tables and starts anew.
import { setTimeout as pause } from 'node:timers/promises'
import { fail, options } from './lib/common.mjs'
import { dropDirection, publish, subscribe } from './lib/replication.mjs'
import { SLOT, clustersOf, identifier, literal, query, tablesOf, value } from './lib/sql.mjs'

const LOOK_MS = 150
const given = options({ work: undefined, again: 'no' })
const clusters = clustersOf(given.work)
const tables = tablesOf(clusters, 'old')
if (tablesOf(clusters, 'new').join() !== tables.join()) fail('The new cluster lacks tables: run the step "copy-schema" first')
if (given.again === 'yes') {
  dropDirection(clusters, 'forward')
  query(clusters, 'new', `TRUNCATE ${tables.map((table) => `public.${identifier(table)}`).join(', ')}`)
  publish(clusters, 'forward')
}

const counts = (name) => Number(value(clusters, name, `SELECT ${tables.map((table) => `(SELECT count(*) FROM public.${identifier(table)})`).join(' + ')}`))
const total = counts('old')
console.log(subscribe(clusters, 'forward', true) ? 'Subscribed' : 'Subscribed already: looking on')
for (;;) {
  // i, d: to be copied, being copied; what is being copied is seen by its progress alone, since its rows are not committed.
  const [[left, copied]] = query(
    clusters,
    'new',
    `SELECT count(*) FILTER (WHERE srsubstate <> 'r'),
       coalesce((SELECT sum(tuples_processed) FROM pg_stat_progress_copy WHERE datname = current_database() AND command = 'COPY FROM'), 0)
     FROM pg_subscription_rel JOIN pg_subscription s ON s.oid = srsubid WHERE subname = ${literal(SLOT.forward)}`,
  )
  if (left === '0') break
  console.log(`${Math.min(total - 1, counts('new') + Number(copied))}/${total} rows`)
  await pause(LOOK_MS)
}
query(clusters, 'new', 'ANALYZE')
console.log(`${total}/${total} rows`)
