/**
 * The runs that are looked at or driven here, each once, whoever drives it. A run that changes hands keeps its streams: pages that look see
 * who drives it now, and nothing else.
 */
import type { Forecast } from '../../core/forecast/forecast.ts'
import type { RunId, StepId } from '../../core/ports.ts'
import type { GoingBack } from '../../core/run/events.ts'
import type { Settings } from '../../contract/shapes/settings.ts'
import { watchDeadline } from '../deadlineWatch.ts'
import type { DrivenRun } from '../drivenRun.ts'
import type { Host } from '../host.ts'
import { pastTimes } from '../service/pastTimes.ts'
import type { Times } from '../service/stepFacts.ts'
import { readRecords } from '../store/records.ts'
import { runbookBytes } from '../store/runs.ts'
import type { Heavy } from '../worker/heavy.ts'
import { openDrivenHere } from './drivenHere.ts'
import { createDrivenSource, type DrivenSource } from './drivenSource.ts'
import { followRun } from './followedSource.ts'
import { createMachines } from './machines.ts'
import { projectFixed } from './projection/fixed.ts'
import { inSlices } from './slices.ts'
import type { RunSource } from './source.ts'
import { createWatchedRun, type WatchedRun } from './watchedRun.ts'

export interface Hub {
  /** It is driven from here, as of now. */
  drive(driven: DrivenRun): void
  isDrivenHere(run: RunId): boolean
  /** Undefined where it is not driven from here. */
  driven(run: RunId): DrivenRun | undefined
  /** Where its state is and its commands go. @throws RunthroughError `unknown-run`, `chain-broken`, `damaged-database` */
  source(run: RunId): Promise<RunSource>
  /** The same, with streams. */
  watch(run: RunId): Promise<WatchedRun>
  /** What pages that look were told last of its way back, as a rollback's start keeps it; empty where nobody looks. */
  outlook(run: RunId): Pick<GoingBack, 'latestSafeAt' | 'evidence'>
  /** Runs of a host that died, which nobody has let go of. */
  leftBehind(): RunId[]
  /** A person takes it up, or nobody does. */
  giveUp(run: RunId): void
  close(): void
}

export interface HubOptions {
  readonly host: Host
  readonly heavy: Heavy
  settings(): Settings
  /** A run of this runbook began, ended or changed hands. */
  changed(runbookId: string): void
}

interface Known {
  source: RunSource | undefined
  /** Of a run that is not driven here: once. */
  following: Promise<RunSource> | undefined
  watching: Promise<WatchedRun> | undefined
  watched: WatchedRun | undefined
  cancelGoing: (() => void) | undefined
}

/** A run that nobody looks at is kept so long for a page that comes back. */
const GRACE_MS = 60_000

export function createHub({ host, heavy, settings, changed }: HubOptions): Hub {
  const { store, clock, log } = host
  const machines = createMachines(host)
  const drivenHere = openDrivenHere(host)
  const known = new Map<RunId, Known>()
  const driven = new Map<RunId, DrivenSource>()
  /** What ends the watch over a driven run's deadline. */
  const watches = new Map<RunId, () => void>()
  let isClosed = false

  function entry(run: RunId): Known {
    const found = known.get(run) ?? { source: undefined, following: undefined, watching: undefined, watched: undefined, cancelGoing: undefined }
    known.set(run, found)
    return found
  }

  /** Its streams end. One that is driven here is driven on; another is read anew when somebody asks again. */
  function forget(run: RunId, error?: unknown): void {
    const one = known.get(run)
    if (!one) return
    one.cancelGoing?.()
    one.watched?.close(error)
    one.watched = undefined
    one.watching = undefined
    if (driven.has(run)) return
    one.source?.close()
    known.delete(run)
  }

  function sourceOf(run: RunId): Promise<RunSource> {
    const one = entry(run)
    grace(run, one, one.watched?.lookers ?? 0)
    if (one.source) return Promise.resolve(one.source)
    one.following ??= follow(run).then(
      (source) => {
        // Meanwhile it may have been taken up here.
        if (one.source) source.close()
        else one.source = source
        return one.source ?? source
      },
      (error: unknown) => {
        known.delete(run)
        throw error
      },
    )
    return one.following
  }

  function follow(run: RunId): Promise<RunSource> {
    return followRun({
      host,
      machines,
      run,
      failed(error) {
        log.error('a run can not be followed any more', { run, error: error.message })
        forget(run, error)
      },
    })
  }

  async function watch(run: RunId): Promise<WatchedRun> {
    const one = entry(run)
    one.watching ??= look(run, one).catch((error: unknown) => {
      one.watching = undefined
      throw error
    })
    return one.watching
  }

  async function look(run: RunId, one: Known): Promise<WatchedRun> {
    const { compiled, state } = await sourceOf(run)
    const { layout } = compiled
    const times = new Map<StepId, Times>()
    await inSlices(layout.places, ({ step }) => void times.set(step.id, pastTimes(store.db, layout.runbook.id, step)))
    const [first] = readRecords(store.db, run)
    const timesOf = (step: StepId): Times => times.get(step) ?? UNKNOWN
    // It may have changed hands while its past was read.
    const source = one.source ?? (await sourceOf(run))
    one.watched = createWatchedRun({
      host,
      run,
      fixed: projectFixed({ run, compiled, state, startedAt: first?.at ?? state.stamp.at, startedBy: first?.actor.name ?? '', timesOf }),
      bytes: runbookBytes(store.db, state.facts.sha256),
      source,
      heavy,
      timesOf,
      settings,
      onLookers: (count) => grace(run, one, count),
      failed: (error) => forget(run, error),
    })
    return one.watched
  }

  function grace(run: RunId, one: Known, lookers: number): void {
    one.cancelGoing?.()
    one.cancelGoing = undefined
    if (lookers === 0 && !driven.has(run)) one.cancelGoing = clock.after(GRACE_MS, () => known.get(run) === one && forget(run))
  }

  function foretell({ id, engine }: DrivenRun): Promise<Forecast> {
    const { file, sha256 } = engine.state.facts
    return heavy.forecast({ file, bytes: runbookBytes(store.db, sha256), run: id, nowMs: engine.now() })
  }

  function letGo(source: DrivenSource): void {
    const { driven: drive } = source
    driven.delete(drive.id)
    watches.get(drive.id)?.()
    watches.delete(drive.id)
    drivenHere.unmark(drive.id)
    drive.close()
  }

  function ended(source: DrivenSource): void {
    if (isClosed) return
    letGo(source)
    const one = known.get(source.driven.id)
    // Its last state stays to be looked at.
    if (one) grace(source.driven.id, one, one.watched?.lookers ?? 0)
    changed(source.driven.runbook.id)
  }

  function lost(source: DrivenSource, error: Error): void {
    if (isClosed) return
    const { id, runbook } = source.driven
    log.error('a run can not be driven from here any more', { run: id, error: error.message })
    letGo(source)
    changed(runbook.id)
    source.close()
    const one = known.get(id)
    if (one?.watched) void followOn(id, one, one.watched, error)
    else forget(id)
  }

  /** Pages that look see who has it now. */
  async function followOn(run: RunId, one: Known, watched: WatchedRun, fault: Error): Promise<void> {
    try {
      one.source = undefined
      one.following = follow(run)
      const next = await one.following
      // Meanwhile it may have been taken up here again.
      if (driven.has(run) || known.get(run) !== one || isClosed) return next.close()
      one.source = next
      watched.attach(next, fault)
    } catch (error) {
      if (!driven.has(run)) forget(run, error)
    }
  }

  return {
    drive(drive) {
      const { id } = drive
      const source: DrivenSource = createDrivenSource({ host, driven: drive, ended: () => ended(source), lost: (error) => lost(source, error) })
      driven.set(id, source)
      watches.set(id, watchDeadline({ engine: drive.engine, compiled: drive.compiled, clock, log, foretell: () => foretell(drive) }))
      drivenHere.mark(id)
      machines.keep(drive.engine.state.facts.sha256, drive.compiled)
      const one = entry(id)
      const before = one.source
      one.source = source
      one.cancelGoing?.()
      one.watched?.attach(source)
      before?.close()
      changed(drive.runbook.id)
    },
    isDrivenHere: (run) => driven.has(run),
    driven: (run) => driven.get(run)?.driven,
    source: sourceOf,
    watch,
    outlook: (run) => known.get(run)?.watched?.outlook() ?? {},
    leftBehind: () => drivenHere.marked().filter((run) => !driven.has(run)),
    giveUp: (run) => drivenHere.unmark(run),
    close() {
      isClosed = true
      for (const run of known.keys()) forget(run)
      for (const source of driven.values()) {
        letGo(source)
        source.close()
      }
    },
  }
}

const UNKNOWN: Times = { comparisons: { plan: null, median: null, best: null, last: null, p90: null }, n: 0 }
