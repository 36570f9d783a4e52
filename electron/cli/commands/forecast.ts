/** `forecast FILE`: when it would end, and until when the way back fits. */
import type { Command } from 'commander'
import { RunthroughError } from '../../core/errors.ts'
import { forecast, type Forecast, type ForecastInput } from '../../core/forecast/forecast.ts'
import { NO_HISTORY } from '../../core/forecast/history.ts'
import type { PresentRollback } from '../../core/forecast/presentRollback.ts'
import type { RollbackForecast } from '../../core/forecast/rollback.ts'
import type { CompiledMachine } from '../../core/machine/compile.ts'
import type { RunId } from '../../core/ports.ts'
import { readRunbook, usable } from '../../node/catalog.ts'
import { isDriven } from '../../node/driven.ts'
import { forecastShape } from '../../node/forecastShape.ts'
import type { Host } from '../../node/host.ts'
import { FORECAST_SEED, historyFor } from '../../node/insight.ts'
import { readRun, refreshProjections } from '../../node/projection.ts'
import { getRun } from '../../node/store/runs.ts'
import { clockTime, duration } from '../durations.ts'
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
      const { seen, startedAt } = await withHistory(setting, (host) => {
        const input = inputOf(host, compiled, run as RunId | undefined)
        return { seen: forecast(input), startedAt: input.state && input.state.stamp.at - input.state.now }
      })
      if (setting.json) printJson(forecastShape(runbook.id, seen, startedAt))
      else printForecast(runbook.id, seen, startedAt)
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

function printForecast(id: string, seen: Forecast, startedAt: number | undefined): void {
  const { rollback, total, basedOnRuns, fitsWindow, criticalLane, unknownSteps } = seen
  print(`${id}, from ${basedOnRuns === 0 ? 'its plan alone' : `${basedOnRuns} ${basedOnRuns === 1 ? 'run' : 'runs'}`}`)
  if (total) print(`ends after ${duration(total.p50Ms)} (P50), P10 ${duration(total.p10Ms)}, P80 ${duration(total.p80Ms)}, P90 ${duration(total.p90Ms)}`)
  else print(`Its end is unknown: neither planned nor ever timed are ${unknownSteps.join(', ')}`)
  if (fitsWindow !== null) print(`inside its window with ${Math.round(fitsWindow * 100)} %`)
  if (criticalLane !== undefined) print(`critical lane: ${criticalLane}`)
  if (rollback) print(`a rollback from here: ${fromHereWords(rollback, startedAt ?? 0)}`)
  print()
  const rows = seen.steps.map(({ step, starts, takes, rollback }) => [
    step,
    starts ? duration(starts.p50Ms) : '–',
    takes ? duration(takes.p50Ms) : '–',
    takes ? duration(takes.p90Ms) : '–',
    rollback.branch ?? '–',
    EVIDENCE[rollback.evidence],
    rollback.p90Ms === undefined ? '–' : duration(rollback.p90Ms),
    rollback.latestSafeMs === undefined ? '–' : duration(rollback.latestSafeMs),
  ])
  for (const line of table([['step', 'starts P50', 'takes P50', 'P90', 'rollback', 'evidence', 'takes P90', 'safe until'], ...rows])) print(line)
}

const EVIDENCE: Readonly<Record<RollbackForecast['evidence'], string>> = { never: 'never rehearsed', low: 'low evidence', timed: 'timed', 'forward-only': 'forward-only', none: 'none' }

function fromHereWords({ branch, evidence, rehearsals, p90Ms, latestSafeMs, awaits }: PresentRollback, startedAt: number): string {
  if (branch === null) return evidence === 'forward-only' ? 'none any more, the point of no return is crossed' : 'none is declared'
  const waits = awaits.length === 0 ? '' : `, after ${awaits.map(({ step }) => step).join(', ')} ${awaits.length === 1 ? 'has' : 'have'} ended`
  const takes = p90Ms === undefined ? '' : `, ${evidence === 'low' ? 'the longest seen' : 'P90'} ${duration(p90Ms)}`
  const fits = latestSafeMs === undefined ? '' : latestSafeMs < 0 ? ', it never fits the window' : `, fits if started by ${clockTime(startedAt + latestSafeMs)}`
  return `${branch}, ${EVIDENCE[evidence]}${rehearsals === 0 ? '' : ` (${rehearsals} ${rehearsals === 1 ? 'rehearsal' : 'rehearsals'})`}${takes}${waits}${fits}`
}
