/** Slow readers, where the transport can hold frames back. */
import { expect, test } from 'vitest'
import { talkOver, type OpenRoad } from '../road.ts'
import { OUTPUT, seqs, served } from './support.ts'

export function describeSlowReaders(openRoad: OpenRoad): void {
  test('a page that reads slowly is left behind, slows nobody down, and gets all of it once it has caught up', async () => {
    const { road, talk, steer } = await served(openRoad, { limits: { backlogBytes: 256 * 1024, lookMs: 5 } })
    if (!road.connectSlow) throw new Error('a transport with slow readers brings connectSlow')
    const { wire, read } = await road.connectSlow()
    const fast = await talk()
    fast.send({ t: 'open', id: 1, ...OUTPUT })
    await fast.frame('snapshot')
    const slow = talkOver(wire)
    slow.send({ t: 'open', id: 1, ...OUTPUT })
    steer.answers.now = () => ({ now: 1 })
    while (steer.watching.length < 2) await fast.call(1_000 + steer.watching.length + fast.frames.length, 'now', {})
    const sink = steer.watching[1]?.sink
    let said = 0
    const line = 'x'.repeat(64 * 1024)
    while (!sink?.behind) {
      steer.say(`${line}${(said += 1)}`)
      await fast.frame('event', ({ seq }) => seq === said)
    }
    for (const _ of [1, 2, 3]) {
      steer.say(`dropped ${(said += 1)}`)
      await fast.frame('event', ({ seq }) => seq === said)
    }
    expect(seqs(fast, 1)).toEqual(Array.from({ length: said }, (_, index) => index + 1))
    read()
    const { mark, data } = await slow.frame('snapshot', (frame) => frame.mark.seq === said)
    expect([mark.seq, data]).toEqual([said, { attempts: [{ step: 'a', attempt: 1, text: `dropped ${said}`, cut: false }] }])
    steer.say('after')
    await slow.frame('event', ({ seq }) => seq === said + 1)
    // What it got before is whole up to where it was left behind, and goes on right after the snapshot.
    const got = seqs(slow, 1)
    expect(got.at(-1)).toBe(said + 1)
    expect(got.slice(0, -1)).toEqual(got.slice(0, -1).map((_, index) => index + 1))
    expect(got.length).toBeLessThan(said)
  })
}
