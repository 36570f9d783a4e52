/** Streams: a snapshot, then every event once, whatever becomes of the road. */
import { expect, test } from 'vitest'
import type { OpenRoad } from '../road.ts'
import { OUTPUT, seqs, served } from './support.ts'

export function describeStreams(openRoad: OpenRoad): void {
  test('a stream begins with all that is shown, and each event follows on the last', async () => {
    const { talk, steer } = await served(openRoad)
    for (const text of ['one', 'two']) steer.say(text)
    const one = await talk()
    one.send({ t: 'open', id: 1, ...OUTPUT })
    expect(await one.frame('snapshot')).toMatchObject({ id: 1, mark: { epoch: 'first', seq: 2 }, data: { attempts: [{ text: 'two' }] } })
    for (let number = 3; number <= 40; number += 1) steer.say(`line ${number}`)
    await one.frame('event', ({ seq }) => seq === 40)
    expect(seqs(one, 1)).toEqual(Array.from({ length: 38 }, (_, index) => index + 3))
  })

  test('a page that comes back gets exactly what it missed', async () => {
    const { talk, steer } = await served(openRoad)
    const one = await talk()
    one.send({ t: 'open', id: 1, ...OUTPUT })
    const { mark } = await one.frame('snapshot')
    steer.say('seen')
    await one.frame('event')
    one.close()
    await one.closed
    for (const text of ['missed 1', 'missed 2', 'missed 3']) steer.say(text)
    const two = await talk()
    two.send({ t: 'open', id: 9, ...OUTPUT, after: { ...mark, seq: mark.seq + 1 } })
    await two.frame('event', ({ seq }) => seq === mark.seq + 4)
    steer.say('now')
    await two.frame('event', ({ seq }) => seq === mark.seq + 5)
    expect(two.frames.map(({ t }) => t)).toEqual(['hello', 'event', 'event', 'event', 'event'])
    expect(two.frames.flatMap((frame) => (frame.t === 'event' ? [(frame.data as { text: string }).text] : []))).toEqual(['missed 1', 'missed 2', 'missed 3', 'now'])
  })

  test('a page that comes back too late, or to another life of the host, gets all of it', async () => {
    const { talk, steer } = await served(openRoad)
    for (let number = 1; number <= 60; number += 1) steer.say(`line ${number}`)
    const one = await talk()
    one.send({ t: 'open', id: 1, ...OUTPUT, after: { epoch: 'first', seq: 2 } })
    one.send({ t: 'open', id: 2, ...OUTPUT, after: { epoch: 'another', seq: 59 } })
    one.send({ t: 'open', id: 3, ...OUTPUT, after: { epoch: 'first', seq: 700 } })
    for (const id of [1, 2, 3]) expect((await one.frame('snapshot', (frame) => frame.id === id)).mark).toEqual({ epoch: 'first', seq: 60 })
    expect(one.frames.filter(({ t }) => t === 'event')).toEqual([])
  })

  test('a stream that is shut says no more, and its handler is told', async () => {
    const { talk, steer } = await served(openRoad)
    steer.answers.now = () => ({ now: 1 })
    const one = await talk()
    one.send({ t: 'open', id: 1, ...OUTPUT })
    one.send({ t: 'open', id: 2, ...OUTPUT })
    await one.frame('snapshot', ({ id }) => id === 2)
    one.send({ t: 'shut', id: 1 })
    await one.call(3, 'now', {})
    expect(steer.watching.map(({ isClosed }) => isClosed)).toEqual([true, false])
    steer.say('later')
    await one.frame('event', ({ id }) => id === 2)
    expect(seqs(one, 1)).toEqual([])
  })

  test('a stream that ends by itself is over, without an error', async () => {
    const { talk, steer } = await served(openRoad)
    const one = await talk()
    one.send({ t: 'open', id: 1, ...OUTPUT })
    await one.frame('snapshot')
    steer.feed.close()
    expect(await one.frame('over')).toEqual({ t: 'over', id: 1 })
  })

  test('two pages see the same, each from where it came in', async () => {
    const { talk, steer } = await served(openRoad)
    const [one, two] = [await talk(), await talk()]
    one.send({ t: 'open', id: 1, ...OUTPUT })
    await one.frame('snapshot')
    steer.say('first')
    await one.frame('event')
    two.send({ t: 'open', id: 1, ...OUTPUT })
    expect((await two.frame('snapshot')).mark.seq).toBe(1)
    steer.say('second')
    await Promise.all([one.frame('event', ({ seq }) => seq === 2), two.frame('event', ({ seq }) => seq === 2)])
    expect([seqs(one, 1), seqs(two, 1)]).toEqual([[1, 2], [2]])
  })
}
