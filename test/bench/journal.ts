/** The journal: one synced append (lease, chain, head file) against one bare synced commit of the same bytes; and a run read again. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { compile } from '../../electron/core/machine/compile.ts'
import type { Actor, Journal, JournalRecord, RunId, SessionId, Sha256, StepId } from '../../electron/core/ports.ts'
import { createVirtualClock } from '../../electron/core/rehearsal/virtualClock.ts'
import type { RunEvent } from '../../electron/core/run/events.ts'
import { evolve } from '../../electron/core/run/evolve.ts'
import { seal } from '../../electron/core/run/record.ts'
import type { RunState } from '../../electron/core/run/state.ts'
import { systemClock } from '../../electron/node/clock.ts'
import { nodeHash } from '../../electron/node/hash.ts'
import { openStore } from '../../electron/node/store/database.ts'
import { openJournal, type RunJournal } from '../../electron/node/store/journal.ts'
import { thisHolder } from '../../electron/node/store/lease.ts'
import { createRun } from '../../electron/node/store/runs.ts'
import { facts, maria } from '../support/drive.ts'
import { bookOf, stepsByLane } from './books.ts'
import { measure, timed, type Measured } from './measure.ts'

export const RUN = 'r-bench' as RunId
export const SESSION = 's-bench' as SessionId
const COMMITS = 300
const EVENTS = 10_000

export async function journalBenches(): Promise<Measured[]> {
  return [await appends(), await replay()]
}

async function appends(): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'runthrough-bench-'))
  const ours = journalIn(join(folder, 'ours'))
  const bare = commitsIn(join(folder, 'bare.sqlite'))
  const first = seal({ run: RUN, session: SESSION, clock: systemClock(), hash: nodeHash }, undefined, { type: 'run.started', ...facts }, maria)
  let last = first
  try {
    ours.append([first])
    return await measure({
      bench: 'journal, one event appended',
      per: 'event',
      against: 'synced SQLite commit',
      rounds: 9,
      ours: () =>
        timed(COMMITS, () => {
          for (let count = 0; count < COMMITS; count += 1) {
            last = noteAfter(last, count)
            ours.append([last])
          }
        }),
      baseline: () =>
        timed(COMMITS, () => {
          for (let count = 0; count < COMMITS; count += 1) bare.commit(JSON.stringify(noteAfter(first, count)))
        }),
    })
  } finally {
    ours.close()
    bare.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function noteAfter(before: JournalRecord, count: number): JournalRecord {
  return seal({ run: RUN, session: SESSION, clock: systemClock(), hash: nodeHash }, { seq: before.seq, head: before.hash }, { type: 'note.added', text: `Note ${count}: ${'x'.repeat(120)}` }, maria)
}

/** A run of its own in a data folder of its own; its first records make its row, as a host does it. */
export function journalIn(folder: string): Journal & { close(): void } {
  const clock = systemClock()
  const store = openStore({ folder, clock, hash: nodeHash })
  let journal: RunJournal | undefined
  return {
    append(records) {
      if (journal) return journal.append(records)
      const run = { id: RUN, runbookId: facts.runbook, bytes: Buffer.from(facts.runbook), mode: facts.mode, environment: 'local', startedAt: clock.wallMs(), records }
      journal = openJournal(store, RUN, createRun(store, run, thisHolder(SESSION), clock))
    },
    close() {
      journal?.close()
      store.close()
    },
  }
}

/** What a program would do that only keeps texts safe: the same pragmas, one table, one insert a commit. */
export function commitsIn(file: string): { commit(text: string): void; close(): void } {
  const db = new Database(file)
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'fullfsync = ON', 'checkpoint_fullfsync = ON']) db.pragma(pragma)
  db.exec('CREATE TABLE event (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT')
  const insert = db.prepare('INSERT INTO event (body) VALUES (?)')
  return { commit: (text) => void insert.run(text), close: () => db.close() }
}

/** What a host does when it takes a run up again, without reading it from the disk. */
async function replay(): Promise<Measured> {
  const compiled = compile(bookOf(EVENTS / 2, 10))
  const texts = eventsOf(EVENTS / 2, 10).map((record) => JSON.stringify(record))
  return measure({
    bench: 'replay of 10,000 events, 5,000 steps',
    per: 'event',
    against: 'JSON.parse of them',
    rounds: 3,
    ours: () =>
      timed(texts.length, () => {
        let state: RunState | undefined
        for (const text of texts) state = evolve(compiled, state, JSON.parse(text) as JournalRecord)
      }),
    baseline: () => timed(texts.length, () => texts.forEach((text) => void JSON.parse(text))),
  })
}

/** A run in which every step starts and is done, a second each. */
function eventsOf(steps: number, lanes: number): JournalRecord[] {
  const clock = createVirtualClock(1_800_000_000_000)
  const records: JournalRecord[] = []
  let head: { seq: number; head: Sha256 } | undefined
  const add = (event: RunEvent, actor: Actor): void => {
    clock.advance(1_000)
    const record = seal({ run: RUN, session: SESSION, clock, hash: nodeHash }, head, event, actor)
    head = { seq: record.seq, head: record.hash }
    records.push(record)
  }
  add({ type: 'run.started', ...facts }, maria)
  const ids = stepsByLane(steps, lanes) as StepId[][]
  const tool: Actor = { name: 'runthrough', via: 'runthrough' }
  for (let position = 0; position < steps / lanes; position += 1)
    for (const lane of ids) {
      const step = lane[position] as StepId
      add({ type: 'step.started', step, attempt: 1 }, tool)
      add({ type: 'step.ended', step, attempt: 1, outcome: 'done', exitCode: 0 }, tool)
    }
  return records
}
