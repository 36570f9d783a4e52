/**
 * The page on the real host in real Chromium: how soon its first screen stands; while a run of 1,000 steps goes on at 20 events a second,
 * from an event's arrival and from its commit until it is painted, against one frame and against the least that a page can do; and what it
 * keeps in memory. The events are spread: one lane after the other ends a step and begins the next; once more they come in one burst a second.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Browser, CDPSession, Page } from 'playwright'
import { WebSocket } from 'ws'
import { createClient } from '../../electron/contract/client.ts'
import type { Client } from '../../electron/contract/clientTypes.ts'
import { TOKEN_KEY, TOKEN_PREFIX, WIRE_PATH, WIRE_PROTOCOL } from '../../electron/contract/webRoad.ts'
import { systemClock } from '../../electron/node/clock.ts'
import { createSocketWire } from '../../electron/web/socketWire.ts'
import { launchChromium } from '../support/chromium.ts'
import type { Measured } from './measure.ts'

const MAIN = fileURLToPath(new URL('../../out/cli/main.js', import.meta.url))
const LANES = 10
const STEPS_A_LANE = 100
/** Of the bare page's run. */
const BARE_STEPS = 15
/** As many are looked at in bursts. */
const BURST_STEPS = 200
const VIEW = { width: 1440, height: 900 }
/** The host has no such file: an empty page of its own. */
const MISSING = '/nothing.txt'
const MB = 2 ** 20
/** Far longer than the run takes. */
const PATIENCE_MS = 600_000

export async function pageBenches(): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'runthrough-bench-'))
  const host = spawn(process.execPath, [MAIN, 'serve', '--json', '--no-open', '--data', join(folder, 'data')], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })
  const browser = await launchChromium()
  let client: Client | undefined
  try {
    const link = await linkOf(host)
    const opened = await opening(browser, link, 'Library')
    client = clientOf(link)
    const bare = await bareLine(browser, link, client, folder)
    const console = await theConsole(browser, link, await started(client, folder, 'thousand', STEPS_A_LANE))
    // Its run goes on until the host ends: nothing is measured behind it.
    const bursts = await inBursts(browser, link, await started(client, folder, 'bursts', STEPS_A_LANE, false))
    const p95 = quantile(console.paints, 0.95)
    const frames = (bench: string, ms: number): Measured => ({ bench, per: 'event', against: 'one frame of the screen', oursMs: ms, baselineMs: console.frameMs, ratio: ms / console.frameMs, rounds: 1 })
    return [
      { bench: 'page, opened until the library stands', per: 'page', against: 'two seconds', oursMs: opened, baselineMs: 2000, ratio: opened / 2000, rounds: 1 },
      frames(`page, 1,000 steps at 20 events/s, p95 of ${console.paints.length}`, p95),
      frames('page, the same, median', quantile(console.paints, 0.5)),
      frames('page, the same, p95 from the commit on', quantile(console.commits, 0.95)),
      frames('page, the same in bursts of 20, p95', quantile(bursts, 0.95)),
      { bench: 'page, the same', per: 'event', against: 'one line of text, the same events', oursMs: p95, baselineMs: bare, ratio: p95 / bare, rounds: 1 },
      { bench: 'page, heap after 2,000 events', per: 'page', against: 'after 1,000', oursMs: console.heap.end / MB, baselineMs: console.heap.half / MB, ratio: console.heap.end / console.heap.half, rounds: 1, unit: 'MB' },
    ]
  } finally {
    client?.close()
    await browser.close()
    const gone = once(host, 'close')
    host.kill('SIGINT')
    await gone
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

interface Paints {
  /** From the arrival of a frame of the stream until it is painted, ms. */
  readonly paints: readonly number[]
  /** From the commit of an event to the journal until it is painted, ms. */
  readonly commits: readonly number[]
}

interface Watched extends Paints {
  readonly frameMs: number
  /** Bytes in use after half of the events and after all of them, when everything was let go of. */
  readonly heap: { readonly half: number; readonly end: number }
}

async function theConsole(browser: Browser, link: string, run: string): Promise<Watched> {
  const page = await pageOf(browser, link)
  await page.getByRole('main').waitFor()
  const frameMs = quantile(await page.evaluate(idleFrames), 0.5)
  await page.goto(new URL(`/run/${run}`, link).href)
  await page.getByRole('button', { name: /^Done/ }).click()
  const inspector = await page.context().newCDPSession(page)
  await page.getByText(/^5\d\d of/).waitFor()
  const half = await heapOf(inspector)
  await page.getByRole('region', { name: 'The end' }).waitFor()
  const watched = { ...(await paintsOf(page)), frameMs, heap: { half, end: await heapOf(inspector) } }
  await page.close()
  return watched
}

async function inBursts(browser: Browser, link: string, run: string): Promise<readonly number[]> {
  const page = await pageOf(browser, link)
  await page.getByRole('main').waitFor()
  await page.goto(new URL(`/run/${run}`, link).href)
  await page.getByRole('button', { name: /^Done/ }).click()
  await page.getByText(new RegExp(`^${BURST_STEPS / 100}\\d\\d of`)).waitFor()
  const { paints } = await paintsOf(page)
  await page.close()
  return paints
}

/** The least that a page can do on this machine: one line of text says which event was the last. */
async function bareLine(browser: Browser, link: string, client: Client, folder: string): Promise<number> {
  const run = await started(client, folder, 'bare', BARE_STEPS)
  const { host, hash, origin } = new URL(link)
  const page = await pageOf(browser, `${origin}${MISSING}`)
  const ended = page.evaluate(follow, { address: `ws://${host}${WIRE_PATH}`, protocols: [WIRE_PROTOCOL, `${TOKEN_PREFIX}${tokenOf(hash)}`], run })
  await client.call('run.command', { run, command: { do: 'done', step: 'begin' } })
  await ended
  const { paints } = await paintsOf(page)
  await page.close()
  return quantile(paints, 0.95)
}

/** In the page: resolves when the run has ended. */
function follow({ address, protocols, run }: { readonly address: string; readonly protocols: string[]; readonly run: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address, protocols)
    socket.addEventListener('open', () => socket.send(JSON.stringify({ t: 'open', id: 1, stream: 'run', input: { run } })))
    socket.addEventListener('error', () => reject(new Error('the host can not be reached')))
    socket.addEventListener('message', ({ data }) => {
      const frame = JSON.parse(String(data)) as { readonly seq?: number; readonly data?: { readonly now?: { readonly end: string | null } } }
      document.body.textContent = `event ${frame.seq}`
      if (frame.data?.now && frame.data.now.end !== null) resolve()
    })
  })
}

/** Ms from asking for the page until its heading stands. */
async function opening(browser: Browser, link: string, heading: string): Promise<number> {
  const page = await browser.newPage({ viewport: VIEW })
  const from = performance.now()
  await page.goto(link)
  await page.getByRole('heading', { name: heading }).waitFor()
  const ms = performance.now() - from
  await page.close()
  return ms
}

async function pageOf(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: VIEW })
  page.setDefaultTimeout(PATIENCE_MS)
  await page.addInitScript(watch)
  await page.goto(address)
  return page
}

/** A person says Go; then in each of ten lanes a step begins and ends each second, one lane after the other or, not `spread`, all at once. */
function bookText(id: string, stepsALane: number, spread: boolean): string {
  const lane = (number: number): string => `      lane${number}:\n${Array.from({ length: stepsALane }, (_, step) => `        - { step: s${number}-${step}, kind: wait, title: "Lane ${number}, step ${step}", for: ${step === 0 && spread ? 1000 + (number * 1000) / LANES : 1000}ms, planned: 1s, owner: captain }\n`).join('')}`
  return `runbook: ${id}
title: ${LANES * stepsALane} steps
environments: { local: { grade: 1 } }
roles: { captain: { escalate: nobody } }
phases:
  - phase: before
    title: Before
    rollback: { none: nothing is changed }
    steps:
      - { step: begin, kind: manual, title: Begin, planned: 1s, owner: captain }
  - phase: work
    title: Work
    rollback: { none: nothing is changed }
    lanes:
${Array.from({ length: LANES }, (_, number) => lane(number)).join('')}`
}

async function started(client: Client, folder: string, id: string, stepsALane: number, spread = true): Promise<string> {
  const path = join(folder, `${id}.yaml`)
  writeFileSync(path, bookText(id, stepsALane, spread))
  const { file } = await client.call('library.open', { path })
  const { trustSha256 } = await client.call('trust.show', { file })
  await client.call('trust.approve', { file, trustSha256 })
  const { entry: { sha256 } } = await client.call('plan', { file })
  if (sha256 === null) throw new Error(`it can't be read: ${file}`)
  const { run } = await client.call('run.start', { file, sha256, mode: 'rehearsal', environment: 'local', inputs: {} })
  return run
}

/** In the page, before anything of it: each message of the socket, and each event in it, until the frame after it is on the screen. */
function watch(): void {
  const paints: number[] = []
  const commits: number[] = []
  Object.assign(globalThis, { benchPaints: { paints, commits } })
  const after = new MessageChannel()
  let waiting: number[] = []
  let messages: unknown[] = []
  // Posted in a frame, heard once that frame was painted.
  after.port1.addEventListener('message', () => {
    const now = performance.now()
    paints.push(...waiting.map((at) => now - at))
    const wall = Date.now()
    commits.push(...messages.flatMap(commitsIn).map((at) => wall - at))
    waiting = []
    messages = []
  })
  after.port1.start()
  function commitsIn(message: unknown): number[] {
    const { data } = JSON.parse(String(message)) as { readonly data?: { readonly fixed?: unknown; readonly log?: readonly { readonly at: number }[] } }
    // A snapshot tells what was long ago.
    return data?.fixed === undefined ? (data?.log ?? []).map(({ at }) => at) : []
  }
  let arrived: number[] = []
  let fresh: unknown[] = []
  const Socket = globalThis.WebSocket
  globalThis.WebSocket = class extends Socket {
    constructor(...args: ConstructorParameters<typeof Socket>) {
      super(...args)
      this.addEventListener('message', ({ timeStamp, data }) => {
        arrived.push(timeStamp)
        fresh.push(data)
        if (arrived.length > 1) return
        requestAnimationFrame(() => {
          waiting.push(...arrived)
          messages.push(...fresh)
          arrived = []
          fresh = []
          after.port2.postMessage(null)
        })
      })
    }
  }
}

/** In the page: the times between 60 frames while nothing goes on. */
function idleFrames(): Promise<number[]> {
  return new Promise((resolve) => {
    const times: number[] = []
    const next = (at: number): void => {
      times.push(at)
      if (times.length > 60) resolve(times.slice(1).map((time, index) => time - (times[index] ?? 0)))
      else requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  })
}

function paintsOf(page: Page): Promise<Paints> {
  return page.evaluate(() => (globalThis as unknown as { readonly benchPaints: Paints }).benchPaints)
}

/** Bytes in use after everything was let go of. */
async function heapOf(inspector: CDPSession): Promise<number> {
  await inspector.send('HeapProfiler.collectGarbage')
  const { usedSize } = await inspector.send('Runtime.getHeapUsage')
  return usedSize
}

async function linkOf({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('the host has no output')
  for await (const line of createInterface(stdout)) return (JSON.parse(line) as { readonly url: string }).url
  throw new Error('the host ended before it listened: build first, with npm run build')
}

function clientOf(link: string): Client {
  const { origin, host, hash } = new URL(link)
  const token = tokenOf(hash)
  return createClient({
    clock: systemClock(),
    async connect() {
      const socket = new WebSocket(`ws://${host}${WIRE_PATH}`, [WIRE_PROTOCOL, `${TOKEN_PREFIX}${token}`], { origin })
      const wire = createSocketWire(socket, systemClock())
      await once(socket, 'open')
      return wire
    },
  })
}

function tokenOf(hash: string): string {
  return new URLSearchParams(hash.slice(1)).get(TOKEN_KEY) ?? ''
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN
}
