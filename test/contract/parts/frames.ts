/** Frames: what is let in, what ends a connection, and what many of them may not do. */
import { expect, test } from 'vitest'
import { utf8Bytes } from '../../../electron/contract/utf8.ts'
import { MAX_FRAME_BYTES, PROTOCOL, type Cancellation } from '../../../electron/contract/wire.ts'
import { talkOver, type OpenRoad } from '../road.ts'
import { INPUTS } from '../samples.ts'
import { served, VERSION } from './support.ts'

const GARBAGE = {
  'no JSON': 'hello?',
  'a list': '[]',
  'nothing': 'null',
  'an unknown kind': '{"t":"shout","id":1}',
  'a call without a method': '{"t":"call","id":1,"input":{}}',
  'a call without an input': '{"t":"call","id":1,"method":"now"}',
  'an id that is no number': '{"t":"call","id":"1","method":"now","input":{}}',
  'an id below one': '{"t":"call","id":0,"method":"now","input":{}}',
  'a key too many': '{"t":"call","id":1,"method":"now","input":{},"role":"captain"}',
  'a deep list': '['.repeat(100_000) + ']'.repeat(100_000),
}

export function describeFrames(openRoad: OpenRoad): void {
  test('the first thing said is hello, with the role, the versions and the time', async () => {
    const { road } = await served(openRoad, { role: 'operator' })
    const before = Date.now()
    const talk = talkOver(await road.connect())
    const hello = await talk.frame('hello')
    expect(talk.frames[0]).toEqual(hello)
    expect(hello).toMatchObject({ protocol: PROTOCOL, version: VERSION, role: 'operator' })
    expect(hello.now).toBeGreaterThanOrEqual(before - 1)
  })

  test('a frame that is none ends its connection, and no other one', async () => {
    const { talk, steer } = await served(openRoad)
    const other = await talk()
    for (const [what, text] of Object.entries(GARBAGE)) {
      const bad = await talk()
      bad.sendText(text)
      await bad.closed
      expect(bad.frames.map(({ t }) => t), what).toEqual(['hello'])
    }
    steer.answers.now = () => ({ now: 7 })
    expect(await other.call(1, 'now', {})).toMatchObject({ t: 'ok', output: { now: 7 } })
  })

  test('a frame of 1 MiB is read, one byte more ends the connection', async () => {
    const { talk, steer } = await served(openRoad)
    steer.answers.introduce = () => ({ name: '', role: '', via: 'link', version: '', machine: '', dataFolder: '', notices: [] })
    const frameOf = (filler: string): string => JSON.stringify({ t: 'call', id: 1, method: 'now', input: { filler } })
    const fits = 'é'.repeat((MAX_FRAME_BYTES - utf8Bytes(frameOf(''))) / 2)
    const one = await talk()
    one.sendText(`${frameOf(fits)}${' '.repeat(MAX_FRAME_BYTES - utf8Bytes(frameOf(fits)))}`)
    expect((await one.frame('no')).error.code).toBe('bad-request')
    const two = await talk()
    two.sendText(`${frameOf(`${fits}é`)}`)
    await two.closed
    expect(two.frames.map(({ t }) => t)).toEqual(['hello'])
  })

  test('the same id twice at once ends the connection', async () => {
    const { talk, steer } = await served(openRoad)
    steer.answers.now = () => new Promise(() => undefined)
    const one = await talk()
    one.send({ t: 'call', id: 5, method: 'now', input: {} })
    one.send({ t: 'call', id: 5, method: 'now', input: {} })
    await one.closed
  })

  test('an unknown method or stream is told, also by a name that every object has', async () => {
    const { talk } = await served(openRoad)
    const one = await talk()
    let id = 0
    for (const name of ['run.destroy', '', '__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(await one.call((id += 1), name, {}), name).toMatchObject({ t: 'no', error: { code: 'unknown-method' } })
      one.send({ t: 'open', id: (id += 1), stream: name, input: {} })
      expect((await one.frame('over', (frame) => frame.id === id)).error?.code, name).toBe('unknown-method')
    }
  })

  test('an input that is not as declared is refused and nobody is asked', async () => {
    const { talk, steer } = await served(openRoad)
    const one = await talk()
    let id = 0
    const wrong: readonly (readonly [string, unknown])[] = [
      ['plan', {}],
      ['plan', { file: 7 }],
      ['plan', { file: '' }],
      ['plan', { file: 'x'.repeat(5_000) }],
      ['plan', { file: '/a', more: true }],
      ['plan', null],
      ['now', []],
      ['simulate', { file: '/a', runs: 1e9, seed: 1 }],
      ['run.command', { run: 'r', command: { do: 'explode' } }],
      ['run.command', { run: 'r', command: { do: 'rollback' } }],
      ['run.start', { ...INPUTS['run.start'], mode: 'simulation' }],
      ['settings.write', { theme: 'sepia' }],
      ['trust.approve', { file: '/a', trustSha256: 'abc' }],
    ]
    for (const [method, input] of wrong) expect(await one.call((id += 1), method, input), `${method} ${JSON.stringify(input)?.slice(0, 80)}`).toMatchObject({ t: 'no', error: { code: 'bad-request' } })
    expect(steer.asked).toEqual([])
  })

  test('__proto__ in an input reaches no handler', async () => {
    const { talk, steer } = await served(openRoad)
    steer.answers['settings.write'] = () => ({ name: '', theme: 'dark', comparison: 'plan', folders: [], letterKeys: true, notify: true, windowAlert: 0.5 })
    const one = await talk()
    one.sendText('{"t":"call","id":1,"method":"settings.write","input":{"theme":"dark","__proto__":{"name":"Eve"}}}')
    await Promise.race([one.frame('ok'), one.frame('no')])
    for (const { input } of steer.asked) expect([Object.keys(input as object), (input as { name?: string }).name]).toEqual([['theme'], undefined])
    expect(({} as { name?: string }).name).toBeUndefined()
  })

  test('a cancelled call is answered at once, its handler is told, and its late answer goes nowhere', async () => {
    const { talk, steer } = await served(openRoad)
    const { promise: begun, resolve: begin } = Promise.withResolvers<Cancellation>()
    const { promise: late, resolve: answer } = Promise.withResolvers<unknown>()
    steer.answers.now = (_, __, signal) => {
      begin(signal)
      return late
    }
    const one = await talk()
    one.send({ t: 'call', id: 1, method: 'now', input: {} })
    const signal = await begun
    one.send({ t: 'cancel', id: 1 })
    expect((await one.frame('no')).error.code).toBe('cancelled')
    expect(signal.aborted).toBe(true)
    answer({ now: 1 })
    steer.answers.now = () => ({ now: 2 })
    await one.call(2, 'now', {})
    expect(one.frames.filter((frame) => 'id' in frame && frame.id === 1)).toHaveLength(1)
  })

  test('a connection that ends cancels its calls and shuts its streams', async () => {
    const { talk, steer } = await served(openRoad)
    const { promise: begun, resolve: begin } = Promise.withResolvers<Cancellation>()
    const { promise: told, resolve: tell } = Promise.withResolvers<void>()
    steer.answers.now = (_, __, signal) => {
      signal.addEventListener('abort', () => tell())
      begin(signal)
      return new Promise(() => undefined)
    }
    const one = await talk()
    one.send({ t: 'open', id: 1, stream: 'output', input: { run: 'r' } })
    one.send({ t: 'call', id: 2, method: 'now', input: {} })
    await begun
    one.close()
    await told
    expect(steer.watching.map(({ isClosed }) => isClosed)).toEqual([true])
  })

  test('calls in flight and open streams of one connection are capped, and each that ends makes room', async () => {
    const { talk, steer } = await served(openRoad, { limits: { calls: 2, streams: 2 } })
    steer.answers.now = () => new Promise(() => undefined)
    const one = await talk()
    for (const id of [1, 2]) one.send({ t: 'call', id, method: 'now', input: {} })
    expect(await one.call(3, 'now', {})).toMatchObject({ t: 'no', error: { code: 'unavailable', message: expect.stringContaining('2 calls') } })
    one.send({ t: 'cancel', id: 1 })
    expect(await one.call(4, 'session', {})).toMatchObject({ t: 'no', error: { code: 'not-found' } })
    for (const id of [11, 12, 13]) one.send({ t: 'open', id, stream: 'output', input: { run: 'r' } })
    expect((await one.frame('over')).error).toMatchObject({ code: 'unavailable', message: expect.stringContaining('2 streams') })
    one.send({ t: 'shut', id: 11 })
    one.send({ t: 'open', id: 14, stream: 'output', input: { run: 'r' } })
    await one.frame('snapshot', ({ id }) => id === 14)
  })

  test('two connections side by side answer each its own, by the same ids', async () => {
    const { talk, steer } = await served(openRoad)
    let calls = 0
    steer.answers.now = () => ({ now: (calls += 1) })
    const [one, two] = [await talk(), await talk()]
    const [first, second] = await Promise.all([one.call(1, 'now', {}), two.call(1, 'now', {})])
    // Which of the two the host hears first is nobody's promise.
    expect(new Set([first, second].map((frame) => (frame.t === 'ok' ? JSON.stringify(frame.output) : frame.t)))).toEqual(new Set(['{"now":1}', '{"now":2}']))
    one.close()
    await one.closed
    expect(await two.call(2, 'now', {})).toMatchObject({ t: 'ok' })
  })
}
