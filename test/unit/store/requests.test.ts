import { expect, test } from 'vitest'
import { answer, ask, pending, readAnswer, REQUEST_POLL_MS, waitAnswer } from '../../../electron/node/store/requests.ts'
import { RUN, startRun, temporaryFolder, testClock, testStore } from './support.ts'

const ACTOR = { name: 'Ada', via: 'terminal' } as const

function open() {
  const clock = testClock()
  const store = testStore(temporaryFolder(), clock)
  startRun(store)
  return { clock, store }
}

test('requests are seen in the order they were asked, until they are answered', () => {
  const { clock, store } = open()
  const first = ask(store, { run: RUN, command: { type: 'hold' }, actor: ACTOR }, clock)
  const second = ask(store, { run: RUN, command: { type: 'release' }, actor: ACTOR }, clock)
  expect(pending(store.db, RUN).map(({ id }) => id)).toEqual([first, second])
  expect(answer(store, first, { ok: true }, clock)).toBe(true)
  expect(pending(store.db, RUN)).toEqual([{ id: second, run: RUN, askedAt: clock.wallMs(), actor: ACTOR, command: { type: 'release' } }])
})

test('the first answer stands', () => {
  const { clock, store } = open()
  const id = ask(store, { run: RUN, command: 'hold', actor: ACTOR }, clock)
  answer(store, id, 'yes', clock)
  expect(answer(store, id, 'no', clock)).toBe(false)
  expect(readAnswer(store.db, id)).toEqual({ answer: 'yes' })
})

test('who asks gets the answer at the next look after it was given', async () => {
  const { clock, store } = open()
  const id = ask(store, { run: RUN, command: 'hold', actor: ACTOR }, clock)
  const waiting = waitAnswer(store, id, clock, 5_000)
  clock.advance(1_000)
  answer(store, id, null, clock)
  clock.advance(REQUEST_POLL_MS)
  expect(await waiting).toEqual({ answer: null })
})

test('a request that nobody answered is withdrawn, so that it is not obeyed later', async () => {
  const { clock, store } = open()
  const id = ask(store, { run: RUN, command: 'rollback', actor: ACTOR }, clock)
  const waiting = waitAnswer(store, id, clock, 5_000)
  clock.advance(5_000)
  expect(await waiting).toBeUndefined()
  expect(pending(store.db, RUN)).toEqual([])
  expect(answer(store, id, 'done', clock)).toBe(false)
})
