/** The entry point of `runthrough`; runs when it is imported or started. */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { appFolder } from '../node/appFolder.ts'
import { surviveClosedPipes } from './output.ts'

surviveClosedPipes()
// Before the rest is loaded: compiling it took most of the time of a short command. Where nothing can be kept, it is compiled again.
enableCompileCache(join(appFolder(), 'out', 'compile-cache'))
const { runCommandLine } = await import('./program.ts')
await runCommandLine(process.argv.slice(2))

// Interrupted: what still listens (a view, a pipe) must not keep the process.
if (Number(process.exitCode) > 128) process.stdout.write('', () => process.exit())
