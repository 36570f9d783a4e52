/**
 * One run that is looked at: its stream of frames and its stream of output, over whatever source it comes from. Nothing is worked out while
 * nobody looks; whoever comes back gets what is different since, in one frame.
 */
import { randomBytes } from 'node:crypto'
import type { Opened, Sink } from '../../contract/service.ts'
import type { RunFixed, RunNow } from '../../contract/shapes/run.ts'
import type { Settings } from '../../contract/shapes/settings.ts'
import type { Mark } from '../../contract/wire.ts'
import type { RunId, StepId } from '../../core/ports.ts'
import type { GoingBack } from '../../core/run/events.ts'
import { memoryOf, type AlertGround } from '../../core/view/alerts.ts'
import { wallOf } from '../../core/view/clocks.ts'
import { rememberOptions, type AskOptions } from '../../core/view/stepOptions.ts'
import type { Host } from '../host.ts'
import { createFeed, type Feed } from '../service/feed.ts'
import type { Times } from '../service/stepFacts.ts'
import type { Heavy } from '../worker/heavy.ts'
import { createForecasts } from './forecasts.ts'
import { createOutputFeed } from './outputFeed.ts'
import { projectCard } from './projection/card.ts'
import { projectNow } from './projection/now.ts'
import { projectRows } from './projection/rows.ts'
import type { Scene } from './projection/scene.ts'
import { createRunFrames, type RunFrames } from './runFrames.ts'
import { readLog } from './runLog.ts'
import type { RunSource } from './source.ts'

export interface WatchedRun {
  readonly source: RunSource
  open(sink: Sink<'run'>, after: Mark | undefined): Opened
  openOutput(sink: Sink<'output'>, after: Mark | undefined): Opened
  /** It comes from elsewhere from now on; the source before is its maker's to close. `fault`: why it is no longer driven from here. */
  attach(source: RunSource, fault?: Error): void
  /** What was told last of its way back; empty where nobody knows. */
  outlook(): Pick<GoingBack, 'latestSafeAt' | 'evidence'>
  /** How many look at it. */
  readonly lookers: number
  /** Ends its streams; the source goes on. `error`: it can't be shown any more. */
  close(error?: unknown): void
}

export interface WatchedRunOptions {
  readonly host: Host
  readonly run: RunId
  readonly fixed: RunFixed
  readonly bytes: Uint8Array
  readonly source: RunSource
  readonly heavy: Heavy
  timesOf(step: StepId): Times
  settings(): Settings
  /** Somebody begins to look, or looks no more. */
  onLookers(count: number): void
  /** It can't be shown any more. */
  failed(error: unknown): void
}

/** At most so many frames a second as a screen shows. */
const FRAME_MS = 30
/** A program that says how far it is with every row need not make a frame of each. */
const SIGNAL_MS = 200
const KEPT_FRAMES = 60
/** So much log is told at once; after a longer absence all is told anew. */
const MOST_ENTRIES = 200

export function createWatchedRun({ host, run, fixed, bytes, source: first, heavy, timesOf, settings, onLookers, failed }: WatchedRunOptions): WatchedRun {
  const { clock } = host
  let source = first
  let optionsOf: AskOptions = rememberOptions(source.compiled)
  let fault: AlertGround['fault'] = null
  let told = memoryOf(source.state.deadline)
  let frames: RunFrames = createRunFrames(fixed)
  let feed: Feed<'run'> = freshFeed()
  let logSeq = Math.max(0, source.state.seq - MOST_ENTRIES)
  let lookers = 0
  let wayBack: RunNow['wayBack'] = null
  let lastFlushAt = -Infinity
  let planned: { readonly at: number; readonly cancel: () => void } | undefined
  let cancelAlert: (() => void) | undefined
  const output = createOutputFeed(clock, () => source.signals)
  const forecasts = createForecasts({ run, file: fixed.file, bytes, heavy, clock, log: host.log, nowMs: () => source.now(), onNew: () => touch() })

  function freshFeed(): Feed<'run'> {
    return createFeed<'run'>({ epoch: randomBytes(8).toString('hex'), kept: KEPT_FRAMES, snapshot: () => frames.snapshot() })
  }

  /** Something may be different: at most one frame is made of all that comes within a moment. */
  function touch(withinMs = FRAME_MS): void {
    if (lookers === 0) return
    const at = Math.max(clock.monoMs(), lastFlushAt + withinMs)
    if (planned && planned.at <= at) return
    planned?.cancel()
    planned = { at, cancel: clock.after(at - clock.monoMs(), flushOrEnd) }
  }

  function flushOrEnd(): void {
    try {
      flush()
    } catch (error) {
      host.log.error('a run can not be shown any more', { run, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
      failed(error)
    }
  }

  function flush(): void {
    planned?.cancel()
    planned = undefined
    lastFlushAt = clock.monoMs()
    const { state } = source
    const entries = readLog(host.store.db, run, source.compiled.layout, logSeq + 1, state.seq)
    logSeq = Math.max(logSeq, state.seq)
    const scene = sceneNow()
    const rows = projectRows(scene)
    const { now, told: after, nextAlertAt } = projectNow(scene, rows)
    told = after
    wayBack = now.wayBack
    const frame = frames.next(rows, now, entries, wallOf(state, scene.now), projectCard(scene, now))
    if (frame) feed.publish(frame)
    wakeForAlert(nextAlertAt)
    forecasts.keep(lookers > 0 && now.end === null)
  }

  function sceneNow(): Scene {
    const { comparison, windowAlert } = settings()
    return {
      run,
      compiled: source.compiled,
      state: source.state,
      now: source.now(),
      driver: source.driver(),
      comparison,
      comparisonsOf: (step) => timesOf(step).comparisons,
      p90Of: forecasts.p90Of,
      foretold: forecasts.latest,
      optionsOf,
      signs: source.signals.of,
      windowAlert,
      fault,
      told,
    }
  }

  function wakeForAlert(at: number | null): void {
    cancelAlert?.()
    cancelAlert = at === null || lookers === 0 ? undefined : clock.after(Math.max(0, at - clock.wallMs()), () => touch(0))
  }

  function listen(to: RunSource): () => void {
    const endChanges = to.onChange(() => {
      touch()
      forecasts.stir()
    })
    const endSignals = to.onSignal((signal) => {
      output.take(signal)
      // How far it is, and what was announced, stand in `now`.
      if (signal.type !== 'output') touch(SIGNAL_MS)
    })
    return () => {
      endChanges()
      endSignals()
    }
  }
  let endListening = listen(source)

  function looks(by: 1 | -1): void {
    lookers += by
    if (lookers === 0) {
      planned?.cancel()
      planned = undefined
      cancelAlert?.()
      forecasts.keep(false)
    }
    source.look(lookers > 0)
    onLookers(lookers)
  }

  /** Was there so much in between that all of it is told anew? */
  function beginAnew(): void {
    if (source.state.seq - logSeq <= MOST_ENTRIES || lookers > 0) return
    frames = createRunFrames(fixed)
    feed = freshFeed()
    logSeq = source.state.seq - MOST_ENTRIES
  }

  function opened(inner: Opened): Opened {
    let isOpen = true
    return {
      refresh: inner.refresh,
      close() {
        if (!isOpen) return
        isOpen = false
        inner.close()
        looks(-1)
      },
    }
  }

  return {
    get source() {
      return source
    },
    get lookers() {
      return lookers
    },
    outlook: () => (lookers === 0 || wayBack === null ? {} : { evidence: wayBack.evidence, ...(wayBack.safeAt === null ? {} : { latestSafeAt: wayBack.safeAt }) }),
    open(sink, after) {
      beginAnew()
      looks(1)
      flush()
      return opened(feed.open(sink, after))
    },
    openOutput(sink, after) {
      looks(1)
      return opened(output.open(sink, after))
    },
    attach(next, error) {
      endListening()
      source = next
      endListening = listen(next)
      optionsOf = rememberOptions(next.compiled)
      if (error) fault = { at: clock.wallMs(), text: `It is no longer driven from here: ${error.message}` }
      else if (next.driver().is === 'here') fault = null
      next.look(lookers > 0)
      touch()
      forecasts.stir()
    },
    close(error) {
      planned?.cancel()
      cancelAlert?.()
      forecasts.close()
      endListening()
      feed.close(error)
      output.close(error)
    },
  }
}
