/** Runbooks are looked at in another thread, one after the other: people first. */
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createHost } from '../../../electron/node/host.ts'
import { createReader, type Reader } from '../../../electron/node/service/reader/reader.ts'
import { temporaryFolder } from '../store/support.ts'
import { silent, smallBook } from './support.ts'

function desk(): Reader {
  const host = createHost({ folder: temporaryFolder(), log: silent, env: {} })
  const reader = createReader(host)
  onTestFinished(async () => {
    await reader.close()
    host.close()
  })
  return reader
}

function book(id: string, full = false) {
  return { file: join('/books', `${id}.yaml`), bytes: new TextEncoder().encode(smallBook(id)), full }
}

/** A runbook of so many steps in a row. */
function longBook(steps: number): Uint8Array {
  const step = (number: number): string => `      - { step: s${number}, kind: manual, planned: 1m, owner: captain }\n`
  return new TextEncoder().encode(smallBook('long').replace('branches:\n', `${Array.from({ length: steps }, (_, number) => step(number)).join('')}branches:\n`))
}

test('while a long runbook is looked at, the host goes on', async () => {
  const reader = desk()
  let turns = 0
  let isDone = false
  const count = (): void => {
    turns += 1
    if (!isDone) setImmediate(count)
  }
  const looking = reader.look({ file: '/books/long.yaml', bytes: longBook(300), full: true })
  count()
  const looked = await looking
  isDone = true
  expect(looked.book?.steps).toHaveLength(302)
  expect(turns).toBeGreaterThan(100)
})

test('what a person waits for is looked at before what the library has still to look at', async () => {
  const reader = desk()
  const order: string[] = []
  const ask = async (id: string, full: boolean): Promise<void> => {
    await reader.look(book(id, full))
    order.push(id)
  }
  await Promise.all([ask('first', false), ask('second', false), ask('third', false), ask('person', true)])
  expect(order).toEqual(['first', 'person', 'second', 'third'])
})

test('what nobody waits for any more is not looked at', async () => {
  const reader = desk()
  const leaving = new AbortController()
  const first = reader.look(book('first'))
  const left = reader.look(book('left', true), leaving.signal)
  leaving.abort()
  await expect(left).rejects.toMatchObject({ code: 'cancelled' })
  expect((await first).runbook?.id).toBe('first')
  expect((await reader.look(book('next'))).runbook?.id).toBe('next')
})

test('a fault in one look is told to whoever asked, and the next one is looked at', async () => {
  const reader = desk()
  const broken = { ...book('broken'), bytes: null as never }
  const [bad, good] = await Promise.allSettled([reader.look(broken), reader.look(book('good'))])
  expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled'])
})

test('a reader that is closed leaves nobody waiting', async () => {
  const reader = desk()
  const ended = Promise.allSettled([reader.look(book('one')), reader.look(book('two'))])
  await reader.close()
  expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await expect(reader.look(book('three'))).rejects.toMatchObject({ code: 'cancelled' })
})
