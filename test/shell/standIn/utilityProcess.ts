/** `utilityProcess`: a real child process with a channel for messages. */
import { fork as forkNode, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { app } from './app.ts'
import { record, strict, StrictEmitter } from './strict.ts'

const CHILD = fileURLToPath(new URL('./utilityChild.ts', import.meta.url))
const OPTIONS = new Set(['serviceName', 'env', 'cwd', 'stdio'])
const children = new Set<ChildProcess>()

class UtilityProcess extends StrictEmitter {
  child: ChildProcess
  pid: number | undefined
  constructor(path: string, args: readonly string[], options: Readonly<Record<string, unknown>>) {
    super(['message', 'exit', 'spawn', 'error'])
    this.child = forkNode(CHILD, [path, ...args], { serialization: 'advanced', execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: (options['env'] as NodeJS.ProcessEnv | undefined) ?? process.env })
    this.pid = this.child.pid
    children.add(this.child)
    this.child.on('message', (message) => this.emit('message', message))
    this.child.on('exit', (code) => {
      children.delete(this.child)
      record('host gone', code)
      this.emit('exit', code ?? 1)
    })
    record('host started', this.pid)
  }
  postMessage(message: unknown): void {
    // Electron drops what is said to a process that is gone.
    if (this.child.connected) this.child.send(message as object, () => undefined)
  }
  kill(): boolean {
    return this.child.kill()
  }
}

/** The host process's place is taken by the test itself, whose service it is: for the contract's own suite. */
class RelayedProcess extends StrictEmitter {
  pid = process.ppid
  constructor() {
    super(['message', 'exit', 'spawn', 'error'])
    process.on('message', ({ fromHost }: { readonly fromHost?: { readonly is: string } }) => {
      if (fromHost?.is === 'gone') this.emit('exit', 0)
      else if (fromHost) this.emit('message', fromHost)
    })
  }
  postMessage(message: unknown): void {
    process.send?.({ toHost: message })
  }
  kill(): boolean {
    this.emit('exit', 0)
    return true
  }
}

export const utilityProcess = strict('utilityProcess', {
  fork(path: string, args: readonly string[] = [], options: Readonly<Record<string, unknown>> = {}): UtilityProcess | RelayedProcess {
    if (!app.isReady()) throw new Error('utilityProcess.fork can only be called after the app is ready')
    for (const name of Object.keys(options)) if (!OPTIONS.has(name)) throw new Error(`the stand-in for Electron does not know the fork option ${name}`)
    if (process.env['STAND_IN_RELAY'] === '1') return strict('UtilityProcess', new RelayedProcess())
    return strict('UtilityProcess', new UtilityProcess(path, args, options))
  },
})

/** With the main process, as Electron's go. */
export function endUtilities(): void {
  for (const child of children) child.kill('SIGKILL')
}
