/** `draw RUN INJECT`: a facilitator draws a hidden card of a rehearsal, from another terminal than that of the team. */
import type { Command } from 'commander'
import { RunthroughError } from '../../core/errors.ts'
import type { RunId } from '../../core/ports.ts'
import { injectsToLay } from '../../core/run/injects.ts'
import { readRun } from '../../node/projection.ts'
import { getRun } from '../../node/store/runs.ts'
import { printJson, print } from '../output.ts'
import { define, settingOf, withHost, type CommonOptions } from '../setting.ts'
import { askWhoDrives } from './takeOver.ts'

export function drawCommand(program: Command): void {
  define(program, 'draw <run> [inject]', 'draw an inject of a rehearsal that runs; without one, list those that can be drawn', 'runthrough draw r-20261123-0712-7f3a disk-full')
    .action(async (run: RunId, inject: string | undefined, options: CommonOptions) => {
      const setting = settingOf(options)
      await withHost(setting, async (host) => {
        if (inject === undefined) {
          const { compiled, state } = readRun(host, getRun(host.store.db, run))
          const injects = injectsToLay(compiled, state).map(({ id }) => id)
          if (setting.json) printJson({ run, injects })
          else print(injects.length === 0 ? 'There is no inject left to draw.' : injects.join('\n'))
          return
        }
        const answered = await askWhoDrives(host, setting, run, { do: 'draw', inject })
        if (answered === undefined) throw new RunthroughError('illegal', `Nobody drives run ${run}: an inject that is drawn now would strike nobody.`, `Take it up again with: runthrough resume ${run}${setting.dataOption}`)
        process.exitCode = answered
      })
    })
}
