/** The page's end: it finds its way back by itself, and never does later what was asked in vain. */
import { expect, onTestFinished, test } from 'vitest'
import { createClient } from '../../electron/contract/client.ts'
import type { ClientOptions } from '../../electron/contract/client.ts'
import { ContractError } from '../../electron/contract/errors.ts'
import { createMemoryWires } from '../../electron/contract/memoryWire.ts'
import { serveWire } from '../../electron/contract/server.ts'
import type { HostFrame, Wire } from '../../electron/contract/wire.ts'
import { createVirtualClock } from '../../electron/core/rehearsal/virtualClock.ts'
import { createSteerable } from './steerable.ts'
import { servingOf, VERSION, type Logged } from './parts/support.ts'

/** A client of a steerable service, with a clock that only moves when told. */
function desk(options: Partial<ClientOptions> = {}) {
  const steer = createSteerable()
  const clock = createVirtualClock(1_000_000)
  const hostClock = createVirtualClock(1_000_500)
  const logged: Logged[] = []
  const roads: Wire[] = []
  const states: string[] = []
  const its = { version: VERSION, isThere: true, tries: 0 }
  const client = createClient({
    clock,
    async connect() {
      its.tries += 1
      if (!its.isThere) throw new Error('nobody listens')
      const [page, host] = createMemoryWires()
      roads.push(page)
      serveWire(host, { ...servingOf(steer.service, {}, logged), clock: hostClock, version: its.version })
      return page
    },
    ...options,
  })
  onTestFinished(() => client.close())
  client.onConnection((state) => states.push(state))
  const reached = (wanted: string): Promise<void> =>
    client.connection === wanted
      ? Promise.resolve()
      : new Promise((resolve) => {
          const stop = client.onConnection((state) => {
            if (state !== wanted) return
            stop()
            resolve()
          })
        })
  const cut = (): void => roads.at(-1)?.close('the cable was pulled')
  return { steer, clock, hostClock, client, states, roads, its, reached, cut, logged }
}

/** What a stream showed; `next` resolves with it as soon as there is more. */
function listen() {
  const shown: string[] = []
  let wake: (() => void) | undefined
  const put = (text: string): void => {
    shown.push(text)
    wake?.()
  }
  return {
    shown,
    listener: {
      snapshot: (data: { readonly attempts: readonly { readonly text: string }[] }) => put(`all: ${data.attempts[0]?.text}`),
      event: (data: { readonly text: string }) => put(data.text),
      over: (error: ContractError | null) => put(`over: ${error?.code}`),
    },
    async has(count: number): Promise<string[]> {
      while (shown.length < count) await new Promise<void>((resolve) => (wake = resolve))
      return shown
    },
  }
}

test('what is asked before the first hello waits for it', async () => {
  const { client, steer } = desk()
  steer.answers.now = () => ({ now: 7 })
  expect(client.connection).toBe('connecting')
  expect(await client.call('now', {})).toEqual({ now: 7 })
  expect([client.connection, client.role]).toEqual(['open', 'captain'])
})

test('an error comes as it was declared', async () => {
  const { client } = desk()
  await expect(client.call('plan', { file: '/a' })).rejects.toMatchObject({ name: 'ContractError', code: 'not-found', message: 'reached' })
})

test('a call is cancelled by its signal: at once here, and on the host', async () => {
  const { client, steer } = desk()
  const { promise: told, resolve: tell } = Promise.withResolvers<void>()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  steer.answers.plan = (_, __, signal) => {
    signal.addEventListener('abort', () => tell())
    begin()
    return new Promise(() => undefined)
  }
  const leaving = new AbortController()
  const call = client.call('plan', { file: '/a' }, { signal: leaving.signal })
  await begun
  leaving.abort()
  await expect(call).rejects.toMatchObject({ code: 'cancelled' })
  await told
  await expect(client.call('plan', { file: '/a' }, { signal: leaving.signal })).rejects.toMatchObject({ code: 'cancelled' })
})

test('a call that would not be taken is not sent, and costs no connection', async () => {
  const { client, reached, states } = desk()
  await reached('open')
  await expect(client.call('run.command', { run: 'r', command: { do: 'note', text: 'x'.repeat(2_000_000) } })).rejects.toMatchObject({ code: 'bad-request' })
  expect(states).toEqual(['open'])
})

test('pauses between tries grow from 250 ms to 5 s, and begin anew after a good connection', async () => {
  const { client, clock, its, reached, cut } = desk()
  await reached('open')
  clock.advance(6_000)
  its.isThere = false
  cut()
  await reached('lost')
  const triedAt: number[] = []
  const from = clock.monoMs()
  let seen = its.tries
  while (triedAt.length < 8) {
    clock.next()
    if (its.tries > seen) triedAt.push(clock.monoMs() - from)
    seen = its.tries
    // Its failure is told later, as every answer of a road.
    await new Promise(setImmediate)
  }
  expect(triedAt.map((at, index) => at - (triedAt[index - 1] ?? 0))).toEqual([250, 500, 1_000, 2_000, 3_500, 5_000, 5_000, 5_000])
  its.isThere = true
  clock.advance(5_000)
  await reached('open')
  clock.advance(6_000)
  const before = its.tries
  cut()
  await reached('lost')
  clock.advance(250)
  expect(its.tries).toBe(before + 1)
  await reached('open')
  expect(client.connection).toBe('open')
})

test('what was asked when the road was cut is told as open; what is asked without a road is not done later', async () => {
  const { client, clock, steer, reached, cut } = desk()
  await reached('open')
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  steer.answers.plan = () => {
    begin()
    return new Promise(() => undefined)
  }
  const interrupted = client.call('plan', { file: '/a' })
  await begun
  cut()
  await expect(interrupted).rejects.toMatchObject({ code: 'disconnected', message: expect.stringContaining('may be done or not') })
  await expect(client.call('run.command', { run: 'r', command: { do: 'rollback', reason: 'now' } })).rejects.toMatchObject({ code: 'disconnected', message: expect.stringContaining('nothing was done') })
  clock.advance(250)
  await reached('open')
  steer.answers.now = () => ({ now: 1 })
  await client.call('now', {})
  expect(steer.asked.map(({ name }) => name)).not.toContain('run.command')
})

test('a stream goes on where it was when the road was cut, with what was missed and nothing twice', async () => {
  const { client, clock, steer, reached, cut } = desk()
  const page = listen()
  client.open('output', { run: 'r' }, page.listener)
  await page.has(1)
  steer.say('one')
  await page.has(2)
  cut()
  await reached('lost')
  for (const text of ['two', 'three']) steer.say(text)
  clock.advance(250)
  await page.has(4)
  steer.say('four')
  expect(await page.has(5)).toEqual(['all: ', 'one', 'two', 'three', 'four'])
})

test('a stream that missed more than the host keeps shows all of it anew', async () => {
  const { client, clock, steer, reached, cut } = desk()
  const page = listen()
  client.open('output', { run: 'r' }, page.listener)
  await page.has(1)
  cut()
  await reached('lost')
  for (let number = 1; number <= 60; number += 1) steer.say(`line ${number}`)
  clock.advance(250)
  expect(await page.has(2)).toEqual(['all: ', 'all: line 60'])
})

test('a hole in the numbers is never shown over: all of it is asked for anew', async () => {
  const { client, steer } = desk()
  const page = listen()
  client.open('output', { run: 'r' }, page.listener)
  await page.has(1)
  steer.say('one')
  await page.has(2)
  const sink = steer.watching[0]?.sink as { event(seq: number, data: unknown): void }
  sink.event(5, { step: 'a', attempt: 1, text: 'from nowhere' })
  expect(await page.has(3)).toEqual(['all: ', 'one', 'all: one'])
  expect(steer.watching.map(({ isClosed, after }) => [isClosed, after])).toEqual([[true, undefined], [false, undefined]])
})

test('a stream that is left says no more, also after the road was cut', async () => {
  const { client, clock, steer, reached, cut } = desk()
  const page = listen()
  const leave = client.open('output', { run: 'r' }, page.listener)
  await page.has(1)
  leave()
  cut()
  await reached('lost')
  clock.advance(250)
  await reached('open')
  steer.say('later')
  steer.answers.now = () => ({ now: 1 })
  await client.call('now', {})
  expect(page.shown).toEqual(['all: '])
  expect(steer.watching).toHaveLength(1)
})

test('a stream that the host ends is over and is not asked for again', async () => {
  const { client, clock, steer, reached, cut } = desk()
  const page = listen()
  client.open('run', { run: 'r' }, page.listener as never)
  await page.has(1)
  expect(page.shown).toEqual(['over: not-found'])
  cut()
  await reached('lost')
  clock.advance(250)
  await reached('open')
  expect(steer.watching).toHaveLength(1)
})

test('the name is said after each hello, before anything else is asked', async () => {
  let name = 'Ada'
  const { client, clock, steer, reached, cut } = desk({ name: () => name })
  const asked = client.call('plan', { file: '/a' })
  await expect(asked).rejects.toMatchObject({ code: 'not-found' })
  expect(steer.asked.map(({ name: method, input }) => [method, input]).slice(0, 2)).toEqual([['introduce', { name: 'Ada' }], ['plan', { file: '/a' }]])
  name = 'Grace'
  cut()
  await reached('lost')
  clock.advance(250)
  await reached('open')
  await client.call('plan', { file: '/b' }).catch(() => undefined)
  expect(steer.asked.filter(({ name: method }) => method === 'introduce').map(({ input }) => input)).toEqual([{ name: 'Ada' }, { name: 'Grace' }])
})

test('a name that is refused is told', async () => {
  const troubles: string[] = []
  const { client, reached } = desk({ name: () => 'Ada', onTrouble: (error) => troubles.push(error.code) })
  await reached('open')
  await client.call('plan', { file: '/a' }).catch(() => undefined)
  expect(troubles).toEqual(['not-found'])
})

test('the offset of the host\'s clock is known at once, and measured in the middle of a question and its answer', async () => {
  const { client, clock, hostClock, steer, reached } = desk()
  await reached('open')
  expect(client.offsetMs).toBe(500)
  steer.answers.session = () => ({ name: '', role: '', via: 'link', version: '', machine: '', dataFolder: '', notices: [] })
  // What the hello brought is over.
  await client.call('session', {})
  hostClock.jump(60_000)
  steer.answers.now = () => {
    clock.jump(100)
    return { now: hostClock.wallMs() }
  }
  clock.advance(15_000)
  hostClock.advance(15_000)
  await client.call('session', {})
  expect(client.offsetMs).toBe(hostClock.wallMs() - (clock.wallMs() - 50))
})

test('a road on which nothing comes any more is tried, and given up where nobody answers', async () => {
  const { client, clock, reached, steer } = desk()
  await reached('open')
  steer.answers.now = () => new Promise(() => undefined)
  clock.advance(15_000)
  expect(client.connection).toBe('open')
  clock.advance(10_000)
  await reached('lost')
})

test('a page that the host does not want is refused, says why, and does not try again', async () => {
  const refused = new ContractError({ code: 'forbidden', message: 'This link is not known here.', hint: '' })
  let tries = 0
  const { client, clock, reached } = desk({
    connect() {
      tries += 1
      return Promise.reject(refused)
    },
  })
  const page = listen()
  client.open('output', { run: 'r' }, page.listener)
  await reached('refused')
  expect(client.refusal).toBe('This link is not known here.')
  await expect(client.call('now', {})).rejects.toMatchObject({ code: 'forbidden', message: 'This link is not known here.' })
  clock.advance(60_000)
  expect([tries, page.shown]).toEqual([1, ['over: forbidden']])
})

test('a host of another version, or of another protocol, is refused: the page must be loaded anew', async () => {
  const { client, clock, its, reached, cut } = desk()
  await reached('open')
  its.version = '2.0.0'
  cut()
  await reached('lost')
  clock.advance(250)
  await reached('refused')
  expect(client.refusal).toContain('2.0.0')

  const [page, host] = createMemoryWires()
  const other = desk({ connect: () => Promise.resolve(page) })
  host.send(JSON.stringify({ t: 'hello', protocol: 99, version: VERSION, role: 'captain', now: 1 } satisfies HostFrame))
  await other.reached('refused')
})

test('a host that says no hello, or no frames of this protocol, is tried again', async () => {
  const silent = desk({ connect: () => Promise.resolve(createMemoryWires()[0]) })
  // The road is there, and nobody speaks on it.
  await new Promise(setImmediate)
  silent.clock.advance(10_000)
  await silent.reached('lost')

  const [page, host] = createMemoryWires()
  const babbling = desk({ connect: () => Promise.resolve(page) })
  host.send('hello?')
  await babbling.reached('lost')
})

test('a client that is closed ends its road, its calls and its timers', async () => {
  const { client, clock, steer, reached } = desk()
  await reached('open')
  steer.answers.plan = () => new Promise(() => undefined)
  const call = client.call('plan', { file: '/a' })
  client.close()
  await expect(call).rejects.toMatchObject({ code: 'disconnected' })
  expect([clock.next(), client.connection]).toEqual([false, 'lost'])
  await expect(client.call('now', {})).rejects.toMatchObject({ code: 'disconnected' })
})
