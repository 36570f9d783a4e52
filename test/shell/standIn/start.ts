/** Starts an app's main file on the stand-in: `node start.ts MAIN ARGS…`. The test on the other side of the channel says what to do in here. */
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { runInThisContext } from 'node:vm'
import { app } from './app.ts'
import { browserContext, closeBrowser } from './browser.ts'
import * as electron from './electron.ts'
import { answerNext, shownNotifications } from './native.ts'
import { handlerOf } from './session.ts'
import { record, recorded, untilRecorded } from './strict.ts'
import { endUtilities } from './utilityProcess.ts'

const STAND_IN = new URL('./electron.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) => (/^electron(\/main)?$/.test(specifier) ? { url: STAND_IN, shortCircuit: true } : next(specifier, context)),
})

const resources = process.env['STAND_IN_RESOURCES']
if (resources !== undefined) Object.defineProperty(process, 'resourcesPath', { value: resources })

/** As anything in the app may ask the app's own scheme. */
async function request(address: string, method = 'GET'): Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly bytes: number }> {
  const handler = handlerOf(address)
  if (!handler) throw new Error(`nobody answers ${address}`)
  // The standard request would tidy the address first.
  const response = await handler({ url: address, method, headers: new Headers() } as Request)
  return { status: response.status, headers: Object.fromEntries(response.headers), bytes: (await response.arrayBuffer()).byteLength }
}

const inside = { electron, answerNext, shownNotifications, recorded, untilRecorded, request, grants: (permission: string) => electron.session.defaultSession.grants(permission) }
export type Inside = typeof inside

process.on('message', ({ id, text, argument }: { id?: number; text?: string; argument?: unknown }) => {
  if (id !== undefined && text !== undefined) void answer(id, text, argument)
})
async function answer(id: number, text: string, argument: unknown): Promise<void> {
  try {
    const work = runInThisContext(`(${text})`) as (inside: Inside, argument: unknown) => unknown
    process.send?.({ id, value: await work(inside, argument) })
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.message : String(error) })
  }
}

app.finish = async () => {
  endUtilities()
  await closeBrowser()
}
// A test that is over, or gone. The browser ends with this process.
process.on('disconnect', () => {
  endUtilities()
  process.exit(0)
})
process.on('unhandledRejection', fail)
process.on('uncaughtException', fail)
function fail(error: unknown): void {
  record('failed', String(error))
  process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}

const main = process.argv[2] ?? ''
// As Electron's own: the program, then (in a checkout) the app, then the arguments.
process.argv.splice(1, app.isPackaged ? 2 : 1)
await import(pathToFileURL(main).href)
if (!app.isQuitting && !app.hasLeft) {
  // Electron starts its browser in any case.
  if (app.paths['userData'] !== undefined) await browserContext()
  app.becomeReady()
}
