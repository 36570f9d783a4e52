/** The command line: its commands, and what happens around each. */
import { Command } from 'commander'
import { appFolder } from '../node/appFolder.ts'
import { appVersion } from '../node/doctor.ts'
import { abandonCommand } from './commands/abandon.ts'
import { boardCommand } from './commands/board.ts'
import { checkCommand } from './commands/check.ts'
import { compareCommand } from './commands/compare.ts'
import { coverageCommand } from './commands/coverage.ts'
import { doctorCommand } from './commands/doctor.ts'
import { drawCommand } from './commands/draw.ts'
import { forecastCommand } from './commands/forecast.ts'
import { graphCommand } from './commands/graph.ts'
import { historyCommand } from './commands/history.ts'
import { liveCommand } from './commands/live.ts'
import { rehearseCommand } from './commands/rehearse.ts'
import { resumeCommand } from './commands/resume.ts'
import { rollbackCommand } from './commands/rollback.ts'
import { serveCommand } from './commands/serve.ts'
import { simulateCommand } from './commands/simulate.ts'
import { trustCommand } from './commands/trust.ts'
import { verifyCommand } from './commands/verify.ts'
import { tellError } from './exits.ts'

const COMMANDS = [
  checkCommand, graphCommand, trustCommand, rehearseCommand, liveCommand, resumeCommand, rollbackCommand, abandonCommand, drawCommand,
  simulateCommand, forecastCommand, coverageCommand, boardCommand, historyCommand, compareCommand, verifyCommand, serveCommand, doctorCommand,
]

/** Runs one command and leaves its exit code in `process.exitCode`. `args` without Node and script. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  const json = args.includes('--json')
  try {
    await createProgram().parseAsync([...args], { from: 'user' })
    process.exitCode ??= 0
  } catch (error) {
    process.exitCode = tellError(error, json)
  }
}

function createProgram(): Command {
  const program = new Command('runthrough')
    .description('Rehearse a release runbook, time every step, and know when it ends and until when a rollback fits.')
    .version(appVersion(appFolder()))
    .exitOverride()
    // Usage errors are told like all others, in one place; a list of commands that nobody asked for goes to stderr.
    .configureOutput({ outputError: () => undefined })
    .showSuggestionAfterError()
  for (const add of COMMANDS) add(program)
  return program
}
