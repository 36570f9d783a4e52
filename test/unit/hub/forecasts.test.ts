/** How often a run that is looked at is foretold anew: soon after each event, but a large one no more than its share of a thread. */
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { forecast } from '../../../electron/core/forecast/forecast.ts'
import { buildHistory } from '../../../electron/core/forecast/history.ts'
import { compile } from '../../../electron/core/machine/compile.ts'
import type { RunId } from '../../../electron/core/ports.ts'
import { createForecasts } from '../../../electron/node/hub/forecasts.ts'
import { bookOf } from '../../bench/books.ts'
import { RUN, testClock } from '../store/support.ts'

const compiled = compile(bookOf(3, 1))
const foretold = forecast({ compiled, history: buildHistory(compiled, []), seed: 1 })
const LIMIT_MS = 3_000

/** A run whose forecasts take so long each. */
function watched(tookMs: number) {
  const clock = testClock()
  const asked: number[] = []
  const forecasts = createForecasts({
    run: RUN,
    file: '/books/small.yaml',
    bytes: new Uint8Array(),
    clock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    nowMs: () => clock.monoMs(),
    onNew: () => undefined,
    heavy: {
      forecast: ({ run }: { readonly run?: RunId }) =>
        new Promise((resolve) => {
          if (run !== undefined) asked.push(clock.monoMs())
          clock.after(run === undefined ? 0 : tookMs, () => resolve(foretold))
        }),
      simulate: () => Promise.reject(new Error('nobody asks for it')),
      lead: () => Promise.reject(new Error('nobody asks for it')),
      close: () => Promise.resolve(),
    },
  })
  return {
    forecasts,
    asked,
    /** For so long, with an event every so often. */
    async goOn(ms: number, stirEveryMs = Infinity) {
      for (let at = 0; at < ms; at += 10) {
        if (at % stirEveryMs === 0) forecasts.stir()
        clock.advance(10)
        await turn()
      }
    },
  }
}

const gaps = (times: readonly number[]): number[] => times.slice(1).map((at, index) => at - (times[index] ?? 0))

test('a small one is there soon after the event, also where events never cease', async () => {
  const { forecasts, asked, goOn } = watched(10)
  forecasts.keep(true)
  await goOn(2_000, 50)
  expect(asked.length).toBeGreaterThan(8)
  expect(Math.max(...gaps(asked))).toBeLessThan(300)
})

test('a large one takes no more than its share of a thread, however fast events come', async () => {
  const { forecasts, asked, goOn } = watched(400)
  forecasts.keep(true)
  await goOn(10_000, 50)
  expect(asked.length).toBeGreaterThan(4)
  expect(Math.min(...gaps(asked).slice(1))).toBeGreaterThanOrEqual(1_600)
})

test('one that takes very long is made anew all the same: an event waits no longer than without one', async () => {
  const { forecasts, asked, goOn } = watched(4_000)
  forecasts.keep(true)
  await goOn(20_000, 50)
  expect(Math.max(...gaps(asked))).toBeLessThan(4_000 + LIMIT_MS + 200)
})

test('without an event it is made every few seconds; once nobody looks, never', async () => {
  const { forecasts, asked, goOn } = watched(10)
  forecasts.keep(true)
  await goOn(10_000)
  expect(asked).toHaveLength(4)
  forecasts.keep(false)
  await goOn(10_000, 50)
  expect(asked).toHaveLength(4)
})
