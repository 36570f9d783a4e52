/** `forecast FILE`: when it would end, and until when the way back fits. */
import type { Command } from 'commander'
import { RunthroughError } from '../../core/errors.ts'
import { forecast, type Forecast, type ForecastInput } from '../../core/forecast/forecast.ts'
import { NO_HISTORY } from '../../core/forecast/history.ts'
import type { CompiledMachine } from '../../core/machine/compile.ts'
import type { RunId } from '../../core/ports.ts'
import { readRunbook, usable } from '../../node/catalog.ts'
import { isDriven } from '../../node/driven.ts'
import { forecastShape } from '../../node/forecastShape.ts'
import type { Host } from '../../node/host.ts'
import { FORECAST_SEED, historyFor } from '../../node/insight.ts'
import { readRun, refreshProjections } from '../../node/projection.ts'
import { getRun } from '../../node/store/runs.ts'
import { duration } from '../durations.ts'
import { print, printJson, table } from '../output.ts'
import { define, settingOf, withHistory, type CommonOptions } from '../setting.ts'

interface ForecastOptions extends CommonOptions {
  readonly run?: string
}

export function forecastCommand(program: Command): void {
  define(program, 'forecast <file>', 'say when a run would end, and until when the rollback fits', 'runthrough forecast runbooks/tour.yaml')
    .option('--run <run>', 'of a run under way, as it stands now')
    .action(async (file: string, { run, ...options }: ForecastOptions) => {
      const setting = settingOf(options)
      const { compiled, runbook } = usable(readRunbook(file))
      const seen = await withHistory(setting, (host) => forecast(inputOf(host, compiled, run as RunId | undefined)))
      if (setting.json) printJson(forecastShape(runbook.id, seen))
      else printForecast(runbook.id, seen)
    })
}

function inputOf(host: Host | undefined, compiled: CompiledMachine, run: RunId | undefined): ForecastInput {
  const { runbook } = compiled.layout
  if (!host) {
    if (run !== undefined) throw new RunthroughError('unknown-run', `There is no run ${run}.`, 'Give the folder of its history with --data DIR.')
    return { compiled, history: NO_HISTORY, seed: FORECAST_SEED }
  }
  refreshProjections(host)
  if (run === undefined) return { compiled, history: historyFor(host.store.db, compiled), seed: FORECAST_SEED }
  const row = getRun(host.store.db, run)
  if (row.runbookId !== runbook.id) throw new RunthroughError('bad-input', `${run} is a run of ${row.runbookId}, not of ${runbook.id}.`, 'Name the file that it was started from.')
  // The machine of the bytes it was started from, which the file may no longer have.
  const { compiled: own, state } = readRun(host, row)
  const goesOn = state.endedAt === undefined && state.stopped === null && isDriven(host, run)
  const now = state.now + (goesOn ? Math.max(0, host.clock.wallMs() - state.stamp.at) : 0)
  return { compiled: own, history: historyFor(host.store.db, own, run), state, now, seed: FORECAST_SEED }
}

function printForecast(id: string, seen: Forecast): void {
  const { total, basedOnRuns, fitsWindow, criticalLane, unknownSteps } = seen
  print(`${id}, from ${basedOnRuns === 0 ? 'its plan alone' : `${basedOnRuns} ${basedOnRuns === 1 ? 'run' : 'runs'}`}`)
  if (total) print(`ends after ${duration(total.p50Ms)} (P50), P10 ${duration(total.p10Ms)}, P80 ${duration(total.p80Ms)}, P90 ${duration(total.p90Ms)}`)
  else print(`Its end is unknown: neither planned nor ever timed are ${unknownSteps.join(', ')}`)
  if (fitsWindow !== null) print(`inside its window with ${Math.round(fitsWindow * 100)} %`)
  if (criticalLane !== undefined) print(`critical lane: ${criticalLane}`)
  print()
  const rows = seen.steps.map(({ step, starts, takes, rollback }) => [
    step,
    starts ? duration(starts.p50Ms) : '–',
    takes ? duration(takes.p50Ms) : '–',
    takes ? duration(takes.p90Ms) : '–',
    rollback.branch ?? '–',
    rollback.evidence === 'never' ? 'never rehearsed' : rollback.evidence === 'low' ? 'low evidence' : rollback.evidence,
    rollback.p90Ms === undefined ? '–' : duration(rollback.p90Ms),
    rollback.latestSafeMs === undefined ? '–' : duration(rollback.latestSafeMs),
  ])
  for (const line of table([['step', 'starts P50', 'takes P50', 'P90', 'rollback', 'evidence', 'takes P90', 'safe until'], ...rows])) print(line)
}
