/** Which "no" gets out: declared ones in words, everything else as a reference that the log knows. */
import { expect, test } from 'vitest'
import { RunthroughError } from '../../../electron/core/errors.ts'
import type { OpenRoad } from '../road.ts'
import { INPUTS } from '../samples.ts'
import { served } from './support.ts'

export function describeErrors(openRoad: OpenRoad): void {
  test('a declared error comes with its words, its hint and its details', async () => {
    const { talk, steer, logged } = await served(openRoad)
    steer.answers['trust.approve'] = () => {
      throw new RunthroughError('untrusted', 'It was changed.', 'Read it again.', { trust_sha256: 'abc', nothing: undefined, at: new Date(0) })
    }
    expect(await (await talk()).call(1, 'trust.approve', INPUTS['trust.approve'])).toEqual({
      t: 'no',
      id: 1,
      error: { code: 'untrusted', message: 'It was changed.', hint: 'Read it again.', details: { trust_sha256: 'abc', at: '1970-01-01T00:00:00.000Z' } },
    })
    expect(logged).toEqual([])
  })

  test('any other error is internal: a reference crosses, the rest is in the log', async () => {
    const { talk, steer, logged } = await served(openRoad)
    const one = await talk()
    const faults = {
      'a bug': () => {
        throw new TypeError('x is not a function in /srv/ada/secret.ts')
      },
      'a bug that comes later': () => Promise.reject(new Error('no such table: secret')),
      'no error at all': () => Promise.reject('secret text'),
      'an error that this method does not declare': () => {
        throw new RunthroughError('chain-broken', 'secret words', '')
      },
      'an answer that is not as declared': () => ({ now: 'secret noon' }),
    }
    let id = 0
    for (const [what, fault] of Object.entries(faults)) {
      steer.answers.now = fault
      const answer = await one.call((id += 1), 'now', {})
      expect(answer, what).toMatchObject({ t: 'no', error: { code: 'internal' } })
      const told = JSON.stringify(answer)
      expect(told, what).not.toMatch(/secret|at .*\.ts|node:/)
      expect(told, what).toContain(`ref-${id}`)
      expect(logged.at(-1), what).toMatchObject({ level: 'error', message: expect.stringContaining(`ref-${id}`) })
    }
    expect(JSON.stringify(logged)).toContain('x is not a function')
    expect(JSON.stringify(logged)).toMatch(/errors\.ts:\d+/)
  })

  test('a stream that can not be opened, or that fails later, is over with an error', async () => {
    const { talk, steer, logged } = await served(openRoad)
    const one = await talk()
    steer.opens = () => {
      throw new RunthroughError('unknown-run', 'There is no run r.', 'Choose another one.')
    }
    one.send({ t: 'open', id: 1, stream: 'run', input: { run: 'r' } })
    expect((await one.frame('over', ({ id }) => id === 1)).error).toMatchObject({ code: 'unknown-run', message: 'There is no run r.' })
    steer.opens = () => {
      throw new Error('secret')
    }
    one.send({ t: 'open', id: 2, stream: 'run', input: { run: 'r' } })
    expect((await one.frame('over', ({ id }) => id === 2)).error).toMatchObject({ code: 'internal', message: expect.stringContaining('ref-1') })
    steer.opens = undefined
    one.send({ t: 'open', id: 3, stream: 'output', input: { run: 'r' } })
    await one.frame('snapshot', ({ id }) => id === 3)
    steer.watching.at(-1)?.sink.event(1, { step: 7 } as never)
    expect((await one.frame('over', ({ id }) => id === 3)).error?.code).toBe('internal')
    expect(steer.watching.at(-1)?.isClosed).toBe(true)
    expect(logged).toHaveLength(2)
  })
}
