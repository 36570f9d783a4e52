/** Starts the desktop app, from the checkout or from a package, on the stand-in for Electron, and holds it for a test. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, onTestFinished } from 'vitest'
import type { FromHost, ToHost } from '../../electron/shell/hostMessages.ts'
import { chromiumPath } from '../../electron/setup/chromium.mjs'
import { projectRoot } from '../law/scratch.ts'
import type { Inside } from './standIn/start.ts'

export interface LaunchOptions {
  /** Its history; a new one unless said. */
  readonly data?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The page's own scripts are left out: what is tested is the channel. */
  readonly isBare?: boolean
  /** Takes the host process's place: what the main process says to it comes here. */
  readonly host?: (message: ToHost, tell: (message: FromHost) => void) => void
  /** When it is ended; after the test unless said. */
  readonly until?: (end: () => Promise<void>) => void
}

export interface App {
  readonly data: string
  readonly process: ChildProcess
  readonly ended: Promise<number | null>
  /** Runs a function in the main process, as Playwright's ElectronApplication does. It sees nothing but what it is given. */
  inside<T, A>(work: (inside: Inside, argument: A) => T | Promise<T>, argument?: A): Promise<T>
  page(): Promise<Page>
  /** Its window shows the page. */
  opened(): Promise<void>
  /** All that went wrong in the main process without anybody catching it. */
  readonly failures: readonly string[]
  quit(): Promise<void>
}

/** What is started: the checkout, or a package whose archive was extracted in its place (test/packaging does that). */
export function appUnderTest(): { readonly root: string; readonly env: Readonly<Record<string, string>> } {
  const resources = process.env['RUNTHROUGH_RESOURCES']
  if (resources === undefined) return { root: projectRoot, env: {} }
  return { root: join(resources, 'app.asar'), env: { STAND_IN_PACKAGED: '1', STAND_IN_RESOURCES: resources } }
}

/** A folder for a history, gone after the tests of a file. */
export function newData(): string {
  const folder = mkdtempSync(join(tmpdir(), 'runthrough-shell-'))
  folders.push(folder)
  return folder
}

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

export function launch({ data = newData(), args = [], env = {}, isBare = false, host, until = onTestFinished }: LaunchOptions = {}): App {
  const { root, env: more } = appUnderTest()
  const main = join(root, 'out/shell/main.js')
  const start = join(import.meta.dirname, 'standIn/start.ts')
  const child = fork(start, [main, ...args], {
    env: { ...process.env, ...more, ...env, RUNTHROUGH_DATA: data, STAND_IN_APP: root, STAND_IN_CHROMIUM: chromiumPath(), ...(isBare ? { STAND_IN_BARE: '1' } : {}), ...(host ? { STAND_IN_RELAY: '1' } : {}) },
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const answers = new Map<number, PromiseWithResolvers<unknown>>()
  const failures: string[] = []
  let lastId = 0
  let browser: Promise<Browser> | undefined

  child.on('message', (message: { id?: number; value?: unknown; error?: string; failure?: string; toHost?: ToHost }) => {
    if (message.toHost !== undefined) return host?.(message.toHost, (told) => child.connected && child.send({ fromHost: told }))
    if (message.failure !== undefined) return failures.push(message.failure)
    const waiting = answers.get(message.id ?? 0)
    answers.delete(message.id ?? 0)
    return message.error === undefined ? waiting?.resolve(message.value) : waiting?.reject(new Error(message.error))
  })
  child.on('exit', () => {
    for (const waiting of answers.values()) waiting.reject(new Error('the app has ended'))
    answers.clear()
  })

  function inside<T, A>(work: (inside: Inside, argument: A) => T | Promise<T>, argument?: A): Promise<T> {
    const waiting = Promise.withResolvers<unknown>()
    answers.set((lastId += 1), waiting)
    child.send({ id: lastId, text: work.toString(), argument })
    return waiting.promise as Promise<T>
  }

  async function connect(): Promise<Browser> {
    const [entry] = await inside(({ untilRecorded }) => untilRecorded('browser'))
    return chromium.connectOverCDP(String(entry?.[1]))
  }

  async function opened(): Promise<void> {
    await inside(async ({ untilRecorded }) => void (await untilRecorded('window')))
  }

  async function page(): Promise<Page> {
    await opened()
    browser ??= connect()
    const found = (await browser).contexts()[0]?.pages()[0]
    if (!found) throw new Error('the app shows no page')
    return found
  }

  async function quit(): Promise<void> {
    if (child.connected) child.disconnect()
    await ended
  }
  until(quit)
  return { data, process: child, ended, inside, page, opened, failures, quit }
}
