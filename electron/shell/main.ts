/** The desktop app's first file: what must be said before Electron is ready, and that there is one of it for each history. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog } from 'electron'
import { dataFolder } from '../node/dataFolder.ts'
import { registerScheme } from './protocol.ts'
import { runbooksNamed } from './runbookNames.ts'
import { startShell } from './shell.ts'

const args = process.argv.slice(app.isPackaged ? 1 : 2)
const folder = dataFolder(folderAsked(args), process.env)
const own = join(folder, 'window')

app.enableSandbox()
registerScheme()
app.setAppUserModelId('app.runthrough')

if (!prepared()) app.exit(1)
else if (app.requestSingleInstanceLock({ runbooks: runbooksNamed(args, process.cwd()) })) void startShell({ folder, own, runbooks: runbooksNamed(args, process.cwd()) })
else app.quit()

/** What Chromium keeps lies in the history's folder, and so does the lock: two histories may be open at once, one never twice. */
function prepared(): boolean {
  try {
    mkdirSync(own, { recursive: true, mode: 0o700 })
    app.setPath('userData', own)
    return true
  } catch (error) {
    dialog.showErrorBox('Runthrough can’t use its folder', `${own} can’t be made: ${(error as Error).message}.\n\nWithout it no run can be kept, so nothing was started. Look at who owns the folder, or name another one: runthrough --data FOLDER`)
    return false
  }
}

/** `--data FOLDER` or `--data=FOLDER`, as for the command line. */
function folderAsked(given: readonly string[]): string | undefined {
  const at = given.findIndex((arg) => arg === '--data' || arg.startsWith('--data='))
  const found = given[at]
  if (found === undefined) return undefined
  return found === '--data' ? given[at + 1] : found.slice('--data='.length)
}
