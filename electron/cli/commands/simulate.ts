/** `simulate FILE`: the same engine under a virtual clock, many times; nothing executes. */
import type { Command } from 'commander'
import { NO_HISTORY } from '../../core/forecast/history.ts'
import { simulate, type Simulation } from '../../core/rehearsal/simulate.ts'
import { readRunbook, usable } from '../../node/catalog.ts'
import { quantilesShape } from '../../node/forecastShape.ts'
import { nodeHash } from '../../node/hash.ts'
import { historyFor } from '../../node/insight.ts'
import { refreshProjections } from '../../node/projection.ts'
import { duration } from '../durations.ts'
import { print, printJson } from '../output.ts'
import { countOf, wholeNumber } from '../runOptions.ts'
import { define, settingOf, withHistory, type CommonOptions } from '../setting.ts'

interface SimulateOptions extends CommonOptions {
  readonly runs: number
  readonly seed: number
}

export function simulateCommand(program: Command): void {
  define(program, 'simulate <file>', 'walk a runbook many times with drawn times and failures: how does it end, and when', 'runthrough simulate runbooks/tour.yaml --runs 500 --seed 7')
    .option('--runs <number>', 'how many', countOf(100_000), 200)
    .option('--seed <number>', 'the same seed gives the same answer', wholeNumber, 1)
    .action(async (file: string, { runs, seed, ...options }: SimulateOptions) => {
      const setting = settingOf(options)
      const { compiled } = usable(readRunbook(file))
      const history = await withHistory(setting, (host) => {
        if (!host) return NO_HISTORY
        refreshProjections(host)
        return historyFor(host.store.db, compiled)
      })
      const seen = simulate({ compiled, history, runs, seed, hash: nodeHash })
      if (setting.json) printJson(shapeOf(seen))
      else printSimulation(seen)
    })
}

function shapeOf({ runs, seed, ends, total, unknownSteps }: Simulation) {
  return { runs, seed, ends, total: total && quantilesShape(total), ...(unknownSteps.length === 0 ? {} : { unknown_steps: unknownSteps }) }
}

function printSimulation({ runs, seed, ends, total, unknownSteps }: Simulation): void {
  print(`${runs} runs, seed ${seed}`)
  for (const [outcome, share] of Object.entries(ends).sort(([, a], [, b]) => b - a)) print(`${(share * 100).toFixed(1).padStart(5)} %  ${outcome}`)
  if (total) print(`P10 ${duration(total.p10Ms)}, P50 ${duration(total.p50Ms)}, P80 ${duration(total.p80Ms)}, P90 ${duration(total.p90Ms)}`)
  if (unknownSteps.length > 0) print(`Without plan and history, so taken for no time: ${unknownSteps.join(', ')}`)
}
