// Compares the two clusters, table by table: how many rows, and a checksum over all of them that does not depend on their order.
//   --while writing   what differs is looked at row by row, again and again, until the other side has had its chance to follow
//   --while stopped   nobody writes: everything must be the same at once
import { setTimeout as pause } from 'node:timers/promises'
import { fail, oneOf, options } from './lib/common.mjs'
import { clustersOf, identifier, query, tablesOf } from './lib/sql.mjs'

const ROUNDS = 8
const AGAIN_MS = 250
const BUCKET = 5_000 // rows a bucket: only the buckets that differ are read again
const given = options({ work: undefined, while: undefined })
oneOf(given.while, 'while', 'writing', 'stopped')
const clusters = clustersOf(given.work)
const tables = tablesOf(clusters, 'old')
if (tablesOf(clusters, 'new').join() !== tables.join()) fail('The clusters do not have the same tables')

const hashes = (name, table, where) => new Map(query(clusters, name, `SELECT id, md5(t::text) FROM public.${identifier(table)} t WHERE ${where}`))
const sum = (found) => [...found.values()].reduce((all, { count }) => all + count, 0)
const total = (found) => [...found.values()].reduce((all, { checksum }) => all + checksum, 0n).toString(16)

let differences = 0
for (const table of tables) {
  const [older, newer] = ['old', 'new'].map((name) => buckets(name, table))
  console.log(`${table}: ${sum(older)} rows, checksum ${total(older)} in the old cluster`)
  console.log(`${' '.repeat(table.length)}  ${sum(newer)} rows, checksum ${total(newer)} in the new one`)
  const differ = [...new Set([...older.keys(), ...newer.keys()])].filter((bucket) => older.get(bucket)?.text !== newer.get(bucket)?.text)
  const ids = differ.length === 0 ? [] : await rowsThatDiffer(table, differ)
  if (ids.length === 0) continue
  differences += ids.length
  console.error(`${table}: ${ids.length} rows differ, among them id ${ids.slice(0, 10).join(', ')}`)
}
if (differences > 0) fail(`${differences} rows differ`)
console.log(given.while === 'stopped' ? 'Both clusters say the same' : 'Both clusters say the same, but for what was on its way')

/** Bucket → rows and checksum. The checksum adds up what an md5 of each row begins with. */
function buckets(name, table) {
  const rows = query(
    clusters,
    name,
    `SELECT id / ${BUCKET}, count(*), sum(('x' || left(md5(t::text), 12))::bit(48)::bigint) FROM public.${identifier(table)} t GROUP BY 1 ORDER BY 1`,
  )
  return new Map(rows.map(([bucket, count, checksum]) => [bucket, { count: Number(count), checksum: BigInt(checksum), text: `${count} ${checksum}` }]))
}

async function rowsThatDiffer(table, differ) {
  const where = `id / ${BUCKET} IN (${differ.join(', ')})`
  let [older, newer] = ['old', 'new'].map((name) => hashes(name, table, where))
  let ids = [...new Set([...older.keys(), ...newer.keys()])].filter((id) => older.get(id) !== newer.get(id))
  if (given.while === 'stopped') return ids
  for (let round = 1; ids.length > 0 && round < ROUNDS; round++) {
    await pause(AGAIN_MS)
    ;[older, newer] = ['old', 'new'].map((name) => hashes(name, table, `id IN (${ids.join(', ')})`))
    ids = ids.filter((id) => older.get(id) !== newer.get(id))
  }
  return ids
}
