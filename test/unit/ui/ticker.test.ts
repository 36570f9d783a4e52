import { expect, test } from 'vitest'
import { createTicker, type Ticker } from '../../../renderer/ui/ticker.ts'
import { tickingAt } from '../../../renderer/ui/useNow.ts'

/** A page whose time goes on by hand; `early`: its timers fire that much too soon, as a browser's may. */
function page(early = 0) {
  let now = 10_300
  let timer: { at: number; fire: () => void } | null = null
  const ticker: Ticker = createTicker({
    now: () => now,
    after(ms, fire) {
      const mine = { at: now + ms - early, fire }
      timer = mine
      return () => {
        if (timer === mine) timer = null
      }
    },
  })
  return {
    ticker,
    get waits() {
      return timer !== null
    },
    goTo(at: number) {
      while (timer && timer.at <= at) {
        const { at: due, fire } = timer
        timer = null
        now = Math.max(now, due)
        fire()
      }
      now = at
    },
  }
}

test('a beat of a second comes at each full second of the host, and no sooner', () => {
  const { ticker, goTo } = page()
  const heard: number[] = []
  ticker.subscribe(() => heard.push(ticker.beat(1000)), 1000)
  goTo(13_200)
  expect(heard).toEqual([11_000, 12_000, 13_000])
})

test('a timer that fires early wakes nobody before the beat is there', () => {
  const { ticker, goTo } = page(1)
  const heard: number[] = []
  ticker.subscribe(() => heard.push(ticker.beat(1000)), 1000)
  goTo(12_500)
  expect(heard).toEqual([11_000, 12_000])
})

test('a clock turns over in its own phase', () => {
  const { ticker, goTo } = page()
  const value = { ms: 4_400, at: 10_000, runs: true }
  const shown: number[] = []
  const phase = value.at - value.ms
  ticker.subscribe(() => shown.push(Math.floor(tickingAt(value, ticker.beat(1000, phase)) / 1000)), 1000, phase)
  goTo(12_700)
  expect(shown).toEqual([5, 6, 7])
})

test('the host\'s time counts, not the page\'s', () => {
  const { ticker, goTo } = page()
  const heard: number[] = []
  ticker.subscribe(() => heard.push(ticker.now()), 1000)
  ticker.setOffset(500)
  expect(heard).toEqual([10_800])
  goTo(11_600)
  expect(ticker.beat(1000)).toBe(12_000)
  expect(heard).toHaveLength(3)
})

test('one timer serves all clocks, and none is left when nobody looks', () => {
  const made = page()
  const { ticker, goTo } = made
  const counts = { fast: 0, slow: 0 }
  const ends = [ticker.subscribe(() => (counts.fast += 1), 250), ticker.subscribe(() => (counts.slow += 1), 1000)]
  goTo(12_100)
  expect(made.waits).toBe(true)
  expect(counts).toEqual({ fast: 7, slow: 2 })
  for (const end of ends) end()
  expect(made.waits).toBe(false)
})

test('a clock that stands shows what it stood at, and one that runs never goes back', () => {
  expect(tickingAt({ ms: 700, at: 5000, runs: false }, 90_000)).toBe(700)
  expect(tickingAt({ ms: 700, at: 5000, runs: true }, 4000)).toBe(700)
  expect(tickingAt({ ms: 700, at: 5000, runs: true }, 6000)).toBe(1700)
})
