/** `live FILE`: the night itself, with all guards on. */
import type { Command } from 'commander'
import { appFolder } from '../../node/appFolder.ts'
import { readRunbook, usable } from '../../node/catalog.ts'
import { appVersion } from '../../node/doctor.ts'
import { prepare, startRun, type NewRun } from '../../node/runs.ts'
import { ask } from '../ask.ts'
import { drive } from '../drive.ts'
import { listenForInterrupts } from '../interrupts.ts'
import { paintError, tell } from '../output.ts'
import { collectInput } from '../runOptions.ts'
import { define, settingOf, withHost, type CommonOptions } from '../setting.ts'

interface LiveOptions extends CommonOptions {
  readonly env?: string
  readonly confirm?: string
  readonly input?: Record<string, string>
}

export function liveCommand(program: Command): void {
  define(program, 'live <file>', 'run a runbook for real: approved, against a live environment, confirmed by its captain', 'runthrough live release.yaml --env production')
    .option('--env <name>', 'the live environment')
    .option('--confirm <id>', 'the runbook\'s id, typed by its captain (asked for on a terminal)')
    .option('--input <id=value>', 'a value of the runbook\'s inputs (repeatable)', collectInput)
    .action(async (file: string, { env, confirm, input, ...options }: LiveOptions) => {
      const setting = settingOf(options)
      const wanted = (typed: string | undefined): NewRun => ({
        file,
        mode: 'live',
        actor: setting.actor,
        app: appVersion(appFolder()),
        ...(env === undefined ? {} : { environment: env }),
        ...(input === undefined ? {} : { inputs: input }),
        ...(typed === undefined ? {} : { confirm: typed }),
      })
      await withHost(setting, async (host) => {
        let typed = confirm
        if (typed === undefined && setting.attended) {
          const { runbook } = usable(readRunbook(file))
          // Everything else first: nobody types an id to be refused for something else.
          prepare(host, wanted(runbook.id))
          tell(`${paintError(['bold', 'red'], 'LIVE')} ${env ?? ''}: this acts on the real thing.`)
          typed = await ask(`Type the runbook's id (${runbook.id}) to go on: `)
        }
        const interrupts = listenForInterrupts()
        try {
          const driven = await startRun(host, wanted(typed), interrupts.aborting)
          if (!setting.attended) tell(`Nobody is at the keys here: only steps with "start: auto" start. To take it over at a terminal, interrupt this and say: runthrough resume ${driven.id}${setting.dataOption}`)
          process.exitCode = await drive(driven, { host, setting, interrupts, attended: setting.attended })
        } finally {
          interrupts.end()
        }
      })
    })
}
