/** The entry point of `runthrough`; runs when it is imported or started. */
import { surviveClosedPipes } from './output.ts'
import { runCommandLine } from './program.ts'

surviveClosedPipes()
await runCommandLine(process.argv.slice(2))
