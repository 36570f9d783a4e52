import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { brokenAt } from '../../../electron/core/chain.ts'
import type { RunId } from '../../../electron/core/ports.ts'
import { nodeHash } from '../../../electron/node/hash.ts'
import { openHead, readHead } from '../../../electron/node/store/heads.ts'
import { openJournal } from '../../../electron/node/store/journal.ts'
import { takeLease } from '../../../electron/node/store/lease.ts'
import { readRecords } from '../../../electron/node/store/records.ts'
import { getRun } from '../../../electron/node/store/runs.ts'
import { holder, records, RUN, startRun, temporaryFolder, testClock, testStore } from './support.ts'

describe('append', () => {
  test('what was appended is read back as it was, over more than one page, and the chain holds', () => {
    const store = testStore()
    const { writer, made } = startRun(store)
    const more = records(1_203, made.at(-1))
    openJournal(store, RUN, writer).append(more)
    const read = [...readRecords(store.db, RUN)]
    expect(read).toEqual([...made, ...more])
    expect(brokenAt(nodeHash, read)).toBeUndefined()
    expect([...readRecords(store.db, RUN, 1_200)].map(({ seq }) => seq)).toEqual([1_200, 1_201, 1_202, 1_203, 1_204])
  })

  test('the run and its head file know the last event', () => {
    const store = testStore()
    const { writer, made } = startRun(store)
    const more = records(2, made.at(-1))
    openJournal(store, RUN, writer).append(more)
    expect(getRun(store.db, RUN)).toMatchObject({ lastSeq: 3, head: more[1]?.hash })
    expect(readHead(store.files.heads, RUN)).toEqual({ seq: 3, hash: more[1]?.hash })
  })

  test('an event that is there already is not doubled', () => {
    const store = testStore()
    const { writer, made } = startRun(store, 3)
    const journal = openJournal(store, RUN, writer)
    journal.append(made)
    journal.append([...made, ...records(1, made.at(-1))])
    expect([...readRecords(store.db, RUN)]).toHaveLength(4)
  })

  test('another event under a number that is taken is refused', () => {
    const store = testStore()
    const { writer, made } = startRun(store, 3)
    const other = records(1, made[1], { salt: 'other' })
    expect(() => openJournal(store, RUN, writer).append(other)).toThrow(expect.objectContaining({ code: 'chain-broken' }))
  })

  test('a gap, a wrong predecessor or another run is refused, and nothing of that call is kept', () => {
    const store = testStore()
    const { writer, made } = startRun(store)
    const journal = openJournal(store, RUN, writer)
    const [second, third] = records(2, made[0])
    const foreign = records(3, undefined, { salt: 'other' })[1]
    const elsewhere = records(2, undefined, { run: 'r-other' as RunId })[1]
    for (const bad of [[third], [foreign], [elsewhere], [second, second, foreign]]) {
      expect(() => journal.append(bad as never)).toThrow(expect.objectContaining({ code: 'chain-broken' }))
    }
    expect([...readRecords(store.db, RUN)]).toEqual(made)
    expect(readHead(store.files.heads, RUN)).toMatchObject({ seq: 1 })
  })

  test('a writer whose lease was taken over is refused', () => {
    const clock = testClock()
    const store = testStore(temporaryFolder(), clock)
    const { writer, made } = startRun(store)
    const journal = openJournal(store, RUN, writer)
    clock.advance(10_001)
    expect(takeLease(store, RUN, holder('s-two'), clock).held).toBe(true)
    expect(() => journal.append(records(1, made[0]))).toThrow(expect.objectContaining({ code: 'leased' }))
    expect([...readRecords(store.db, RUN)]).toHaveLength(1)
  })

  test('an event on disk cannot say another type than its hashed body', () => {
    const store = testStore()
    startRun(store)
    expect(store.db.prepare('SELECT type FROM event').pluck().get()).toBe('run.started')
    expect(() => store.db.exec(`UPDATE event SET type = 'x'`)).toThrow(/generated column/)
  })
})

describe('the head file', () => {
  test('a journal whose end was lost is not opened, unless its loss is accepted', () => {
    const store = testStore()
    const { writer } = startRun(store, 3)
    store.db.exec('DELETE FROM event WHERE seq = 3')
    store.db.exec(`UPDATE run SET last_seq = 2, head = (SELECT hash FROM event WHERE seq = 2)`)
    expect(() => openJournal(store, RUN, writer)).toThrow(expect.objectContaining({ code: 'chain-broken', details: { run: RUN, missing: 1 } }))
    openJournal(store, RUN, writer, { acceptLostTail: true }).close()
  })

  test('one that was torn or changed is unreadable, one that is not there is missing', () => {
    const folder = temporaryFolder()
    const file = openHead(folder, RUN)
    expect(readHead(folder, RUN)).toBe('missing')
    file.write({ seq: 12, hash: nodeHash.sha256('a') })
    file.write({ seq: 13, hash: nodeHash.sha256('b') })
    file.close()
    expect(readHead(folder, RUN)).toEqual({ seq: 13, hash: nodeHash.sha256('b') })
    const text = readFileSync(join(folder, RUN), 'latin1')
    for (const bad of [text.slice(0, 50), text.replace('13 ', '14 ')]) {
      writeFileSync(join(folder, RUN), bad)
      expect(readHead(folder, RUN)).toBe('unreadable')
    }
  })

  test('a name that leads out of its folder is refused', () => {
    const folder = temporaryFolder()
    for (const name of ['../x', 'a/b', '', '.', '..', 'C:x', 'a\\b']) expect(() => openHead(join(folder, 'heads'), name as RunId)).toThrow(/no name for a run/)
    expect(existsSync(join(folder, 'x'))).toBe(false)
  })
})
