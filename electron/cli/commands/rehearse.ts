/** `rehearse FILE`: a timed dry run, or with `--mode tabletop` only a walk. */
import { Option, type Command } from 'commander'
import { RunthroughError } from '../../core/errors.ts'
import { appFolder } from '../../node/appFolder.ts'
import { appVersion } from '../../node/doctor.ts'
import { prepare, startRun, type NewRun } from '../../node/runs.ts'
import { drive } from '../drive.ts'
import { listenForInterrupts } from '../interrupts.ts'
import { collect, collectInput, wholeNumber } from '../runOptions.ts'
import { define, settingOf, withHost, type CommonOptions } from '../setting.ts'

interface RehearseOptions extends CommonOptions {
  readonly env?: string
  readonly auto?: boolean
  readonly mode: 'rehearsal' | 'tabletop'
  readonly input?: Record<string, string>
  readonly inject?: string[]
  readonly injects?: number
  readonly seed?: number
  readonly rollbackAt?: string
  readonly gap?: 'work' | 'outage'
}

export function rehearseCommand(program: Command): void {
  define(program, 'rehearse <file>', 'rehearse a runbook, every step timed', 'runthrough rehearse runbooks/tour.yaml --env local --auto')
    .option('--env <name>', 'the environment to rehearse against')
    .option('--auto', 'let it run by itself: people\'s steps are answered as the file says, or at once')
    .addOption(new Option('--mode <mode>', 'tabletop: walk through it, nothing executes').choices(['rehearsal', 'tabletop']).default('rehearsal'))
    .option('--input <id=value>', 'a value of the runbook\'s inputs (repeatable)', collectInput)
    .option('--inject <id>', 'draw this inject when its step runs (repeatable)', collect)
    .option('--injects <count>', 'draw so many more, which ones by the seed', wholeNumber)
    .option('--seed <number>', 'kept with the run: the same seed draws the same injects', wholeNumber)
    .option('--rollback-at <step>', 'start the rollback when this step is about to start')
    .addOption(new Option('--gap <kind>', 'what a time without a driver counts as, should there be one').choices(['work', 'outage']))
    .action(async (file: string, options: RehearseOptions) => {
      const setting = settingOf(options)
      const { env, auto, mode, input, inject, injects, seed, rollbackAt, gap } = options
      const wanted: NewRun = {
        file,
        mode,
        actor: setting.actor,
        app: appVersion(appFolder()),
        auto: auto ?? false,
        ...(env === undefined ? {} : { environment: env }),
        ...(input === undefined ? {} : { inputs: input }),
        ...(inject === undefined ? {} : { injects: inject }),
        ...(injects === undefined ? {} : { injectsBySeed: injects }),
        ...(seed === undefined ? {} : { seed }),
        ...(rollbackAt === undefined ? {} : { rollbackAt }),
        ...(gap === undefined ? {} : { gap }),
      }
      await withHost(setting, async (host) => {
        if (!auto && !setting.attended) {
          prepare(host, wanted)
          throw new RunthroughError('bad-input', 'Nobody is here to answer: this is no terminal (or --json was asked for).', 'Let it run by itself with --auto, or start it in a terminal.')
        }
        const interrupts = listenForInterrupts()
        try {
          const driven = await startRun(host, wanted, interrupts.aborting)
          process.exitCode = await drive(driven, { host, setting, interrupts, attended: setting.attended && !auto })
        } finally {
          interrupts.end()
        }
      })
    })
}
