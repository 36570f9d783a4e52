/** Drives a run to its end on this terminal, and tells how it ended. */
import { forecast, type Forecast } from '../core/forecast/forecast.ts'
import { rollbackNow } from '../core/view/wayBack.ts'
import { watchDeadline } from '../node/deadlineWatch.ts'
import type { DrivenRun } from '../node/drivenRun.ts'
import type { Host } from '../node/host.ts'
import { createSignalLog } from '../node/hub/signalLog.ts'
import { FORECAST_SEED, historyFor, stepRow } from '../node/insight.ts'
import { runShape, type RunShape } from '../node/report.ts'
import { getRun } from '../node/store/runs.ts'
import { aftermathLines } from './aftermath.ts'
import { duration } from './durations.ts'
import { exitOfRun, SIGNAL_EXITS } from './exits.ts'
import type { Interrupts, Signal } from './interrupts.ts'
import { print, printJson, tell } from './output.ts'
import { printProgress } from './progress.ts'
import type { Setting } from './setting.ts'

export interface Drive {
  readonly host: Host
  readonly setting: Setting
  readonly interrupts: Interrupts
  /** A person sits here and answers. */
  readonly attended: boolean
  /** The end that was asked for on the command line. */
  readonly asked?: 'rolled-back' | 'abandoned'
}

/** Returns the exit code; the run is closed either way. @throws what ended the driving (disk full, lease lost) */
export async function drive(driven: DrivenRun, { host, setting, interrupts, attended, asked }: Drive): Promise<number> {
  tell(`run ${driven.id}`)
  const endWatch = watchDeadline({ engine: driven.engine, compiled: driven.compiled, clock: host.clock, log: host.log, foretell: forecaster(driven, host) })
  try {
    const how = await (attended ? watch(driven, host, setting, interrupts) : Promise.race([interrupts.first, follow(driven, host)]))
    const shape = shapeOf(driven, host)
    driven.close()
    if (how !== 'settled') return interrupted(how, shape, setting)
    if (setting.json) printJson(shape)
    else if (!attended) printEnd(shape)
    // The view has told how it ended; what is left behind stays on the terminal.
    else for (const line of aftermathLines(shape)) print(line)
    if (shape.outcome === 'stopped') tell(`It stands where it stopped. Go on with: runthrough resume ${shape.run}${setting.dataOption} --retry`)
    // A run keeps what was asked for at its start: a resume of it ends as it would have ended.
    return exitOfRun(shape.outcome, asked ?? (driven.engine.state.facts.rollbackAt === undefined ? undefined : 'rolled-back'))
  } finally {
    endWatch()
    driven.close()
  }
}

/** The view, until it ends or the process is told to: then the terminal is put back before anything more is written to it. */
async function watch(driven: DrivenRun, host: Host, setting: Setting, { first }: Interrupts): Promise<'settled' | Signal> {
  const leaving = new AbortController()
  const shown = view(driven, host, setting, leaving.signal)
  const how = await Promise.race([first, shown])
  leaving.abort()
  await shown
  return how
}

/** A person sits here: the live view shows everything and takes keys. Loaded only then. */
async function view(driven: DrivenRun, host: Host, setting: Setting, signal: AbortSignal): Promise<'settled' | 'SIGINT'> {
  const signals = createSignalLog(driven)
  const { runLiveView } = await import('./view/liveView.tsx')
  const look = forecaster(driven, host)
  const how = await runLiveView(driven, {
    actor: setting.actor,
    stdin: process.stdin,
    stdout: process.stdout,
    signal,
    signals,
    forecast() {
      const { total, steps } = look()
      return { ...total, rollback: rollbackNow(driven.compiled, driven.engine.state, steps), stepEnds: new Map(steps.flatMap(({ step, ends }) => (ends ? [[step, ends.p50Ms]] : []))) }
    },
    comparisons(id) {
      const { step } = driven.compiled.layout.place(id)
      const { last_ms, median_ms, best_ms, p90_ms } = stepRow(host.store.db, driven.runbook.id, step)
      return { plannedMs: step.plannedMs ?? null, medianMs: median_ms, bestMs: best_ms, lastMs: last_ms, p90Ms: p90_ms }
    },
  })
  return how === 'settled' ? how : 'SIGINT'
}

/** Nobody sits here: lines on stderr. */
async function follow(driven: DrivenRun, host: Host): Promise<'settled'> {
  const end = printProgress(driven, { wallMs: () => host.clock.wallMs(), forecast: forecaster(driven, host) })
  try {
    await driven.settled
    return 'settled'
  } finally {
    end()
  }
}

function forecaster(driven: DrivenRun, host: Host): () => Forecast {
  const { compiled, engine } = driven
  const history = historyFor(host.store.db, compiled, driven.id)
  return () => forecast({ compiled, history, state: engine.state, now: engine.now(), seed: FORECAST_SEED })
}

function shapeOf(driven: DrivenRun, host: Host): RunShape {
  return runShape(driven.compiled, driven.engine.state, getRun(host.store.db, driven.id), driven.engine.now())
}

export function printEnd(shape: RunShape): void {
  print(`${shape.run} ${shape.outcome ?? 'is open'}${shape.branch === undefined ? '' : ` by ${shape.branch}`} after ${duration(shape.active_ms)} (${duration(shape.wall_ms)} on the wall), ${shape.splits.length} splits`)
  for (const line of aftermathLines(shape)) print(line)
}

function interrupted(signal: Signal, shape: RunShape, setting: Setting): number {
  if (setting.json) printJson(shape)
  tell(`Interrupted. What runs goes on by itself; take the run up again with: runthrough resume ${shape.run}${setting.dataOption}`)
  return SIGNAL_EXITS[signal]
}
