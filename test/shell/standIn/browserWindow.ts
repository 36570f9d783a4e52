/** `BrowserWindow`: one page of the browser, with what a window adds. Insecure preferences, and those that it does not know, throw. */
import { app } from './app.ts'
import { browserContext } from './browser.ts'
import { record, strict, StrictEmitter } from './strict.ts'
import { createWebContents, type WebContentsOfApp } from './webContents.ts'

interface Bounds {
  x: number
  y: number
  width: number
  height: number
}
type Options = Readonly<Partial<Bounds> & Record<string, unknown>>

const OPTIONS = new Set(['x', 'y', 'width', 'height', 'minWidth', 'minHeight', 'show', 'title', 'backgroundColor', 'icon', 'webPreferences'])
/** What must be said, and how; anything else is not known. */
const DEMANDED: Readonly<Record<string, boolean>> = { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true }
const ALLOWED: Readonly<Record<string, unknown>> = { nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false, spellcheck: false, backgroundThrottling: false }
const EVENTS = ['close', 'closed', 'ready-to-show', 'page-title-updated', 'focus', 'blur'] as const

const windows = new Set<BrowserWindowOfApp>()

class BrowserWindowOfApp extends StrictEmitter {
  static getAllWindows = (): BrowserWindowOfApp[] => [...windows]

  options: Options
  webContents: WebContentsOfApp
  bounds: Bounds
  title: string
  background: string
  isShown: boolean
  isMax = false
  isMin = false
  hasFocus = false
  opened: Promise<void>

  constructor(options: Options) {
    super(EVENTS)
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    for (const name of Object.keys(options)) if (!OPTIONS.has(name)) throw new Error(`the stand-in for Electron does not know the window option ${name}`)
    const { preload, ...preferences } = options['webPreferences'] as Readonly<Record<string, unknown>>
    checkPreferences(preferences)
    this.options = options
    this.webContents = createWebContents(preload as string | undefined)
    this.bounds = { x: options.x ?? 100, y: options.y ?? 100, width: options.width ?? 800, height: options.height ?? 600 }
    this.title = String(options['title'] ?? '')
    this.background = String(options['backgroundColor'] ?? '#ffffff')
    this.isShown = options['show'] !== false
    const own = strict('BrowserWindow', this)
    windows.add(own)
    app.emit('web-contents-created', {}, this.webContents)
    this.opened = own.open()
    return own
  }

  async open(): Promise<void> {
    const context = await browserContext()
    const page = context.pages()[0] ?? (await context.newPage())
    await page.setViewportSize({ width: this.bounds.width, height: this.bounds.height })
    await this.webContents.attach(page, await context.newCDPSession(page))
    page.on('close', () => this.gone())
  }
  gone(): void {
    if (!windows.delete(this)) return
    this.webContents.isGone = true
    this.webContents.emit('destroyed')
    this.emit('closed')
    if (windows.size === 0 && !app.isQuitting) app.emit('window-all-closed')
  }

  async loadURL(url: string): Promise<void> {
    await this.opened
    await this.webContents.load(url)
    this.ask('page-title-updated', {}, await this.webContents.page?.title())
    this.emit('ready-to-show')
    record('window', url)
  }
  show(): void {
    this.isShown = true
    this.focus()
  }
  focus(): void {
    this.hasFocus = true
    record('focused')
  }
  isFocused(): boolean {
    return this.hasFocus
  }
  /** Somebody works in another window. */
  blur(): void {
    this.hasFocus = false
  }
  isMinimized(): boolean {
    return this.isMin
  }
  minimize(): void {
    this.isMin = true
  }
  restore(): void {
    this.isMin = false
  }
  isMaximized(): boolean {
    return this.isMax
  }
  maximize(): void {
    this.isMax = true
  }
  getNormalBounds(): Bounds {
    return { ...this.bounds }
  }
  setBounds(bounds: Bounds): void {
    this.bounds = { ...bounds }
  }
  setBackgroundColor(colour: string): void {
    this.background = colour
  }
  setTitle(title: string): void {
    this.title = title
    record('title', title)
  }
  isDestroyed(): boolean {
    return !windows.has(this)
  }
  /** False where the app kept it open. */
  async tryClose(): Promise<boolean> {
    if (this.ask('close', {})) return false
    await this.webContents.page?.close()
    return true
  }
  close(): void {
    void this.tryClose()
  }
}

app.closeWindows = async () => {
  for (const window of windows) if (!(await window.tryClose())) return false
  return true
}

export const BrowserWindow = strict('BrowserWindow', BrowserWindowOfApp)

function checkPreferences(preferences: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(DEMANDED)) if (preferences[name] !== value) throw new Error(`the stand-in for Electron wants webPreferences.${name} = ${value}`)
  for (const [name, value] of Object.entries(preferences)) {
    if (name in DEMANDED) continue
    if (!(name in ALLOWED) || ALLOWED[name] !== value) throw new Error(`the stand-in for Electron refuses webPreferences.${name} = ${String(value)}`)
  }
}
