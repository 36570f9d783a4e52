/** What attempts say is kept as their last lines, in bounded room. */
import { describe, expect, test } from 'vitest'
import { createVirtualClock } from '../../../electron/core/rehearsal/virtualClock.ts'
import type { OutputFrame, OutputSnapshot } from '../../../electron/contract/shapes/run.ts'
import { createOutputFeed, LEFT_OUT } from '../../../electron/node/hub/outputFeed.ts'
import { createSignalLog, lastOf } from '../../../electron/node/hub/signalLog.ts'
import { sid } from '../../support/build.ts'

const says = (text: string, step = 'a', attempt = 1) => ({ step: sid(step), attempt, type: 'output', text }) as const

describe('the last lines', () => {
  test('are whole ones, and the open one', () => {
    expect(lastOf('one\ntwo\nthree', 2)).toBe('two\nthree')
    expect(lastOf('one\ntwo\n', 2)).toBe('two\n')
    expect(lastOf('one\ntwo', 9)).toBe('one\ntwo')
    expect(lastOf('\n\n', 2)).toBe('\n')
    expect(lastOf('', 2)).toBe('')
  })
  test('of too long ones the end, from a line or at least a whole character on', () => {
    expect(lastOf(`${'x'.repeat(50)}\nend\n`, 100, 10)).toBe('end\n')
    expect(lastOf('abc😀', 100, 1)).toBe('')
    expect(lastOf('abc😀', 100, 2)).toBe('😀')
    expect(lastOf('x'.repeat(50), 100, 10)).toBe('x'.repeat(10))
  })
})

describe('what is kept', () => {
  test('is plain for a terminal and coloured for a page', () => {
    const log = createSignalLog()
    log.take(says('\u001b[31mred\u001b[0m\nop'))
    log.take(says('en'))
    expect(log.of(sid('a'), 1).lines).toEqual(['red', 'open'])
    expect(log.tails()).toEqual([{ step: 'a', attempt: 1, text: '\u001b[31mred\u001b[0m\nopen', cut: false }])
    expect(log.of(sid('b'), 1)).toEqual({ lines: [] })
  })
  test('does not grow with what is said, nor with how many say it', () => {
    const log = createSignalLog()
    for (let number = 0; number < 5000; number += 1) log.take(says(`line ${number}\n`))
    expect(log.of(sid('a'), 1).lines).toHaveLength(100)
    expect(log.tails()[0]).toMatchObject({ cut: true })
    for (let attempt = 2; attempt < 200; attempt += 1) log.take(says('x'.repeat(100_000), 'a', attempt))
    expect(log.tails().length).toBeLessThanOrEqual(48)
    expect(log.tails().every(({ text }) => text.length <= 64 * 1024)).toBe(true)
    expect(log.tails().at(-1)?.attempt).toBe(199)
  })
})

test('a chatty program is few chunks, each bounded, and says where something is left out', () => {
  const clock = createVirtualClock()
  const log = createSignalLog()
  const feed = createOutputFeed(clock, () => log)
  const snapshots: OutputSnapshot[] = []
  const events: OutputFrame[] = []
  feed.open({ behind: false, snapshot: (_, data) => snapshots.push(data), event: (_, data) => events.push(data), over: () => undefined }, undefined)
  const say = (text: string): void => {
    log.take(says(text))
    feed.take(says(text))
  }
  for (let number = 0; number < 1000; number += 1) {
    say(`line ${number}\n`)
    clock.advance(1)
  }
  clock.advance(50)
  expect(events.length).toBeLessThanOrEqual(21)
  expect(events.map(({ text }) => text).join('')).toBe(Array.from({ length: 1000 }, (_, number) => `line ${number}\n`).join(''))
  events.length = 0
  for (let number = 0; number < 200; number += 1) say(`${'x'.repeat(5000)}\n`)
  clock.advance(50)
  expect(events).toHaveLength(1)
  expect(events[0]?.text.startsWith(LEFT_OUT)).toBe(true)
  expect(events[0]?.text.length).toBeLessThan(40_000)
  expect(snapshots).toEqual([{ attempts: [] }])
})
