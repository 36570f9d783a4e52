// Proves that no acknowledged write is lost: every line of the application's journal, whichever cluster acknowledged it, stands in the
// cluster that the application writes to now (or in the one that --in names), as it was written; each parcel has as many scans as it
// says; and all the parcels that the database was built with are there.
import { fail, oneOf, options, places, readJson } from './lib/common.mjs'
import { acknowledged } from './lib/journal.mjs'
import { clustersOf, literal, query, value } from './lib/sql.mjs'

const SHOWN = 10
const given = options({ work: undefined, in: 'route' })
const at = places(given.work)
const clusters = clustersOf(given.work)
const name = given.in === 'route' ? readJson(at.route).cluster : oneOf(given.in, 'in', 'old', 'new')
const journal = acknowledged(at.journal)
if (journal.length === 0) fail('No write was acknowledged: there is nothing that could be proved')
const references = [...new Set(journal.map(({ reference }) => reference))]

// In one statement, that is: of one moment.
const [[lost, tokens, wrong, odd]] = query(
  clusters,
  name,
  `WITH told (token, reference, place) AS (VALUES ${journal.map((entry) => `(${[entry.token, entry.reference, entry.place].map(literal).join(', ')})`).join(',\n')}),
     missing AS (SELECT token FROM told EXCEPT SELECT token FROM told JOIN scans USING (token, reference, place)),
     moved (reference) AS (SELECT DISTINCT reference FROM told),
     counted AS (SELECT reference, count(*) AS scans, (array_agg(place ORDER BY id DESC))[1] AS place FROM scans JOIN moved USING (reference) GROUP BY reference),
     differ AS (SELECT moved.reference FROM moved LEFT JOIN counted USING (reference) LEFT JOIN parcels p USING (reference)
       WHERE p.scans IS DISTINCT FROM counted.scans OR p.place IS DISTINCT FROM counted.place)
   SELECT (SELECT count(*) FROM missing), (SELECT string_agg(token, ', ') FROM (SELECT token FROM missing ORDER BY 1 LIMIT ${SHOWN}) m),
     (SELECT count(*) FROM differ), (SELECT string_agg(reference, ', ') FROM (SELECT reference FROM differ ORDER BY 1 LIMIT ${SHOWN}) d)`,
)
if (lost !== '0') fail(`${lost} of ${journal.length} acknowledged writes are missing in the ${name} cluster: ${tokens}`)
if (wrong !== '0') fail(`${wrong} parcels in the ${name} cluster are not where their last scan says: ${odd}`)
if (clusters.rows !== undefined) {
  const left = Number(value(clusters, name, `SELECT count(*) FROM parcels WHERE reference LIKE 'P-%'`))
  if (left < clusters.rows) fail(`${clusters.rows - left} of the ${clusters.rows} parcels from before are missing in the ${name} cluster`)
}
const by = (cluster) => journal.filter((entry) => entry.by === cluster).length
console.log(`All ${journal.length} acknowledged writes (${by('old')} by the old cluster, ${by('new')} by the new one) to ${references.length} parcels stand in the ${name} cluster`)
