/** The contract's own suite over the shell's channel: page, preload, main process, host process. */
import { afterAll } from 'vitest'
import { serveWire, type ServeOptions } from '../../electron/contract/server.ts'
import type { Wire } from '../../electron/contract/wire.ts'
import { createServedRoads } from '../../electron/shell/servedRoads.ts'
import { describeContract } from '../contract/conformance.ts'
import { createSteerable } from '../contract/steerable.ts'
import { launch, type App } from './launch.ts'
import { openPageEnd, type PageEnd } from './page.ts'

interface Window {
  readonly app: App
  readonly end: PageEnd
  isUsed: boolean
}

/** One page has one road: as many windows as there are roads at once, used again by later tests. */
const windows: Window[] = []
const ends: (() => Promise<void>)[] = []
let serving: ServeOptions | undefined

afterAll(async () => {
  await Promise.all(ends.map((end) => end()))
})

async function freeWindow(): Promise<Window> {
  const free = windows.find(({ isUsed }) => !isUsed) ?? (await openWindow())
  free.isUsed = true
  return free
}

async function openWindow(): Promise<Window> {
  let receive: ReturnType<typeof createServedRoads> | undefined
  let roads = 0
  /** The first road is the main process's own: what it asks is no part of the suite. */
  const serve = (wire: Wire): void => {
    roads += 1
    if (serving) serveWire(wire, roads === 1 ? { ...serving, service: createSteerable().service } : serving)
  }
  const app = launch({
    isBare: true,
    until: (end) => void ends.push(end),
    host(message, tell) {
      receive ??= createServedRoads({
        tell,
        begin: () => Promise.resolve({ serve, close: () => Promise.resolve() }),
        exit: () => undefined,
      })
      receive(message)
    },
  })
  const window = { app, end: await openPageEnd(await app.page()), isUsed: false }
  windows.push(window)
  return window
}

describeContract('the shell’s channel', async (given: ServeOptions) => {
  serving = given
  const used: Window[] = []
  const take = async (): Promise<Window> => {
    const window = await freeWindow()
    used.push(window)
    return window
  }
  return {
    async connect() {
      const window = await take()
      const wire = await window.end.connect()
      wire.onClose(() => (window.isUsed = false))
      return wire
    },
    async connectSlow() {
      const { app, end } = await take()
      const wire = await end.connect()
      await app.inside(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.webContents.hold())
      return { wire, read: () => void app.inside(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.webContents.letGo()) }
    },
    async close() {
      for (const window of used) window.isUsed = false
    },
  }
}, { slowReaders: true })
