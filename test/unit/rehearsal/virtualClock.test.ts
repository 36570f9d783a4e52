import { expect, test } from 'vitest'
import { createVirtualClock } from '../../../electron/core/rehearsal/virtualClock.ts'

const started = () => {
  const clock = createVirtualClock(1000)
  const seen: string[] = []
  const at = (ms: number, name = `${ms}`, then?: () => void) =>
    clock.after(ms, () => {
      seen.push(`${name}@${clock.monoMs()}`)
      then?.()
    })
  return { clock, seen, at }
}

test('time stands still until it is told to go on', () => {
  const { clock, seen, at } = started()
  at(0)
  expect([clock.wallMs(), clock.monoMs(), seen]).toEqual([1000, 0, []])
  clock.advance(5)
  expect([clock.wallMs(), clock.monoMs(), seen]).toEqual([1005, 5, ['0@0']])
})

test('timers fire in the order of their time, those of the same time in the order of their setting', () => {
  const { clock, seen, at } = started()
  at(7, 'late')
  at(3, 'first')
  at(3, 'second')
  clock.advance(10)
  expect(seen).toEqual(['first@3', 'second@3', 'late@7'])
})

test('a timer sees the time that it was set for, and what it sets fires in the same advance if it is due', () => {
  const { clock, seen, at } = started()
  at(2, 'outer', () => at(3, 'inner'))
  clock.advance(4)
  expect(seen).toEqual(['outer@2'])
  clock.advance(1)
  expect(seen).toEqual(['outer@2', 'inner@5'])
})

test('a timer set while others of the same time fire comes after them', () => {
  const { clock, seen, at } = started()
  at(1, 'a', () => at(0, 'c'))
  at(1, 'b')
  clock.advance(1)
  expect(seen).toEqual(['a@1', 'b@1', 'c@1'])
})

test('a cancelled timer never fires, nor does one that is cancelled by another of its time', () => {
  const { clock, seen, at } = started()
  at(1)()
  let cancel = (): void => undefined
  at(2, 'a', () => cancel())
  cancel = at(2, 'b')
  clock.advance(5)
  expect(seen).toEqual(['a@2'])
})

test('each timer fires once, and `next` says whether there was one', () => {
  const { clock, seen, at } = started()
  at(9)
  expect([clock.next(), clock.next()]).toEqual([true, false])
  expect([seen, clock.monoMs()]).toEqual([['9@9'], 9])
})

test('a delay below zero is none', () => {
  const { clock, seen, at } = started()
  clock.advance(3)
  at(-5)
  clock.next()
  expect(seen).toEqual(['-5@3'])
})

test('a jump moves the wall clock alone: no timer is early or late by it', () => {
  const { clock, seen, at } = started()
  at(10)
  clock.jump(3_600_000)
  expect([clock.wallMs(), clock.monoMs(), seen]).toEqual([3_601_000, 0, []])
  clock.advance(10)
  expect(seen).toEqual(['10@10'])
})
