/** Keeps the forecast of one run fresh while somebody looks: after each change, and every few seconds, for time alone changes it, too. */
import { ContractError } from '../../contract/errors.ts'
import type { Clock, Log, RunId, StepId } from '../../core/ports.ts'
import type { Forecast } from '../../core/forecast/forecast.ts'
import type { Heavy } from '../worker/heavy.ts'
import type { Foretold } from './projection/scene.ts'

export interface Forecasts {
  /** The latest; null until the first is there. */
  readonly latest: Foretold | null
  p90Of(step: StepId): number | null
  /** Somebody looks, and the run goes on: from now on, or no more. */
  keep(isWanted: boolean): void
  /** Something has happened. */
  stir(): void
  close(): void
}

export interface ForecastsOptions {
  readonly run: RunId
  readonly file: string
  readonly bytes: Uint8Array
  readonly heavy: Heavy
  readonly clock: Clock
  readonly log: Log
  /** Present run time, ms. */
  nowMs(): number
  /** There is a new one. */
  onNew(): void
}

/** Events come in bursts: one forecast is made of all that came in such a time. */
const SETTLE_MS = 150
/** So often without an event, and so long at most one waits. */
const EVERY_MS = 3_000
/** A large runbook takes long: at most this share of a thread is taken by it, however fast events come. */
const SHARE = 0.25

export function createForecasts({ run, file, bytes, heavy, clock, log, nowMs, onNew }: ForecastsOptions): Forecasts {
  let latest: Foretold | null = null
  let p90s: ReadonlyMap<StepId, number> | undefined
  let isWanted = false
  let isAsking = false
  let isStirred = false
  let pauseMs = EVERY_MS
  /** An event has to wait until then, `clock.monoMs()`. */
  let restsUntil = -Infinity
  let planned: { readonly at: number; readonly cancel: () => void } | undefined

  /** What is planned for sooner stays: events that never cease must not put it off for ever. */
  function plan(delayMs: number): void {
    const at = clock.monoMs() + delayMs
    if (!isWanted || (planned && planned.at <= at)) return
    planned?.cancel()
    planned = { at, cancel: clock.after(delayMs, () => void ask()) }
  }

  function unplan(): void {
    planned?.cancel()
    planned = undefined
  }

  function soon(): void {
    plan(Math.max(SETTLE_MS, restsUntil - clock.monoMs()))
  }

  async function ask(): Promise<void> {
    unplan()
    if (isAsking) return
    isAsking = true
    isStirred = false
    const began = clock.monoMs()
    try {
      // As it was foretold before the run: what its steps take at most in nine of ten nights.
      p90s ??= takesOf(await heavy.forecast({ file, bytes }))
      const forecast = await heavy.forecast({ file, bytes, run, nowMs: nowMs() })
      const restMs = (clock.monoMs() - began) * (1 / SHARE - 1)
      pauseMs = Math.max(EVERY_MS, restMs)
      restsUntil = clock.monoMs() + Math.min(EVERY_MS, restMs)
      latest = { forecast, at: clock.wallMs() }
      if (isWanted) onNew()
    } catch (error) {
      pauseMs = EVERY_MS * 10
      // The host goes away.
      if (!(error instanceof ContractError)) log.warn('a run can not be foretold', { run, why: error instanceof Error ? error.message : String(error) })
    }
    isAsking = false
    if (isStirred) soon()
    else plan(pauseMs)
  }

  return {
    get latest() {
      return latest
    },
    p90Of: (step) => p90s?.get(step) ?? null,
    keep(wanted) {
      if (wanted === isWanted) return
      isWanted = wanted
      if (wanted) plan(0)
      else unplan()
    },
    stir() {
      isStirred = true
      if (!isAsking) soon()
    },
    close() {
      isWanted = false
      unplan()
    },
  }
}

function takesOf({ steps }: Forecast): ReadonlyMap<StepId, number> {
  return new Map(steps.flatMap(({ step, takes }) => (takes ? [[step, takes.p90Ms] as const] : [])))
}
