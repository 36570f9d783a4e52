/** A data folder of its own for each test, a clock that only moves when told, and records that follow each other. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { recordHash } from '../../../electron/core/chain.ts'
import type { Clock, JournalRecord, RunId, SessionId, Sha256 } from '../../../electron/core/ports.ts'
import { nodeHash } from '../../../electron/node/hash.ts'
import { openStore, type Store } from '../../../electron/node/store/database.ts'
import { thisHolder, type Holder, type Writer } from '../../../electron/node/store/lease.ts'
import { createRun } from '../../../electron/node/store/runs.ts'

export const SESSION = 's-one' as SessionId
export const RUN = 'r-20261123-0712-7f3a' as RunId
export const START_MS = Date.UTC(2026, 10, 23, 7, 12)

export interface TestClock extends Clock {
  /** Moves both clocks on and fires what falls due, in order. */
  advance(ms: number): void
}

export function testClock(startMs = START_MS): TestClock {
  let nowMs = 0
  let timers: { at: number; then: () => void }[] = []
  return {
    wallMs: () => startMs + nowMs,
    monoMs: () => nowMs,
    after(delayMs, then) {
      const timer = { at: nowMs + delayMs, then }
      timers.push(timer)
      return () => void (timers = timers.filter((other) => other !== timer))
    },
    advance(ms) {
      const until = nowMs + ms
      for (;;) {
        const due = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
        if (due === undefined) break
        timers = timers.filter((other) => other !== due)
        nowMs = Math.max(nowMs, due.at)
        due.then()
      }
      nowMs = until
    },
  }
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'runthrough-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function testStore(folder = temporaryFolder(), clock: Clock = testClock()): Store {
  const store = openStore({ folder, clock, hash: nodeHash })
  onTestFinished(() => store.close())
  return store
}

export function holder(session: string = SESSION, over: Partial<Holder> = {}): Holder {
  return { ...thisHolder(session as SessionId), ...over }
}

/** `count` records after `after` (or from the start), with a body of about `size` characters. */
export function records(count: number, after?: JournalRecord, { run = RUN, size = 20, salt = '' } = {}): readonly JournalRecord[] {
  const made: JournalRecord[] = []
  for (let i = 0, last = after; i < count; i += 1) {
    const seq = (last?.seq ?? 0) + 1
    const rest = {
      run,
      seq,
      at: START_MS + seq * 1000.5,
      mono: seq * 1000.25,
      session: SESSION,
      actor: { name: 'Ada', via: 'terminal' as const },
      body: { type: seq === 1 ? 'run.started' : 'note', text: 'x'.repeat(size) + salt },
      prev: last?.hash ?? ('' as Sha256 | ''),
    }
    last = { ...rest, hash: recordHash(nodeHash, rest) }
    made.push(last)
  }
  return made
}

/** A run with `count` events; returns its writer and its records. */
export function startRun(store: Store, count = 1, id: RunId = RUN, options: { startedAt?: number; runbookId?: string } = {}): { writer: Writer; made: readonly JournalRecord[] } {
  const made = records(count, undefined, { run: id })
  const startedAt = options.startedAt ?? START_MS
  const run = { id, runbookId: options.runbookId ?? 'shop', bytes: Buffer.from('id: shop\n'), mode: 'rehearsal', environment: 'staging', startedAt, records: made }
  return { writer: createRun(store, run, holder(), testClock()), made }
}
