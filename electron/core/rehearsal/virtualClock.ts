/** A clock that stands still until it is told to go on: for simulations and for tests. Timers fire in the order of their time, then of their setting. */
import type { Clock } from '../ports.ts'

export interface VirtualClock extends Clock {
  /** Runs the next timer, moving time to it; false where there is none. */
  next(): boolean
  /** Moves time by `ms`, running every timer on the way. */
  advance(ms: number): void
  /** Moves the wall clock alone, as an operator or a time server does. */
  jump(ms: number): void
}

interface Timer {
  readonly at: number
  readonly order: number
  readonly then: () => void
}

export function createVirtualClock(wallMs = 0): VirtualClock {
  let mono = 0
  let wall = wallMs
  let order = 0
  let timers: Timer[] = []
  const earliest = (): Timer | undefined => timers.reduce<Timer | undefined>((best, timer) => (!best || timer.at < best.at || (timer.at === best.at && timer.order < best.order) ? timer : best), undefined)
  const moveTo = (at: number): void => {
    wall += Math.max(0, at - mono)
    mono = Math.max(mono, at)
  }
  const fire = (timer: Timer): void => {
    timers = timers.filter((other) => other !== timer)
    moveTo(timer.at)
    timer.then()
  }
  return {
    wallMs: () => wall,
    monoMs: () => mono,
    after(delayMs, then) {
      const timer = { at: mono + Math.max(0, delayMs), order: order++, then }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    next() {
      const timer = earliest()
      if (timer) fire(timer)
      return timer !== undefined
    },
    advance(ms) {
      const until = mono + ms
      for (let timer = earliest(); timer && timer.at <= until; timer = earliest()) fire(timer)
      moveTo(until)
    },
    jump(ms) {
      wall += ms
    },
  }
}
