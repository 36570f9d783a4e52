/** Heavy work in its threads: the same answers as here, the latest question wins, a dead thread is no dead host. */
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { forecast } from '../../../electron/core/forecast/forecast.ts'
import type { RunId } from '../../../electron/core/ports.ts'
import { runbookFrom, usable } from '../../../electron/node/catalog.ts'
import { createHost, type Host } from '../../../electron/node/host.ts'
import { FORECAST_SEED, historyFor } from '../../../electron/node/insight.ts'
import { readRun } from '../../../electron/node/projection.ts'
import { startRun } from '../../../electron/node/runs.ts'
import { getRun } from '../../../electron/node/store/runs.ts'
import { createHeavy, type Heavy } from '../../../electron/node/worker/heavy.ts'
import { temporaryFolder } from '../store/support.ts'
import { writeFileSync } from 'node:fs'
import { bookOf, manual } from './support.ts'

const text = bookOf([manual('ask'), manual('look'), manual('end')])
const bytes = new TextEncoder().encode(text)
const file = '/books/small.yaml'

function workshop(): { readonly host: Host; readonly heavy: Heavy } {
  const host = createHost({ folder: temporaryFolder(), log: { info: () => undefined, warn: () => undefined, error: () => undefined } })
  const heavy = createHeavy(host)
  onTestFinished(async () => {
    await heavy.close()
    host.close()
  })
  return { host, heavy }
}

describe('forecasts', () => {
  test('are what they would be here: of a run to come, and of one under way as it goes on', async () => {
    const { host, heavy } = workshop()
    const { compiled } = usable(runbookFrom(file, bytes))
    const history = historyFor(host.store.db, compiled)
    expect(await heavy.forecast({ file, bytes })).toEqual(forecast({ compiled, history, seed: FORECAST_SEED }))

    const real = join(temporaryFolder(), 'book.yaml')
    writeFileSync(real, text)
    const driven = await startRun(host, { file: real, mode: 'tabletop', actor: { name: 'Ada', via: 'window' } })
    onTestFinished(() => driven.close())
    for (const step of ['ask', 'look']) {
      driven.submit({ do: 'done', step } as never, { name: 'Ada', via: 'window' })
      const nowMs = driven.engine.now()
      const { state } = readRun(host, getRun(host.store.db, driven.id))
      expect(await heavy.forecast({ file: real, bytes, run: driven.id, nowMs })).toEqual(forecast({ compiled, history, state, now: nowMs, seed: FORECAST_SEED }))
    }
  })

  test('of those that wait for one run only the latest is worked out, and all who asked get its answer', async () => {
    const { heavy } = workshop()
    const first = heavy.forecast({ file, bytes })
    const [second, third] = [heavy.forecast({ file, bytes }), heavy.forecast({ file, bytes })]
    expect(await second).toBe(await third)
    expect(await first).toEqual(await third)
    expect(await first).not.toBe(await third)
  })

  test('a "no" comes back in words', async () => {
    const { heavy } = workshop()
    await expect(heavy.forecast({ file, bytes, run: 'r-none' as RunId })).rejects.toMatchObject({ name: 'RunthroughError', code: 'unknown-run' })
    await expect(heavy.forecast({ file, bytes: new TextEncoder().encode('runbook: ]') })).rejects.toMatchObject({ name: 'RunthroughError', code: 'invalid-runbook' })
    expect((await heavy.forecast({ file, bytes })).basedOnRuns).toBe(0)
  })
})

describe('simulations', () => {
  test('run beside forecasts, and are broken off where nobody waits any more', async () => {
    const { heavy } = workshop()
    const unwanted = new AbortController()
    const long = heavy.simulate({ file, bytes, runs: 10_000, seed: 1 }, unwanted.signal)
    expect((await heavy.forecast({ file, bytes })).basedOnRuns).toBe(0)
    const waiting = heavy.simulate({ file, bytes, runs: 3, seed: 1 })
    unwanted.abort()
    await expect(long).rejects.toMatchObject({ code: 'cancelled' })
    expect(await waiting).toMatchObject({ runs: 3, seed: 1 })
  })

  test('what is asked after the end is cancelled', async () => {
    const { heavy } = workshop()
    const asked = heavy.simulate({ file, bytes, runs: 10_000, seed: 1 })
    const answer = expect(asked).rejects.toMatchObject({ code: 'cancelled' })
    await heavy.close()
    await answer
    await expect(heavy.forecast({ file, bytes })).rejects.toMatchObject({ code: 'cancelled' })
  })
})
