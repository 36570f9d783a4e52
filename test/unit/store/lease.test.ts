import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { RunId } from '../../../electron/core/ports.ts'
import { isAlive, processStart } from '../../../electron/node/process.ts'
import type { Store } from '../../../electron/node/store/database.ts'
import { heartbeat, readLease, releaseLease, takeLease } from '../../../electron/node/store/lease.ts'
import { getRun } from '../../../electron/node/store/runs.ts'
import { holder, RUN, SESSION, startRun, temporaryFolder, testClock, testStore } from './support.ts'

function open() {
  const clock = testClock()
  const store = testStore(temporaryFolder(), clock)
  return { clock, store, ...startRun(store) }
}

describe('a lease', () => {
  test('a living holder keeps it, and the asker learns who that is', () => {
    const { clock, store } = open()
    expect(takeLease(store, RUN, holder('s-two'), clock)).toMatchObject({ held: false, heldBy: holder() })
  })

  test('its holder may take it again, and stays in its epoch', () => {
    const { clock, store, writer } = open()
    expect(takeLease(store, RUN, holder(), clock)).toEqual({ held: true, writer })
  })

  test('without a heartbeat for more than 10 s it may be taken over, which raises the epoch and is told', () => {
    const { clock, store, writer } = open()
    clock.advance(10_000)
    expect(takeLease(store, RUN, holder('s-two'), clock).held).toBe(false)
    clock.advance(1)
    const taken = takeLease(store, RUN, holder('s-two'), clock)
    expect(taken).toMatchObject({ held: true, writer: { session: 's-two', epoch: 2 }, takenOver: { why: 'expired', from: holder() } })
    expect(getRun(store.db, RUN).epoch).toBe(2)
    expect(heartbeat(store, RUN, writer, clock)).toBe(false)
  })

  test('a heartbeat keeps it', () => {
    const { clock, store, writer } = open()
    clock.advance(9_000)
    expect(heartbeat(store, RUN, writer, clock)).toBe(true)
    clock.advance(9_000)
    expect(takeLease(store, RUN, holder('s-two'), clock).held).toBe(false)
  })

  test('one whose process is gone is taken over at once', () => {
    const { clock, store } = open()
    const gone = spawnSync(process.execPath, ['-e', '']).pid
    store.db.prepare('UPDATE lease SET pid = ?').run(gone)
    expect(takeLease(store, RUN, holder('s-two'), clock)).toMatchObject({ held: true, takenOver: { why: 'gone', from: { pid: gone } } })
  })

  test('a pid that now belongs to another process counts as gone', () => {
    const { clock, store } = open()
    store.db.prepare('UPDATE lease SET pid_started = ?').run('an earlier start')
    expect(takeLease(store, RUN, holder('s-two'), clock)).toMatchObject({ held: true, takenOver: { why: 'gone' } })
  })

  test('a process on another host cannot be seen: only its heartbeat counts', () => {
    const { clock, store } = open()
    store.db.prepare(`UPDATE lease SET pid_started = 'x', host = 'elsewhere'`).run()
    expect(takeLease(store, RUN, holder('s-two'), clock).held).toBe(false)
    clock.advance(10_001)
    expect(takeLease(store, RUN, holder('s-two'), clock)).toMatchObject({ held: true, takenOver: { why: 'expired' } })
  })

  test('a clock set back does not take it from a living holder', () => {
    const { store } = open()
    expect(takeLease(store, RUN, holder('s-two'), testClock(0)).held).toBe(false)
  })

  test('a released one is free, and a writer from before cannot come back into its epoch', () => {
    const { clock, store, writer } = open()
    releaseLease(store, RUN, writer)
    expect(readLease(store.db, RUN)).toBeUndefined()
    expect(takeLease(store, RUN, holder('s-two'), clock)).toEqual({ held: true, writer: { session: 's-two', epoch: 2 } })
    releaseLease(store, RUN, writer)
    expect(readLease(store.db, RUN)?.holder.session).toBe('s-two')
  })

  test('a run that does not exist has none', () => {
    const { clock, store } = open()
    expect(() => takeLease(store, 'r-none' as RunId, holder(), clock)).toThrow(/no run r-none/)
  })
})

describe('a process', () => {
  test('this one is alive under its start and under no other', () => {
    const start = processStart(process.pid) ?? ''
    expect(start).not.toBe('')
    expect(isAlive(process.pid, start)).toBe(true)
    expect(isAlive(process.pid, `${start}0`)).toBe(false)
    expect(isAlive(process.pid, '')).toBe(false)
    expect(processStart(-1)).toBeUndefined()
  })

  test('one with parentheses and spaces in its name is told right, and gone once it has ended', async () => {
    const child = spawn(process.execPath, ['-e', `process.title = 'a) S 1 (b'; process.stdout.write('up'); setInterval(() => {}, 1000)`])
    await once(child.stdout, 'data')
    const start = processStart(child.pid ?? 0) ?? ''
    // Before it was renamed it had the same start; a wrongly counted field would not be a start tick near ours.
    expect(isAlive(child.pid ?? 0, start)).toBe(true)
    if (process.platform === 'linux') expect(Number(start.split(':')[1])).toBeGreaterThan(Number(processStart(process.pid)?.split(':')[1]))
    child.kill('SIGKILL')
    await once(child, 'close')
    expect(isAlive(child.pid ?? 0, start)).toBe(false)
  })
})

test('a beat, a taking and a giving back that the disk does not take are told as a full disk, and the reserve is dropped', () => {
  for (const [code, act] of [
    ['SQLITE_FULL', (store: Store) => heartbeat(store, RUN, { session: SESSION, epoch: 1 }, testClock())],
    ['SQLITE_IOERR_SHMSIZE', (store: Store) => takeLease(store, RUN, holder('s-two'), testClock())],
    ['SQLITE_FULL', (store: Store) => releaseLease(store, RUN, { session: SESSION, epoch: 1 })],
  ] as const) {
    const store = testStore()
    startRun(store)
    const refuse = (): never => {
      throw Object.assign(new Error('no room'), { code })
    }
    const db: typeof store.db = Object.create(store.db, { prepare: { value: () => ({ run: refuse }) }, transaction: { value: () => ({ immediate: refuse }) }, pragma: { value: () => undefined } })
    expect(() => act({ ...store, db })).toThrow(expect.objectContaining({ code: 'disk-full' }))
    expect(existsSync(store.files.reserve)).toBe(false)
  }
})
