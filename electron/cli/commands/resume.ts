/** `resume [RUN]`: takes up a run that nobody drives any more, where it stood. */
import { Option, type Command } from 'commander'
import { contextOf } from '../../core/machine/judge.ts'
import { STATUS } from '../../core/machine/status.ts'
import type { PersonCommand } from '../../core/run/commands.ts'
import type { Resume } from '../../node/runs.ts'
import { refreshProjections } from '../../node/projection.ts'
import { lastOpenRun } from '../../node/store/runs.ts'
import type { RunId } from '../../core/ports.ts'
import { define, settingOf, withHost, type CommonOptions } from '../setting.ts'
import { factsOf, refuseUnattended, takeOver } from './takeOver.ts'

interface ResumeOptions extends CommonOptions {
  readonly auto?: boolean
  readonly gap?: 'work' | 'outage'
  readonly retry?: boolean
  readonly acceptLostTail?: boolean
}

export function resumeCommand(program: Command): void {
  define(program, 'resume [run]', 'go on with a run after a crash or an interruption (the last open one)', 'runthrough resume --gap outage')
    .option('--auto', 'let it run by itself from now on')
    .addOption(new Option('--gap <kind>', 'what the time without a driver counts as').choices(['work', 'outage']))
    .option('--retry', 'try failed steps again at once')
    .option('--accept-lost-tail', 'go on although events at the end of the journal are lost, after a look at the systems')
    .action(async (named: string | undefined, { auto, gap, retry = false, acceptLostTail = false, ...options }: ResumeOptions) => {
      const setting = settingOf(options)
      await withHost(setting, async (host) => {
        refreshProjections(host)
        const run = (named as RunId | undefined) ?? lastOpenRun(host.store.db)?.id
        if (run !== undefined) refuseUnattended(factsOf(host, run), auto, setting)
        process.exitCode = await takeOver(host, setting, { ...(run === undefined ? {} : { run }), ...(auto === undefined ? {} : { auto }), acceptLostTail, first: firstly(gap, retry) })
      })
    })
}

function firstly(gap: ResumeOptions['gap'], retry: boolean): NonNullable<Resume['first']> {
  return ({ layout }, state) => {
    const { status } = contextOf(state.snapshot)
    const failed = retry ? layout.places.filter(({ index }) => status[index] === STATUS.failed) : []
    const kind = gap ?? state.facts.gap
    return [...(kind ? [{ do: 'gap', as: kind } satisfies PersonCommand] : []), ...failed.map(({ step }) => ({ do: 'retry', step: step.id, reason: 'asked for with --retry' }) satisfies PersonCommand)]
  }
}
