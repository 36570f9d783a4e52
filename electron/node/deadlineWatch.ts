/**
 * Whoever drives a run watches until when its rollback fits the window, whether somebody looks or not, and writes it into the journal
 * once when that comes near, is over, or has moved out again. Followers read it there.
 */
import type { Forecast } from '../core/forecast/forecast.ts'
import type { CompiledMachine } from '../core/machine/compile.ts'
import { endOf } from '../core/machine/judge.ts'
import type { Actor, Clock, Log } from '../core/ports.ts'
import { deadlineNews, NEAR_MS } from '../core/run/deadline.ts'
import type { Engine } from '../core/run/engine.ts'
import { rollbackForecastNow } from '../core/view/wayBack.ts'

export interface DeadlineWatchOptions {
  readonly engine: Pick<Engine, 'state' | 'now' | 'submit' | 'subscribe'>
  readonly compiled: CompiledMachine
  readonly clock: Clock
  readonly log: Log
  /** As the run stands now. */
  foretell(): Forecast | Promise<Forecast>
}

const TOOL: Actor = { name: 'runthrough', via: 'runthrough' }
/** Events come in bursts: one look is for all of them. */
const SETTLE_MS = 1_000
/** Without an event: what is awaited may overrun. */
const EVERY_MS = 30_000
/** A large runbook takes long to foretell: at most this share of a thread is taken by it. */
const SHARE = 0.05

/** Watches until the returned function is called, or the run has ended. A run without a window has no deadline. */
export function watchDeadline({ engine, compiled, clock, log, foretell }: DeadlineWatchOptions): () => void {
  const { window } = engine.state.facts
  if (!window) return () => undefined
  let isOver = false
  let isLooking = false
  let restsUntil = -Infinity
  let planned: { readonly at: number; readonly cancel: () => void } | undefined

  function plan(delayMs: number): void {
    const at = Math.max(clock.monoMs() + delayMs, restsUntil)
    if (isOver || isLooking || (planned && planned.at <= at)) return
    planned?.cancel()
    planned = { at, cancel: clock.after(at - clock.monoMs(), look) }
  }

  function look(): void {
    planned = undefined
    isLooking = true
    const began = clock.monoMs()
    try {
      const found = foretell()
      if (found instanceof Promise) found.then((forecast) => seen(forecast, began), failed)
      else seen(found, began)
    } catch (error) {
      failed(error)
    }
  }

  function seen({ steps }: Forecast, began: number): void {
    isLooking = false
    if (isOver) return
    restsUntil = clock.monoMs() + (clock.monoMs() - began) * (1 / SHARE - 1)
    plan(Math.min(EVERY_MS, tell(steps)))
  }

  /** Ms after which time alone brings news. */
  function tell(steps: Forecast['steps']): number {
    const { state } = engine
    if (endOf(state.snapshot) !== null) return EVERY_MS
    const found = rollbackForecastNow(compiled, state, steps)
    if (!found || found.branch === null || found.latestSafeMs === undefined || found.p90Ms === undefined || (found.evidence !== 'low' && found.evidence !== 'timed')) return EVERY_MS
    const { branch, evidence, rehearsals, p90Ms, latestSafeMs } = found
    const leftMs = Math.round(latestSafeMs - engine.now())
    const news = deadlineNews(state.deadline, leftMs)
    if (news !== null) submit(() => engine.submit({ do: 'deadline', news, branch, evidence, rehearsals, p90Ms, safeAt: Math.round(state.stamp.at + (latestSafeMs - state.now)), leftMs }, TOOL))
    return Math.min(...[leftMs - NEAR_MS, leftMs].filter((ms) => ms > 0), EVERY_MS)
  }

  /** A run that is let go of in the same moment loses nothing that matters. */
  function submit(give: () => void): void {
    try {
      give()
    } catch (error) {
      log.warn('the deadline of a rollback could not be written down', { error: String(error) })
    }
  }

  function failed(error: unknown): void {
    isLooking = false
    if (isOver) return
    log.warn('until when a rollback fits can not be foretold', { error: error instanceof Error ? error.message : String(error) })
    plan(EVERY_MS * 10)
  }

  const end = engine.subscribe((record, { snapshot }) => {
    if (endOf(snapshot) !== null) stop()
    // What it has written itself changes nothing.
    else if (!record.body.type.startsWith('deadline.')) plan(SETTLE_MS)
  })
  plan(SETTLE_MS)

  function stop(): void {
    isOver = true
    planned?.cancel()
    end()
  }
  return stop
}
