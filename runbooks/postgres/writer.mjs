// The application: parcels move, and every scan of one is a write. It writes to the cluster that route.json names, RATE times a second,
// by the rights of an application (no more). A write is acknowledged when the database has said that it is committed; only then does it
// go into the journal, and the journal is synced before the next write. A write that is refused or whose answer is lost is tried again,
// under the same token, wherever the route leads by then: customers wait, none is turned away, and nothing is written twice.
import { spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { openJournal } from './lib/journal.mjs'
import { options, places, readJson, wholeNumber, writeJson } from './lib/common.mjs'
import { program } from './lib/programs.mjs'
import { clustersOf, literal, reach } from './lib/sql.mjs'

const LONGEST_MS = 4 * 3_600_000 // a forgotten scratch application ends by itself
const ANSWER_MS = 10_000
const AGAIN_MS = [20, 50, 100, 200] // the pause before each further try; the last one from then on
const OFTEN = 500 // so many of the parcels from the beginning are scanned again and again
const PLACES = ['arrived', 'sorted', 'on the road', 'at the depot', 'delivered']

const given = options({ work: undefined, rate: '40' })
const rate = wholeNumber(given.rate, 'rate', 1, 1_000)
const at = places(given.work)
const clusters = clustersOf(given.work)
const journal = openJournal(at.journal)
const run = Date.now().toString(36)
let session
let quitting = false

writeJson(at.writerPid, { pid: process.pid })
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => (quitting = true))
setTimeout(() => (quitting = true), LONGEST_MS).unref()

for (let number = 1; !quitting; number++) {
  const startedAt = Date.now()
  await acknowledge({ token: `${run}-${number}`, reference: referenceOf(number), place: PLACES[number % PLACES.length] })
  await pause(Math.max(0, 1_000 / rate - (Date.now() - startedAt)))
  if (!existsSync(at.writerPid)) break // the work folder was thrown away: nobody can want this any more
}
session?.end()
journal.close()
rmSync(at.writerPid, { force: true })

/** Every third parcel is a new one, the others are known since the beginning. */
function referenceOf(number) {
  if (number % 3 === 0) return `N-${run}-${number}`
  return `P-${1 + ((number * 7_919) % Math.min(OFTEN, clusters.rows ?? OFTEN))}`
}

async function acknowledge(write) {
  let told = ''
  for (let tries = 0; !quitting && existsSync(at.writerPid); await pause(AGAIN_MS[Math.min(tries++, AGAIN_MS.length - 1)])) {
    const by = readJson(at.route, { cluster: 'old' }).cluster
    if (session?.by !== by) {
      session?.end()
      session = open(by)
    }
    const state = await session.ask(statement(write))
    if (state === '00000') return journal.add({ ...write, by, atMs: Date.now() })
    const trouble = `${write.token} by ${by}: ${state} ${session.complaint()}`
    if (trouble !== told) console.error(`${new Date().toISOString()} ${trouble}`)
    told = trouble
    // 42501: the application may not write there now. Whatever else it was, a fresh session is the best start.
    if (state !== '42501') {
      session.end()
      session = undefined
    }
  }
}

/** One statement, one transaction: the scan, and the parcel that it moves. Done twice, it changes nothing the second time. */
function statement({ token, reference, place }) {
  return `WITH fresh AS (
    INSERT INTO scans (token, reference, place) VALUES (${literal(token)}, ${literal(reference)}, ${literal(place)})
    ON CONFLICT (token) DO NOTHING RETURNING reference, place)
  INSERT INTO parcels (reference, place, scans) SELECT reference, place, 1 FROM fresh
  ON CONFLICT (reference) DO UPDATE SET place = excluded.place, scans = parcels.scans + 1, changed_at = now();`
}

/** A session of psql that stays open. `ask` gives the statement's SQLSTATE, 00000 when it is committed. */
function open(by) {
  const { argv, env } = reach(clusters[by], 'app')
  const child = spawn(program('psql', clusters.programs), ['-X', '-q', '-A', '-t', ...argv], { env: { ...env, PGAPPNAME: 'parcels' }, stdio: ['pipe', 'pipe', 'pipe'] })
  let answer
  let complaint = ''
  const settle = (state) => {
    answer?.(state)
    answer = undefined
  }
  createInterface({ input: child.stdout }).on('line', (line) => {
    const state = /^answer (\w{5})$/.exec(line)?.[1]
    if (state) settle(state)
  })
  createInterface({ input: child.stderr }).on('line', (line) => /^\w+: /.test(line) && (complaint = line))
  child.stdin.on('error', () => settle('the session is gone'))
  child.once('error', (error) => settle(error.message))
  child.once('close', () => settle('the session is gone'))
  return {
    by,
    /** What psql said last on its stderr. */
    complaint: () => complaint,
    ask(sql) {
      const late = new AbortController()
      const told = new Promise((resolve) => (answer = resolve))
      if (child.exitCode !== null || child.signalCode !== null) settle('the session is gone')
      else child.stdin.write(`${sql}\n\\echo answer :SQLSTATE\n`)
      const patience = pause(ANSWER_MS, 'no answer', { signal: late.signal }).catch(() => 'no answer')
      return Promise.race([told, patience]).finally(() => late.abort())
    },
    end: () => child.kill('SIGTERM'),
  }
}
