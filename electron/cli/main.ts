/** The entry point of `runthrough`; runs when it is imported or started. */
import { surviveClosedPipes } from './output.ts'
import { runCommandLine } from './program.ts'

surviveClosedPipes()
await runCommandLine(process.argv.slice(2))

// Interrupted: what still listens (a view, a pipe) must not keep the process.
if (Number(process.exitCode) > 128) process.stdout.write('', () => process.exit())
