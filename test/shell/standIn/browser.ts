/** The browser that shows the app's windows: real Chromium on the app's own profile, without any way to the network. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright'
import { CHROMIUM_ARGS } from '../../../electron/setup/chromium.mjs'
import { app } from './app.ts'
import { record } from './strict.ts'

const ARGS = [...CHROMIUM_ARGS, '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND', '--remote-debugging-port=0']

let launched: Promise<BrowserContext> | undefined

export function browserContext(): Promise<BrowserContext> {
  return (launched ??= launch())
}

async function launch(): Promise<BrowserContext> {
  const profile = join(app.getPath('userData'), 'profile')
  const executablePath = process.env['STAND_IN_CHROMIUM']
  if (executablePath === undefined || !existsSync(executablePath)) throw new Error('STAND_IN_CHROMIUM names no browser')
  const context = await chromium.launchPersistentContext(profile, { executablePath, headless: true, args: ARGS, viewport: { width: 1_280, height: 800 }, chromiumSandbox: false })
  const [port, path] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')
  record('browser', `ws://127.0.0.1:${port}${path}`)
  return context
}

export async function closeBrowser(): Promise<void> {
  const context = await launched?.catch(() => undefined)
  await context?.close()
}
