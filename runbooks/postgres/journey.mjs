// A parcel's journey, with the application's rights and by the application's route: announced, scanned twice, looked up. Everything it
// wrote is taken back in the end. --by old | new says which cluster must have served it.
import { fail, oneOf, options, places, readJson } from './lib/common.mjs'
import { clustersOf, literal, tryQuery } from './lib/sql.mjs'

const given = options({ work: undefined, by: undefined })
oneOf(given.by, 'by', 'old', 'new')
const clusters = clustersOf(given.work)
const { cluster } = readJson(places(given.work).route)
if (cluster !== given.by) fail(`The application is led to the ${cluster} cluster, not to the ${given.by} one`)

const reference = `J-${Date.now().toString(36)}-${process.pid}`
const mark = literal(reference)
const startedAt = performance.now()
const { rows, error } = tryQuery(
  clusters,
  cluster,
  `BEGIN;
   INSERT INTO parcels (reference, place, scans) VALUES (${mark}, 'announced', 0);
   INSERT INTO scans (token, reference, place) VALUES (${mark} || '-1', ${mark}, 'arrived'), (${mark} || '-2', ${mark}, 'sorted');
   UPDATE parcels SET place = 'sorted', scans = 2 WHERE reference = ${mark};
   SELECT p.place, p.scans, string_agg(s.place, ' > ' ORDER BY s.id) FROM parcels p JOIN scans s USING (reference) WHERE reference = ${mark} GROUP BY p.place, p.scans;
   ROLLBACK;`,
  'app',
)
if (error !== undefined) fail(`The ${cluster} cluster refused it: ${error}`)
const seen = rows[0]?.join('; ')
if (seen !== 'sorted; 2; arrived > sorted') fail(`The journey was read back as "${seen}"`)
console.log(`Announced, scanned twice and looked up in ${Math.round(performance.now() - startedAt)} ms, by the ${cluster} cluster`)
