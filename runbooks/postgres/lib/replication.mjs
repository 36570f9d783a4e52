// Publications, subscriptions and slots of the two directions. Each of these may be called again: what is there stays, what is gone is fine.
import { setTimeout as pause } from 'node:timers/promises'
import { FROM, SLOT, TO, hasSubscription, identifier, lagBytes, literal, query, tablesOf, value } from './sql.mjs'

/** All tables, as they are now. */
export function publish(clusters, direction) {
  const name = SLOT[direction]
  if (value(clusters, FROM[direction], `SELECT count(*) FROM pg_publication WHERE pubname = ${literal(name)}`) === '1') return
  const tables = tablesOf(clusters, FROM[direction]).map((table) => `public.${identifier(table)}`)
  query(clusters, FROM[direction], `CREATE PUBLICATION ${name} FOR TABLE ${tables.join(', ')}`)
}

/** `copyData`: with what is there already; otherwise only what comes from now on. */
export function subscribe(clusters, direction, copyData) {
  const [name, from, to] = [SLOT[direction], FROM[direction], TO[direction]]
  if (hasSubscription(clusters, to, name)) return false
  dropSlots(clusters, direction) // one may be left by an attempt that was ended half-way
  const { host, port, database, owner } = clusters[from]
  const address = `host=${host} port=${port} dbname=${database} user=${owner.user} password=${owner.password}`
  query(clusters, to, `CREATE SUBSCRIPTION ${name} CONNECTION ${literal(address)} PUBLICATION ${name} WITH (copy_data = ${copyData})`)
  return true
}

/** The subscription, its slot and its publication: nothing is left that keeps the other side's log from being cleared. */
export function dropDirection(clusters, direction) {
  const [name, from, to] = [SLOT[direction], FROM[direction], TO[direction]]
  if (hasSubscription(clusters, to, name)) query(clusters, to, `ALTER SUBSCRIPTION ${name} DISABLE;\nDROP SUBSCRIPTION ${name};`)
  dropSlots(clusters, direction)
  query(clusters, from, `DROP PUBLICATION IF EXISTS ${name}`)
}

/** What is left of either direction on a cluster, in words. */
export function leftovers(clusters, name) {
  return query(
    clusters,
    name,
    `SELECT 'slot ' || slot_name FROM pg_replication_slots WHERE database = current_database()
     UNION ALL SELECT 'subscription ' || subname FROM pg_subscription
     UNION ALL SELECT 'publication ' || pubname FROM pg_publication WHERE pubname IN (${Object.values(SLOT).map(literal).join(', ')})`,
  ).map(([words]) => words)
}

/** Returns how long it took until the other side had confirmed everything up to `position`; undefined when `withinMs` was not enough. */
export async function caughtUp(clusters, direction, position, withinMs) {
  const startedAt = Date.now()
  for (; ; await pause(100)) {
    const lag = lagBytes(clusters, direction, `${literal(position)}::pg_lsn`)
    if (lag?.bytes === 0) return Date.now() - startedAt
    if (Date.now() - startedAt > withinMs) return undefined
  }
}

/** The slot of this direction, and those that its first copy may have left. */
function dropSlots(clusters, direction) {
  const ours = `database = current_database() AND (slot_name = ${literal(SLOT[direction])} OR slot_name LIKE 'pg\\_%\\_sync\\_%')`
  query(
    clusters,
    FROM[direction],
    `SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots WHERE active AND ${ours};
     SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE ${ours};`,
  )
}
