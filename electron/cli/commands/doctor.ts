/** `doctor`: versions, folders, permissions, the database, Electron, and what to do. */
import type { Command } from 'commander'
import { appFolder } from '../../node/appFolder.ts'
import { examineSetup } from '../../node/doctor.ts'
import { DONE, NO } from '../exits.ts'
import { paint, print, printJson } from '../output.ts'
import { define, settingOf, type CommonOptions } from '../setting.ts'

const COLOURS = { info: 'dim', warning: 'yellow', error: 'red' } as const

export function doctorCommand(program: Command): void {
  define(program, 'doctor', 'look whether everything is where it should be', 'runthrough doctor').action((options: CommonOptions) => {
    const setting = settingOf(options)
    const checkup = examineSetup({ folder: setting.folder, app: appFolder(), env: process.env })
    if (setting.json) printJson(checkup)
    else
      for (const { severity, code, message, hint } of checkup.findings) {
        print(`${paint(COLOURS[severity], severity.padEnd(7))} ${code}: ${message}`)
        if (hint) print(`        ${hint}`)
      }
    process.exitCode = checkup.ok ? DONE : NO
  })
}
