/** `rollback RUN`: starts the rollback, in the process that drives the run or here. */
import type { Command } from 'commander'
import type { RunId } from '../../core/ports.ts'
import type { PersonCommand } from '../../core/run/commands.ts'
import { define, settingOf, withHost, type CommonOptions } from '../setting.ts'
import { askWhoDrives, factsOf, refuseUnattended, takeOver } from './takeOver.ts'

interface RollbackOptions extends CommonOptions {
  readonly reason: string
  readonly auto?: boolean
}

export function rollbackCommand(program: Command): void {
  define(program, 'rollback <run>', 'start the rollback of an open run', 'runthrough rollback r-20261123-0712-7f3a --reason "checkout is down"')
    .option('--reason <text>', 'why, for the log', 'from the command line')
    .option('--auto', 'where nobody drives the run: let it go back by itself (rehearsals)')
    .action(async (run: RunId, { reason, auto, ...options }: RollbackOptions) => {
      const setting = settingOf(options)
      const command: PersonCommand = { do: 'rollback', reason }
      await withHost(setting, async (host) => {
        const answered = await askWhoDrives(host, setting, run, command)
        if (answered === undefined) refuseUnattended(factsOf(host, run), auto, setting)
        process.exitCode = answered ?? (await takeOver(host, setting, { run, ...(auto === undefined ? {} : { auto }), first: () => [command], asked: 'rolled-back' }))
      })
    })
}
