/** `webContents`: what a window shows, its channel, and where it may go. */
import type { CDPSession, Frame, Page, Request as PageRequest, Route } from 'playwright'
import { fromBrowser, handlerOf, session, toBrowser } from './session.ts'
import { openPreloadWorld, type PreloadWorld } from './preloadWorld.ts'
import { record, strict, StrictEmitter } from './strict.ts'

const EVENTS = ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview', 'did-start-navigation', 'did-finish-load', 'render-process-gone', 'destroyed', 'dom-ready'] as const

interface FrameOfApp {
  readonly url: string
  readonly origin: string
  readonly parent: FrameOfApp | null
}
type WindowOpen = (details: { readonly url: string; readonly disposition: string }) => { readonly action: 'allow' | 'deny' }

class WebContents extends StrictEmitter {
  page: Page | undefined = undefined
  world: PreloadWorld | undefined = undefined
  isGone = false
  held: (readonly [channel: string, args: readonly unknown[]])[] | undefined = undefined
  /** A navigation that the app itself has begun. */
  isExpected = false
  windowOpen: WindowOpen | undefined = undefined
  preload: string | undefined
  ipc = strict('webContents.ipc', new StrictEmitter(['runthrough']))
  session = session.defaultSession

  constructor(preload: string | undefined) {
    super(EVENTS)
    this.preload = preload
  }

  async attach(page: Page, cdp: CDPSession): Promise<void> {
    this.page = page
    page.on('crash', () => {
      record('page crashed')
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
    })
    page.on('pageerror', (error) => record('page error', String(error)))
    page.on('console', (message) => message.type() === 'error' && record('page console', message.text()))
    cdp.on('Page.windowOpen', ({ url }) => {
      const { action } = this.windowOpen?.({ url: fromBrowser(url), disposition: 'foreground-tab' }) ?? { action: 'allow' }
      record('window.open', fromBrowser(url), action)
    })
    cdp.on('Page.navigatedWithinDocument', ({ url }) => this.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true, url: fromBrowser(url) }))
    page.context().on('page', (popup) => void popup.close())
    cdp.on('Network.webSocketCreated', ({ url }) => record('network', url))
    await cdp.send('Network.enable')
    await page.context().route('**/*', (route) => this.answer(route))
    if (this.preload !== undefined) this.world = await openPreloadWorld(page, cdp, this.preload, (channel, args, frameId) => this.receive(channel, args, frameId))
  }

  /** Everything that the page loads comes through here; what is not the app's own is recorded and never leaves. */
  async answer(route: Route): Promise<void> {
    const request = route.request()
    const address = fromBrowser(request.url())
    const frame = frameOf(request)
    if (frame === undefined) return route.abort('aborted')
    if (request.isNavigationRequest() && !this.mayGo(frame, address)) {
      record('navigation denied', address)
      return route.abort('aborted')
    }
    const handler = handlerOf(address)
    if (!handler) {
      record('network', request.url(), { stopped: session.defaultSession.cancels(request.url()) })
      return route.abort('blockedbyclient')
    }
    if (request.isNavigationRequest() && frame.parentFrame() === null) this.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false, url: address })
    // The channel alone: the page stands there with all that it is given, and does nothing.
    if (process.env['STAND_IN_BARE'] === '1' && request.resourceType() === 'script') return route.fulfill({ status: 200, contentType: 'text/javascript', body: '' })
    const response = await handler(new Request(address, { method: request.method(), headers: request.headers() }))
    await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body: Buffer.from(await response.arrayBuffer()) })
  }

  mayGo(frame: Frame, url: string): boolean {
    if (this.isExpected) return true
    const isMainFrame = frame.parentFrame() === null
    const details = { url, isMainFrame, isSameDocument: false }
    if (this.ask('will-frame-navigate', details)) return false
    return !isMainFrame || !this.ask('will-navigate', details, url)
  }

  receive(channel: string, args: readonly unknown[], frameId: string): void {
    if (frameId === '') return
    this.ipc.emit(channel, { sender: this, senderFrame: this.mainFrame }, ...args)
  }

  get mainFrame(): FrameOfApp {
    if (!this.page) throw new Error('the page is not there yet')
    return describe(this.page.mainFrame())
  }
  getURL(): string {
    return fromBrowser(this.page?.url() ?? '')
  }
  isDestroyed(): boolean {
    return this.isGone
  }
  send(channel: string, ...args: readonly unknown[]): void {
    if (this.isGone) throw new TypeError('Object has been destroyed')
    if (this.held) this.held.push([channel, structuredClone(args) as unknown[]])
    else this.world?.send(channel, structuredClone(args) as unknown[])
  }
  /** A page that takes nothing: what is sent to it waits. */
  hold(): void {
    this.held ??= []
  }
  letGo(): void {
    const held = this.held ?? []
    this.held = undefined
    for (const [channel, args] of held) this.world?.send(channel, args)
  }
  setWindowOpenHandler(handler: WindowOpen): void {
    this.windowOpen = handler
  }
  async load(url: string): Promise<void> {
    await this.expecting(() => this.page?.goto(toBrowser(url)))
  }
  reload(): void {
    record('reloaded')
    void this.expecting(() => this.page?.reload())
  }
  private async expecting(go: () => Promise<unknown> | undefined): Promise<void> {
    this.isExpected = true
    try {
      await go()
    } finally {
      this.isExpected = false
    }
    this.emit('did-finish-load')
  }
}

export type WebContentsOfApp = WebContents

export function createWebContents(preload: string | undefined): WebContents {
  return strict('webContents', new WebContents(preload))
}

function describe(frame: Frame): FrameOfApp {
  const url = fromBrowser(frame.url())
  const parent = frame.parentFrame()
  // Of a scheme that it does not know, URL gives no origin.
  const { protocol, host } = new URL(url)
  return { url, origin: `${protocol}//${host}`, parent: parent === null ? null : describe(parent) }
}

/** The first request of a new window has no frame yet. */
function frameOf(request: PageRequest): Frame | undefined {
  try {
    return request.frame()
  } catch {
    return undefined
  }
}
