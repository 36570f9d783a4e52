/** The page's knowledge over a real client and server: open while it is used, and nothing but what the host says. */
import { expect, test } from 'vitest'
import { createClient } from '../../../electron/contract/client.ts'
import type { Role } from '../../../electron/contract/roles.ts'
import { createMemoryWires } from '../../../electron/contract/memoryWire.ts'
import { serveWire } from '../../../electron/contract/server.ts'
import type { Wire } from '../../../electron/contract/wire.ts'
import { systemClock } from '../../../electron/node/clock.ts'
import { createCaller } from '../../../electron/node/service/caller.ts'
import { outputKey } from '../../../renderer/store/outputState.ts'
import { createStores, type Stores } from '../../../renderer/store/stores.ts'
import { createSteerable } from '../../contract/steerable.ts'

const clock = systemClock()
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const SETTINGS = { name: 'Ada', theme: 'dark', comparison: 'best', folders: ['/books'], letterKeys: true, notify: true, windowAlert: 0.9 } as const

interface Storage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

function page({ role = 'captain' as Role, storage = memory() }: { role?: Role; storage?: Storage } = {}) {
  const steer = createSteerable()
  const caller = createCaller({ role, via: 'link', name: role })
  steer.answers.session = () => ({ name: caller.actor.name, role, via: 'link', version: '1', machine: 'box', dataFolder: '/data', notices: [] })
  steer.answers.now = () => ({ now: clock.wallMs() })
  steer.answers.introduce = ((input: { name: string }) => {
    caller.rename(input.name)
    return (steer.answers.session as () => unknown)()
  }) as never
  let kept: Record<string, unknown> = SETTINGS
  steer.answers['settings.read'] = () => kept
  steer.answers['settings.write'] = ((change: object) => (kept = { ...kept, ...change })) as never
  let cut: () => void = () => undefined
  const connect = async (): Promise<Wire> => {
    const [ours, theirs] = createMemoryWires()
    serveWire(theirs, { service: steer.service, caller, version: '1', clock, log: silent, reference: () => 'ref' })
    cut = () => theirs.close('cut')
    return ours
  }
  const stores = createStores({
    connect: (name) => ({ client: createClient({ connect, clock, name }), shell: null }),
    storage,
    paint: (then) => then(),
    now: () => 1_000,
    setOffset: () => undefined,
  })
  return { stores, steer, caller, cut: () => cut() }
}

function memory(): Storage {
  const kept = new Map<string, string>()
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }
}

/** Resolves when a slice is as it shall be. */
function when<T>(store: { getState(): T; subscribe(listener: (state: T) => void): () => void }, is: (state: T) => boolean): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<T>()
  const look = (state: T): void => {
    if (is(state)) resolve(state)
  }
  store.subscribe(look)
  look(store.getState())
  return promise
}

const isOpen = (stores: Stores) => when(stores.connection, ({ session }) => session !== null)

test('a stream is open while something uses it, and comes back with what was missed', async () => {
  const { stores, steer, cut } = page()
  const output = stores.output('r-1')
  expect(steer.watching).toHaveLength(0)
  const [first, second] = [output.use(), output.use()]
  await when(output.store, ({ data }) => data !== null)
  steer.say('one\n')
  await when(output.store, ({ data }) => data?.get(outputKey('a', 1))?.text.endsWith('one\n') === true)
  cut()
  await when(stores.connection, ({ state }) => state === 'lost')
  steer.say('two\n')
  await when(output.store, ({ data }) => data?.get(outputKey('a', 1))?.text.endsWith('one\ntwo\n') === true)
  first()
  expect(steer.watching.at(-1)?.isClosed).toBe(false)
  second()
  await when(stores.connection, ({ state }) => state === 'open')
  // The next question goes behind the words that the stream is over.
  await stores.client.call('now', {})
  expect(steer.watching.at(-1)?.isClosed).toBe(true)
  expect(output.store.getState().data?.size).toBe(1)
  stores.client.close()
})

test('a stream that the host refuses says why, and is asked anew on demand', async () => {
  const { stores, steer } = page()
  const run = stores.run('r-1')
  run.use()
  const { error } = await when(run.store, ({ error: found }) => found !== null)
  expect(error?.code).toBe('not-found')
  const before = steer.watching.length
  run.again()
  await when(run.store, ({ error: found }) => found !== null)
  expect(steer.watching.length).toBe(before + 1)
  stores.client.close()
})

test('a lost connection is told with the time since when, and ends with the next one', async () => {
  const { stores, cut } = page()
  const { session, role } = await isOpen(stores)
  expect([session?.machine, role]).toEqual(['box', 'captain'])
  cut()
  expect((await when(stores.connection, ({ state }) => state === 'lost')).lostSince).toBe(1_000)
  expect((await when(stores.connection, ({ state }) => state === 'open')).lostSince).toBeNull()
  stores.client.close()
})

test('the captain\'s choices live with the host, and a new name is said at once', async () => {
  const { stores, caller } = page()
  expect(await when(stores.settings.store, ({ known }) => known)).toEqual({ settings: SETTINGS, known: true, kept: 'host' })
  await stores.settings.save({ name: 'Grace', comparison: 'last' })
  expect(stores.settings.store.getState().settings).toMatchObject({ name: 'Grace', comparison: 'last', theme: 'dark' })
  expect(caller.actor.name).toBe('Grace')
  stores.client.close()
})

test('who may not write them has his own in the browser, on top of the host\'s, and is known by his name on every road', async () => {
  const storage = memory()
  const first = page({ role: 'operator', storage })
  await when(first.stores.settings.store, ({ known }) => known)
  await first.stores.settings.save({ name: 'Lin', theme: 'light' })
  expect(first.stores.settings.store.getState()).toMatchObject({ kept: 'browser', settings: { name: 'Lin', theme: 'light', comparison: 'best' } })
  expect(first.steer.asked.some(({ name }) => name === 'settings.write')).toBe(false)
  first.stores.client.close()

  const second = page({ role: 'operator', storage })
  expect((await isOpen(second.stores)).session?.name).toBe('Lin')
  expect((await when(second.stores.settings.store, ({ known }) => known)).settings).toMatchObject({ name: 'Lin', theme: 'light' })
  second.stores.client.close()
})

test('a browser that keeps nothing, or something that nobody understands, has the choices for as long as the page is there', async () => {
  const broken = { getItem: () => '{"theme":"pink"', setItem: () => { throw new Error('QuotaExceededError') } }
  const { stores } = page({ role: 'rollback', storage: broken })
  await isOpen(stores)
  await stores.settings.save({ theme: 'light' })
  expect(stores.settings.store.getState()).toMatchObject({ known: false, kept: 'browser', settings: { theme: 'light', comparison: 'median' } })
  stores.client.close()
})

test('a run that was looked at is remembered for the way back; not all of them for ever', async () => {
  const { stores } = page()
  const first = stores.run('r-1')
  expect(stores.run('r-1')).toBe(first)
  const held = stores.run('r-held')
  held.use()
  for (let index = 2; index < 10; index += 1) stores.run(`r-${index}`)
  expect(stores.run('r-1')).not.toBe(first)
  expect(stores.run('r-held')).toBe(held)
  stores.client.close()
})
