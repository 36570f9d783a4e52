/**
 * The page while a run of 1,000 steps goes on at 20 events a second, on the real host in real Chromium: from an event's arrival until it
 * is painted against one frame, and what the page keeps in memory afterwards against before.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { CDPSession, Page } from 'playwright'
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
    client = clientOf(link)
    const run = await started(client, folder)
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    page.setDefaultTimeout(PATIENCE_MS)
    await page.addInitScript(watch)
    await page.goto(link)
    await page.getByRole('main').waitFor()
    const frameMs = quantile(await page.evaluate(idleFrames), 0.5)
    await page.goto(new URL(`/run/${run}`, link).href)
    await page.getByRole('button', { name: /^Done/ }).waitFor()
    const inspector = await page.context().newCDPSession(page)
    const before = await heapOf(inspector)
    await page.getByRole('button', { name: /^Done/ }).click()
    await page.getByRole('region', { name: 'The end' }).waitFor()
    const paints = await paintsOf(page)
    const after = await heapOf(inspector)
    const p95 = quantile(paints, 0.95)
    return [
      { bench: `page, 1,000 steps at 20 events/s, p95 of ${paints.length}`, per: 'event', against: 'one frame of the screen', oursMs: p95, baselineMs: frameMs, ratio: p95 / frameMs, rounds: 1 },
      { bench: 'page, heap after 2,000 events', per: 'page', against: 'the same before them', oursMs: after / MB, baselineMs: before / MB, ratio: after / before, rounds: 1, unit: 'MB' },
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

/** A person says Go; then in each of ten lanes a step begins and ends each second. */
function bookText(): string {
  const lane = (number: number): string => `      lane${number}:\n${Array.from({ length: STEPS_A_LANE }, (_, step) => `        - { step: s${number}-${step}, kind: wait, title: "Lane ${number}, step ${step}", for: 1s, planned: 1s, owner: captain }\n`).join('')}`
  return `runbook: thousand
title: A thousand steps
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

async function started(client: Client, folder: string): Promise<string> {
  mkdirSync(join(folder, 'book'))
  const path = join(folder, 'book', 'thousand.yaml')
  writeFileSync(path, bookText())
  const { file } = await client.call('library.open', { path })
  const { trustSha256 } = await client.call('trust.show', { file })
  await client.call('trust.approve', { file, trustSha256 })
  const { entry: { sha256 } } = await client.call('plan', { file })
  if (sha256 === null) throw new Error(`it can't be read: ${file}`)
  const { run } = await client.call('run.start', { file, sha256, mode: 'rehearsal', environment: 'local', inputs: {} })
  return run
}

/** In the page, before anything of it: each message of the socket, until the frame after it is on the screen. */
function watch(): void {
  const paints: number[] = []
  Object.assign(globalThis, { benchPaints: paints })
  const after = new MessageChannel()
  let waiting: number[] = []
  // Posted in a frame, heard once that frame was painted.
  after.port1.addEventListener('message', () => {
    const now = performance.now()
    paints.push(...waiting.map((at) => now - at))
    waiting = []
  })
  after.port1.start()
  let arrived: number[] = []
  const Socket = globalThis.WebSocket
  globalThis.WebSocket = class extends Socket {
    constructor(...args: ConstructorParameters<typeof Socket>) {
      super(...args)
      this.addEventListener('message', ({ timeStamp }) => {
        arrived.push(timeStamp)
        if (arrived.length > 1) return
        requestAnimationFrame(() => {
          waiting.push(...arrived)
          arrived = []
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

function paintsOf(page: Page): Promise<number[]> {
  return page.evaluate(() => (globalThis as unknown as { readonly benchPaints: number[] }).benchPaints)
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
  const token = new URLSearchParams(hash.slice(1)).get(TOKEN_KEY) ?? ''
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

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN
}
