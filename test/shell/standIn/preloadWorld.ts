/**
 * The preload in a world of its own, as with contextIsolation: it shares the document with the page and nothing else. Only there is the
 * way to the main process (a binding of DevTools that the page's world does not have). What it exposes is made anew in the page's world,
 * and only texts and calls cross, by events on the document.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { CDPSession, Page } from 'playwright'

const WORLD = 'Electron Isolated Context'

export interface PreloadWorld {
  /** Into the preload: `ipcRenderer.on(channel)`. */
  send(channel: string, args: readonly unknown[]): void
  /** The next drop brings these files, as if they came from the system. */
  drop(paths: readonly string[]): Promise<void>
}

/** `receive`: what the preload sends, and the frame that it is in. */
export async function openPreloadWorld(page: Page, cdp: CDPSession, preload: string, receive: (channel: string, args: readonly unknown[], frameId: string) => void): Promise<PreloadWorld> {
  const secret = `b${randomUUID().replaceAll('-', '')}`
  const frames = new Map<number, string>()
  let context: number | undefined
  let last: Promise<unknown> = Promise.resolve()

  cdp.on('Runtime.executionContextCreated', ({ context: { id, name, auxData } }) => {
    if (name !== WORLD) return
    const { frameId } = auxData as unknown as { frameId: string }
    frames.set(id, frameId)
    context = id
  })
  cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    frames.delete(executionContextId)
    if (context === executionContextId) context = undefined
  })
  cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name !== '__standInSend') return
    const { channel, args } = JSON.parse(payload) as { channel: string; args: unknown[] }
    receive(channel, args, frames.get(executionContextId) ?? '')
  })
  await cdp.send('Runtime.enable')
  await cdp.send('Page.enable')
  await cdp.send('Runtime.addBinding', { name: '__standInSend', executionContextName: WORLD })
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${pageSide.toString()})(${JSON.stringify(secret)})` })
  const module = readFileSync(preload, 'utf8')
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { worldName: WORLD, source: `(${preloadSide.toString()})(${JSON.stringify(secret)}, function (require, exports, module, process) {${module}\n})` })

  return {
    send(channel, args) {
      if (context === undefined) return
      const contextId = context
      const expression = `__standInDeliver(${JSON.stringify(channel)}, ${JSON.stringify(args)})`
      // A page that is going away takes no more: as in Electron.
      last = cdp.send('Runtime.evaluate', { expression, contextId }).catch(() => undefined)
    },
    async drop(paths) {
      await last
      if (context === undefined) throw new Error('there is no page to drop on')
      await cdp.send('Runtime.evaluate', { contextId: context, expression: `__standInPaths(${JSON.stringify(paths)})` })
      const data = { items: [], files: [...paths], dragOperationsMask: 1 }
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await cdp.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data })
      await page.evaluate(() => undefined)
    },
  }
}

interface Exposed {
  readonly key: string
  readonly names: readonly string[]
}
interface Crossing {
  readonly name: string
  readonly args: readonly { readonly text?: unknown; readonly callback?: number }[]
}
type Told = CustomEvent<string>

/** Runs in the page's world, before its own scripts. */
function pageSide(secret: string): void {
  if (window.top !== window) return
  // Whatever the page does to these later: Electron's bridge is none of the page's scripts.
  const { stringify, parse } = JSON
  const callbacks: ((...args: unknown[]) => unknown)[] = []
  document.addEventListener(`${secret}-expose`, (event) => {
    const { key, names } = parse((event as Told).detail) as Exposed
    if (Object.hasOwn(window, key)) return
    const api: Record<string, unknown> = {}
    for (const name of names) {
      api[name] = (...args: unknown[]) => {
        const crossing: Crossing = { name, args: args.map((arg) => (typeof arg === 'function' ? { callback: callbacks.push(arg as () => unknown) - 1 } : { text: arg })) }
        document.dispatchEvent(new CustomEvent(`${secret}-call`, { detail: stringify(crossing) }))
      }
    }
    Object.defineProperty(window, key, { value: Object.freeze(api), writable: false, configurable: false, enumerable: true })
  })
  document.addEventListener(`${secret}-back`, (event) => {
    const { callback, args } = parse((event as Told).detail) as { callback: number; args: unknown[] }
    callbacks[callback]?.(...args)
  })
  document.dispatchEvent(new CustomEvent(`${secret}-ready`))
}

/** Runs in the preload's world: as much of Electron as a sandboxed preload has. */
function preloadSide(secret: string, preload: (require: (name: string) => unknown, exports: object, module: object, process: object) => void): void {
  if (window.top !== window) return
  type Listener = (event: object, ...args: unknown[]) => void
  const own = globalThis as unknown as { __standInSend(text: string): void; __standInDeliver: unknown; __standInPaths: unknown }
  const listeners = new Map<string, Listener[]>()
  let paths: string[] = []
  own.__standInDeliver = (channel: string, args: unknown[]) => {
    for (const listener of listeners.get(channel) ?? []) listener({}, ...args)
  }
  own.__standInPaths = (next: string[]) => (paths = next)

  const missing = (name: string, object: object): object =>
    new Proxy(object, {
      get(target, key) {
        if (key in target) return Reflect.get(target, key) as unknown
        throw new Error(`the stand-in for Electron has no ${name}.${String(key)} in a preload`)
      },
    })
  const electron = missing('electron', {
    ipcRenderer: missing('ipcRenderer', {
      send: (channel: string, ...args: unknown[]) => own.__standInSend(JSON.stringify({ channel, args: structuredClone(args) })),
      on: (channel: string, listener: Listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    }),
    contextBridge: missing('contextBridge', { exposeInMainWorld: expose }),
    webUtils: missing('webUtils', {
      // A file that a script has made lies nowhere.
      getPathForFile: (file: File) => paths.find((path) => path.endsWith(`/${file.name}`)) ?? '',
    }),
  })

  function expose(key: string, api: Record<string, unknown>): void {
    for (const [name, value] of Object.entries(api)) if (typeof value !== 'function') throw new Error(`the stand-in for Electron exposes only functions, and ${name} is none`)
    const announce = (): boolean => document.dispatchEvent(new CustomEvent(`${secret}-expose`, { detail: JSON.stringify({ key, names: Object.keys(api) }) }))
    document.addEventListener(`${secret}-ready`, announce)
    document.addEventListener(`${secret}-call`, (event) => {
      const { name, args } = JSON.parse((event as Told).detail) as Crossing
      const given = args.map(({ text, callback }) =>
        callback === undefined ? text : (...back: unknown[]) => document.dispatchEvent(new CustomEvent(`${secret}-back`, { detail: JSON.stringify({ callback, args: back }) })),
      )
      ;(api[name] as (...all: unknown[]) => void)(...given)
    })
    announce()
  }

  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return electron
    throw new Error(`a sandboxed preload can't load ${name}`)
  }
  const module = { exports: {} }
  preload(require, module.exports, module, { platform: 'linux' })
}
