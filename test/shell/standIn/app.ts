/** `app`: its life from start to quit, and the lock that makes it the only one. */
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { record, strict, StrictEmitter } from './strict.ts'

const EVENTS = ['ready', 'will-quit', 'before-quit', 'window-all-closed', 'second-instance', 'open-file', 'web-contents-created', 'quit', 'child-process-gone', 'certificate-error', 'activate'] as const

class App extends StrictEmitter {
  isPackaged = process.env['STAND_IN_PACKAGED'] === '1'
  isReadyNow = false
  isQuitting = false
  hasLeft = false
  isSandboxed = false
  paths: Record<string, string> = {}
  about: object | undefined = undefined
  userModelId: string | undefined = undefined
  server: Server | undefined = undefined
  /** The first one has heard of this one. */
  told: Promise<unknown> = Promise.resolve()
  ready = Promise.withResolvers<void>()
  /** Set by the stand-in's windows: closes all; false where one stays. */
  closeWindows: () => Promise<boolean> = () => Promise.resolve(true)
  /** Set by the stand-in: ends what it has started. */
  finish: () => Promise<void> = () => Promise.resolve()

  constructor() {
    super(EVENTS)
  }
  whenReady(): Promise<void> {
    return this.ready.promise
  }
  isReady(): boolean {
    return this.isReadyNow
  }
  becomeReady(): void {
    this.isReadyNow = true
    this.emit('ready', {}, {})
    this.ready.resolve()
  }
  enableSandbox(): void {
    if (this.isReadyNow) throw new Error('app.enableSandbox() can only be called before the app is ready')
    this.isSandboxed = true
  }
  setPath(name: string, path: string): void {
    if (name !== 'userData') throw new Error(`the stand-in for Electron can't set the path ${name}`)
    if (!existsSync(path)) throw new Error(`Failed to set path: ${path}`)
    this.paths[name] = path
  }
  getPath(name: string): string {
    const path = this.paths[name]
    if (path === undefined) throw new Error(`the stand-in for Electron knows no path ${name}`)
    return path
  }
  getVersion(): string {
    return (JSON.parse(readFileSync(join(this.root, 'package.json'), 'utf8')) as { version: string }).version
  }
  get root(): string {
    const root = process.env['STAND_IN_APP']
    if (root === undefined) throw new Error('STAND_IN_APP names the app’s folder')
    return root
  }
  setAppUserModelId(id: string): void {
    this.userModelId = id
  }
  setAboutPanelOptions(options: object): void {
    this.about = options
  }

  /** As Electron: one for each userData; the second one tells the first one what it was started with, and is told no. */
  requestSingleInstanceLock(data: object = {}): boolean {
    const place = join(tmpdir(), `stand-in-${createHash('sha256').update(this.getPath('userData')).digest('hex').slice(0, 16)}.lock`)
    const probe = lookAtLock(place)
    if (probe === 'held') {
      const socket = connect(place)
      socket.end(JSON.stringify({ args: process.argv, folder: process.cwd(), data }))
      this.told = once(socket, 'close')
      return false
    }
    rmSync(place, { force: true })
    this.server = createServer((socket) => {
      let text = ''
      socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      socket.on('end', () => {
        const { args, folder, data: given } = JSON.parse(text) as { args: string[]; folder: string; data: object }
        this.emit('second-instance', {}, args, folder, given)
      })
    }).listen(place, () => undefined)
    this.server.unref()
    writeHolder(place)
    return true
  }

  quit(): void {
    if (this.isQuitting || this.hasLeft) return
    if (this.ask('before-quit', {})) return record('quit prevented')
    void this.leave()
  }
  private async leave(): Promise<void> {
    this.isQuitting = true
    const areClosed = await this.closeWindows()
    this.isQuitting = false
    if (!areClosed || this.ask('will-quit', {})) return
    this.exit(0)
  }
  exit(code = 0): void {
    if (this.hasLeft) return
    this.hasLeft = true
    this.emit('quit', {}, code)
    this.server?.close()
    void Promise.all([this.told, this.finish()]).finally(() => process.exit(code))
  }
}


/** A lock whose holder is gone is free. */
function lookAtLock(place: string): 'held' | 'free' {
  try {
    const pid = Number(readFileSync(`${place}.pid`, 'utf8'))
    process.kill(pid, 0)
    return 'held'
  } catch {
    return 'free'
  }
}

function writeHolder(place: string): void {
  writeFileSync(`${place}.pid`, String(process.pid))
}

export const app = strict('app', new App())
