/**
 * A child on a disk that fills up. `node filler.ts FOLDER`: appends until it is refused, then closes the run in the room of the reserve,
 * and prints what happened as one JSON document.
 */
import { existsSync } from 'node:fs'
import { recordHash } from '../../electron/core/chain.ts'
import { RunthroughError } from '../../electron/core/errors.ts'
import type { JournalRecord, RunId, SessionId } from '../../electron/core/ports.ts'
import { systemClock } from '../../electron/node/clock.ts'
import { nodeHash } from '../../electron/node/hash.ts'
import { openStore } from '../../electron/node/store/database.ts'
import { openJournal } from '../../electron/node/store/journal.ts'
import { thisHolder } from '../../electron/node/store/lease.ts'
import { createRun, setRunEnd } from '../../electron/node/store/runs.ts'
import { verify } from '../../electron/node/store/verify.ts'

const clock = systemClock()
const session = 's-filler' as SessionId
const run = 'r-full' as RunId
const store = openStore({ folder: process.argv[2] ?? '', clock, hash: nodeHash })
const hadReserve = existsSync(store.files.reserve)

let last = next('run.started')
const writer = createRun(store, { id: run, runbookId: 'shop', bytes: Buffer.from('id: shop\n'), mode: 'rehearsal', environment: 'staging', startedAt: clock.wallMs(), records: [last] }, thisHolder(session), clock)
const journal = openJournal(store, run, writer)
let refusal: RunthroughError | undefined
while (refusal === undefined && last.seq < 100_000) {
  const record = next('note', last)
  try {
    journal.append([record])
    last = record
  } catch (error) {
    if (!(error instanceof RunthroughError)) throw error
    refusal = error
  }
}
const acknowledged = last.seq
const hasReserve = existsSync(store.files.reserve)
for (const type of ['run.held', 'run.stopped']) {
  const record = next(type, last)
  journal.append([record])
  last = record
}
setRunEnd(store, run, { endedAt: clock.wallMs(), outcome: 'stopped', stopped: true })
const verified = verify({ db: store.db, files: store.files, hash: nodeHash })
process.stdout.write(JSON.stringify({ hadReserve, hasReserve, acknowledged, closedAt: last.seq, code: refusal?.code, details: refusal?.details, verified }))

function next(type: string, after?: JournalRecord): JournalRecord {
  const rest = { run, seq: (after?.seq ?? 0) + 1, at: clock.wallMs(), mono: clock.monoMs(), session, actor: { name: 'Ada', via: 'terminal' as const }, body: { type, text: 'x'.repeat(900) }, prev: after?.hash ?? ('' as const) }
  return { ...rest, hash: recordHash(nodeHash, rest) }
}
