/**
 * A child that appends until it is killed (or has reached event LAST). `node writer.ts FOLDER RUN SEED [LAST]`: one line `SEQ HASH` for each event that was acknowledged,
 * written only after `append` returned.
 */
import { writeSync } from 'node:fs'
import { recordHash } from '../../electron/core/chain.ts'
import type { JournalRecord, RunId, SessionId, Sha256 } from '../../electron/core/ports.ts'
import { systemClock } from '../../electron/node/clock.ts'
import { nodeHash } from '../../electron/node/hash.ts'
import { openStore } from '../../electron/node/store/database.ts'
import { openJournal } from '../../electron/node/store/journal.ts'
import { takeLease, thisHolder } from '../../electron/node/store/lease.ts'
import { createRun, findRun } from '../../electron/node/store/runs.ts'
import { seeded } from './random.ts'

const [folder = '', runName = '', seed = '1', lastSeq = 'Infinity'] = process.argv.slice(2)
const run = runName as RunId
const random = seeded(Number(seed))
const clock = systemClock()
const session = `s-${seed}` as SessionId
const holder = thisHolder(session)
const store = openStore({ folder, clock, hash: nodeHash })
if (store.notices.length > 0) throw new Error(store.notices[0]?.message)

let last: { readonly seq: number; readonly hash: Sha256 | '' } = { seq: 0, hash: '' }
const known = findRun(store.db, run)
if (known === undefined) {
  const first = next('run.started')
  createRun(store, { id: run, runbookId: 'shop', bytes: Buffer.from('id: shop\n'), mode: 'rehearsal', environment: 'staging', startedAt: clock.wallMs(), records: [first] }, holder, clock)
  acknowledge([first])
} else {
  last = { seq: known.lastSeq, hash: known.head }
}
const taken = takeLease(store, run, holder, clock)
if (!taken.held) throw new Error(`held by ${taken.heldBy.pid}`)
const journal = openJournal(store, run, taken.writer)
while (last.seq < Number(lastSeq)) {
  const batch = Array.from({ length: 1 + Math.floor(random() * 3) }, () => next('note'))
  journal.append(batch)
  acknowledge(batch)
}

function next(type: string): JournalRecord {
  const body = { type, text: 'x'.repeat(Math.floor(random() * 400)) }
  const rest = { run, seq: last.seq + 1, at: clock.wallMs(), mono: clock.monoMs(), session, actor: { name: 'Ada', via: 'terminal' as const }, body, prev: last.hash }
  const record = { ...rest, hash: recordHash(nodeHash, rest) }
  last = record
  return record
}

function acknowledge(batch: readonly JournalRecord[]): void {
  writeSync(1, batch.map(({ seq, hash }) => `${seq} ${hash}\n`).join(''))
}
