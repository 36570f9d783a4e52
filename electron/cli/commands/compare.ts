/** `compare RUN RUN…`: the same steps in several runs. */
import type { Command } from 'commander'
import { RunthroughError } from '../../core/errors.ts'
import { compareShape } from '../../node/insight.ts'
import { refreshProjections } from '../../node/projection.ts'
import { duration } from '../durations.ts'
import { print, printJson, table } from '../output.ts'
import { define, settingOf, withHost, type CommonOptions } from '../setting.ts'

export function compareCommand(program: Command): void {
  define(program, 'compare <run> <run...>', 'put the times of several runs side by side', 'runthrough compare r-20261123-0712-7f3a r-20261124-0705-11b2').action(async (first: string, others: string[], options: CommonOptions) => {
    const setting = settingOf(options)
    const runs = [first, ...others]
    const twice = runs.find((run, index) => runs.indexOf(run) !== index)
    if (twice !== undefined) throw new RunthroughError('bad-input', `${twice} is named twice.`, 'Name different runs.')
    const shape = await withHost(setting, (host) => {
      refreshProjections(host)
      return compareShape(host, runs)
    })
    if (setting.json) return printJson(shape)
    const time = (ms: number | null): string => (ms === null ? '–' : duration(ms))
    const total = ['active', ...shape.runs.map(({ active_ms }) => time(active_ms))]
    for (const line of table([['step', ...runs], ...shape.steps.map((step) => [step.step, ...step.active_ms.map(time)]), total])) print(line)
  })
}
