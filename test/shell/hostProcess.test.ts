/** The host process dies and comes back: with growing pauses, and not for ever without asking. */
import { EventEmitter } from 'node:events'
import type { UtilityProcess } from 'electron'
import { expect, test } from 'vitest'
import { createVirtualClock, type VirtualClock } from '../../electron/core/rehearsal/virtualClock.ts'
import type { FromHost, ToHost } from '../../electron/shell/hostMessages.ts'
import { createHostProcess, RESTART_PAUSES_MS, type HostProcess, type Trouble } from '../../electron/shell/hostProcess.ts'

class Child extends EventEmitter {
  readonly told: ToHost[] = []
  isKilled = false
  postMessage(message: ToHost): void {
    this.told.push(message)
  }
  kill(): boolean {
    this.isKilled = true
    this.die(15)
    return true
  }
  say(message: FromHost): void {
    this.emit('message', message)
  }
  die(code = 1): void {
    this.emit('exit', code)
  }
}

interface Bench {
  readonly host: HostProcess
  readonly clock: VirtualClock
  readonly children: Child[]
  readonly troubles: Trouble[]
  /** What the person answers, once asked. */
  answer(again: boolean): void
}

function bench(): Bench {
  const clock = createVirtualClock()
  const children: Child[] = []
  const troubles: Trouble[] = []
  let answer: (again: boolean) => void = () => undefined
  const host = createHostProcess({
    setting: { folder: '/data', nodePath: '/node', version: '1' },
    clock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    fork() {
      const child = new Child()
      children.push(child)
      return child as unknown as UtilityProcess
    },
    onTrouble(trouble) {
      troubles.push(trouble)
      return new Promise((resolve) => (answer = resolve))
    },
  })
  return { host, clock, children, troubles, answer: (again) => answer(again) }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('it is told where the history is before anything else', () => {
  const { children } = bench()
  expect(children[0]?.told).toEqual([{ do: 'begin', setting: { folder: '/data', nodePath: '/node', version: '1' } }])
})

test('a road is given when the host is up, and carries frames both ways', async () => {
  const { host, children } = bench()
  const waiting = host.connect()
  children[0]?.say({ is: 'ready' })
  const wire = await waiting
  const frames: string[] = []
  wire.send('up')
  children[0]?.say({ is: 'frame', road: 1, text: 'early' })
  wire.onFrame((text) => frames.push(text))
  children[0]?.say({ is: 'frame', road: 1, text: 'late' })
  wire.took(9)
  wire.close('enough')
  children[0]?.say({ is: 'frame', road: 1, text: 'too late' })
  expect(frames).toEqual(['early', 'late'])
  expect(children[0]?.told.slice(1)).toEqual([{ do: 'open', road: 1 }, { do: 'frame', road: 1, text: 'up' }, { do: 'took', road: 1, characters: 9 }, { do: 'close', road: 1, why: 'enough' }])
})

test('when it dies its roads end, another one is started, and whoever waits gets a road into that one', async () => {
  const { host, children, clock } = bench()
  children[0]?.say({ is: 'ready' })
  const wire = await host.connect()
  const ended = new Promise<string>((resolve) => wire.onClose(resolve))
  children[0]?.die()
  expect(await ended).toBe('the host process has ended')
  const waiting = host.connect()
  clock.advance(RESTART_PAUSES_MS[0])
  children[1]?.say({ is: 'ready' })
  const next = await waiting
  next.send('hello')
  expect(children[1]?.told.at(-1)).toEqual({ do: 'frame', road: 2, text: 'hello' })
  // What the dead one still had on its way is nobody's.
  children[0]?.say({ is: 'closed', road: 2, why: 'late' })
  next.send('still')
  expect(children[1]?.told.at(-1)).toMatchObject({ text: 'still' })
})

test('one that dies again and again is started with growing pauses, then the person is asked', async () => {
  const { children, clock, troubles, answer } = bench()
  for (const [index, pauseMs] of RESTART_PAUSES_MS.entries()) {
    children.at(-1)?.die(7)
    if (pauseMs > 0) {
      clock.advance(pauseMs - 1)
      expect(children).toHaveLength(index + 1)
      clock.advance(1)
    } else clock.advance(0)
    expect(children).toHaveLength(index + 2)
  }
  children.at(-1)?.die(7)
  clock.advance(600_000)
  expect(children).toHaveLength(RESTART_PAUSES_MS.length + 1)
  expect(troubles).toMatchObject([{ message: expect.stringContaining('5 times in a row, the last time with code 7'), hint: expect.stringContaining('Try again') }])
  answer(true)
  await turn()
  expect(children).toHaveLength(RESTART_PAUSES_MS.length + 2)
  // The pauses begin anew.
  children.at(-1)?.die()
  clock.advance(RESTART_PAUSES_MS[0])
  expect(children).toHaveLength(RESTART_PAUSES_MS.length + 3)
})

test('one that lived long was well: it is not counted', () => {
  const { children, clock, troubles } = bench()
  for (let times = 0; times < 12; times += 1) {
    clock.advance(120_000)
    children.at(-1)?.die()
    clock.advance(RESTART_PAUSES_MS[0])
  }
  expect(troubles).toEqual([])
  expect(children).toHaveLength(13)
})

test('one that can’t begin says why, and the person is asked at once', async () => {
  const { children, clock, troubles, answer } = bench()
  children[0]?.say({ is: 'refused', message: 'The history is newer than this app.', hint: 'Update the app.' })
  children[0]?.die(2)
  clock.advance(600_000)
  expect(troubles).toMatchObject([{ message: 'The history is newer than this app.', hint: 'Update the app.' }])
  expect(children).toHaveLength(1)
  answer(false)
  await turn()
  expect(children).toHaveLength(1)
})

test('at the end it is told to end, not started again, and killed only where it does not', async () => {
  const { host, children, clock } = bench()
  children[0]?.say({ is: 'ready' })
  const ended = host.end()
  expect(children[0]?.told.at(-1)).toEqual({ do: 'end' })
  children[0]?.die(0)
  await ended
  clock.advance(600_000)
  expect([children.length, children[0]?.isKilled]).toEqual([1, false])

  const stubborn = bench()
  const killed = stubborn.host.end()
  stubborn.clock.advance(5_000)
  await killed
  expect([stubborn.children.length, stubborn.children[0]?.isKilled]).toEqual([1, true])
})
