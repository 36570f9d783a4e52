/** `abandon RUN`: gives a run up, in the process that drives it or here. */
import type { Command } from 'commander'
import type { RunId } from '../../core/ports.ts'
import type { PersonCommand } from '../../core/run/commands.ts'
import { define, settingOf, withHost, type CommonOptions } from '../setting.ts'
import { askWhoDrives, takeOver } from './takeOver.ts'

interface AbandonOptions extends CommonOptions {
  readonly reason: string
}

export function abandonCommand(program: Command): void {
  define(program, 'abandon <run>', 'give an open run up: what runs is stopped, nothing is undone', 'runthrough abandon r-20261123-0712-7f3a --reason "wrong environment"')
    .option('--reason <text>', 'why, for the log', 'from the command line')
    .action(async (run: RunId, { reason, ...options }: AbandonOptions) => {
      const setting = settingOf(options)
      const command: PersonCommand = { do: 'abandon', reason }
      await withHost(setting, async (host) => {
        const answered = await askWhoDrives(host, setting, run, command)
        process.exitCode = answered ?? (await takeOver(host, setting, { run, first: () => [command], toAbandon: true, asked: 'abandoned' }))
      })
    })
}
