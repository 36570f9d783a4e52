/** `history FILE`: the runs of a runbook and what its steps took. */
import type { Command } from 'commander'
import { readRunbook, usable } from '../../node/catalog.ts'
import { historyShape } from '../../node/insight.ts'
import { refreshProjections } from '../../node/projection.ts'
import { duration } from '../durations.ts'
import { print, printJson, table } from '../output.ts'
import { define, settingOf, withHistory, type CommonOptions } from '../setting.ts'

export function historyCommand(program: Command): void {
  define(program, 'history <file>', 'list the runs of a runbook and the times of its steps', 'runthrough history runbooks/tour.yaml').action(async (file: string, options: CommonOptions) => {
    const setting = settingOf(options)
    const { compiled } = usable(readRunbook(file))
    const shape = await withHistory(setting, (host) => {
      if (host) refreshProjections(host)
      return historyShape(host, compiled)
    })
    if (setting.json) return printJson(shape)
    if (shape.runs.length === 0) return print(`${shape.runbook} has no runs yet. Start one with: runthrough rehearse ${file} --env NAME`)
    const time = (ms: number | null): string => (ms === null ? '–' : duration(ms))
    const runs = shape.runs.map((run) => [run.run, run.mode, run.environment ?? '–', run.started_at, run.outcome ?? 'open', time(run.active_ms), run.excluded ? 'excluded' : ''])
    for (const line of table([['run', 'mode', 'environment', 'started', 'outcome', 'active', ''], ...runs])) print(line)
    print()
    const steps = shape.steps.filter(({ n }) => n > 0).map((step) => [step.step, String(step.n), time(step.last_ms), time(step.median_ms), time(step.best_ms), time(step.p90_ms)])
    for (const line of table([['step', 'n', 'last', 'median', 'best', 'P90'], ...steps])) print(line)
  })
}
