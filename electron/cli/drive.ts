/** Drives a run to its end on this terminal, and tells how it ended. */
import { forecast, type Forecast } from '../core/forecast/forecast.ts'
import type { RunState } from '../core/run/state.ts'
import type { DrivenRun } from '../node/drivenRun.ts'
import type { Host } from '../node/host.ts'
import { historyFor } from '../node/insight.ts'
import { runShape, type RunShape } from '../node/report.ts'
import { getRun } from '../node/store/runs.ts'
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

/** The same input gives the same forecast. */
export const FORECAST_SEED = 1

/** Returns the exit code; the run is closed either way. @throws what ended the driving (disk full, lease lost) */
export async function drive(driven: DrivenRun, { host, setting, interrupts, asked }: Drive): Promise<number> {
  tell(`run ${driven.id}`)
  const history = historyFor(host.store.db, driven.compiled, driven.id)
  const look = (state: RunState, now: number): Forecast => forecast({ compiled: driven.compiled, history, state, now, seed: FORECAST_SEED })
  const end = printProgress(driven, { wallMs: () => host.clock.wallMs(), forecast: look })
  try {
    const how = await Promise.race([driven.settled.then(() => 'settled' as const), interrupts.first])
    end()
    const shape = shapeOf(driven, host)
    driven.close()
    return how === 'settled' ? settled(shape, setting, asked) : interrupted(how, shape, setting)
  } finally {
    end()
    driven.close()
  }
}

function shapeOf(driven: DrivenRun, host: Host): RunShape {
  return runShape(driven.compiled, driven.engine.state, getRun(host.store.db, driven.id), driven.engine.now())
}

function settled(shape: RunShape, setting: Setting, asked: Drive['asked']): number {
  if (setting.json) printJson(shape)
  else printEnd(shape)
  if (shape.outcome === 'stopped') tell(`It stands where it stopped. Go on with: runthrough resume ${shape.run}${setting.dataOption} --retry`)
  return exitOfRun(shape.outcome, asked)
}

export function printEnd(shape: RunShape): void {
  print(`${shape.run} ${shape.outcome ?? 'is open'}${shape.branch === undefined ? '' : ` by ${shape.branch}`} after ${duration(shape.active_ms)} (${duration(shape.wall_ms)} on the wall), ${shape.splits.length} splits`)
}

function interrupted(signal: Signal, shape: RunShape, setting: Setting): number {
  if (setting.json) printJson(shape)
  tell(`Interrupted. What runs goes on by itself; take the run up again with: runthrough resume ${shape.run}${setting.dataOption}`)
  return SIGNAL_EXITS[signal]
}
