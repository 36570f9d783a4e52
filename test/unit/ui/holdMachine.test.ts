import { expect, test } from 'vitest'
import { createActor, SimulatedClock } from 'xstate'
import { holdMachine, type HoldEvent } from '../../../renderer/ui/holdMachine.ts'

function hold() {
  const clock = new SimulatedClock()
  const actor = createActor(holdMachine, { input: { ms: 1500, word: 'rollback' }, clock }).start()
  return { clock, send: (...events: HoldEvent[]) => events.forEach((event) => actor.send(event)), get is() { return actor.getSnapshot().value }, get context() { return actor.getSnapshot().context } }
}

test('held for its whole time, it is confirmed', () => {
  const button = hold()
  button.send({ type: 'PRESS' })
  button.clock.increment(1499)
  expect(button.is).toBe('holding')
  button.clock.increment(1)
  expect(button.is).toBe('confirmed')
})

test('let go too early it does nothing, and says so', () => {
  const button = hold()
  button.send({ type: 'PRESS' })
  button.clock.increment(1400)
  button.send({ type: 'RELEASE' })
  button.clock.increment(5000)
  expect([button.is, button.context.short]).toEqual(['idle', true])
})

test('a time that was held before does not count', () => {
  const button = hold()
  button.send({ type: 'PRESS' })
  button.clock.increment(1000)
  button.send({ type: 'RELEASE' }, { type: 'PRESS' })
  button.clock.increment(1000)
  expect(button.is).toBe('holding')
})

test('a click without a press says what to do', () => {
  const button = hold()
  button.send({ type: 'CLICK' })
  expect([button.is, button.context.short]).toEqual(['idle', true])
})

test('the typed word confirms at once, in whatever case; another one says that it is wrong', () => {
  const button = hold()
  button.send({ type: 'TYPE', text: 'rolback' }, { type: 'SEND' })
  expect([button.is, button.context.wrong]).toEqual(['idle', true])
  button.send({ type: 'TYPE', text: ' Rollback ' })
  expect(button.context.wrong).toBe(false)
  button.send({ type: 'SEND' })
  expect([button.is, button.context.typed]).toEqual(['confirmed', ''])
})

test('while it is under way nothing confirms it a second time', () => {
  const button = hold()
  button.send({ type: 'TYPE', text: 'rollback' }, { type: 'SEND' }, { type: 'PRESS' })
  button.clock.increment(3000)
  expect(button.is).toBe('confirmed')
  button.send({ type: 'RESET' })
  expect(button.is).toBe('idle')
})
