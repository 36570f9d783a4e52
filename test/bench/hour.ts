/**
 * What the page keeps over an hour of a run: the real host under a virtual clock, the built page in real Chromium under a clock that goes on
 * with it. In each of ten lanes a step ends every minute, and somebody writes a note a second, in handfuls: 4,800 events, and half an hour in
 * all that is bounded is full.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { CDPSession } from 'playwright'
import type { Input, MethodName, Output } from '../../electron/contract/api.ts'
import { ROLES } from '../../electron/contract/roles.ts'
import { createVirtualClock } from '../../electron/core/rehearsal/virtualClock.ts'
import { systemClock } from '../../electron/node/clock.ts'
import { createHost } from '../../electron/node/host.ts'
import { createCaller } from '../../electron/node/service/caller.ts'
import { createService } from '../../electron/node/service/service.ts'
import { reachOf } from '../../electron/web/reach.ts'
import { createTokens } from '../../electron/web/tokens.ts'
import { startWebHost } from '../../electron/web/webHost.ts'
import { launchChromium } from '../support/chromium.ts'
import type { Measured } from './measure.ts'

const PAGE = fileURLToPath(new URL('../../out/renderer', import.meta.url))
const LANES = 10
const STEPS_A_LANE = 60
const HOUR_S = 3_600
/** So much time passes at once; clocks tick each second of it. */
const STRIDE_S = 15
const TICK_MS = 20
/** The page's clock may be a little before the host's, and never goes back. */
const AHEAD_MS = 2_000
const MB = 2 ** 20
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined }

export async function hourBenches(): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'runthrough-bench-'))
  const clock = createVirtualClock(Date.now())
  const host = createHost({ folder: join(folder, 'data'), log: SILENT, clock })
  const handle = createService(host, { version: '0.0.0', account: 'captain', machine: 'bench', examples: join(folder, 'no-examples') })
  const web = await startWebHost({ ...reachOf({}), pageFolder: PAGE, tokens: createTokens(ROLES), port: 0, clock: systemClock(), log: SILENT, serve: (wire, role) => void handle.serve(wire, { role, via: 'link' }) })
  const browser = await launchChromium()
  try {
    const call = callOf(handle)
    // As real time does, until the hour begins.
    const from = performance.now()
    const ticking = setInterval(() => clock.advance(Math.floor(performance.now() - from - clock.monoMs())), TICK_MS)
    const run = await started(call, folder)
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.clock.install({ time: clock.wallMs() })
    await page.goto(web.url('captain') ?? '')
    await page.getByRole('heading', { name: 'Library' }).waitFor()
    await page.goto(`${web.origin}/run/${run}`)
    await page.getByRole('button', { name: /^Done/ }).waitFor()
    clearInterval(ticking)
    await page.clock.pauseAt(clock.wallMs() + AHEAD_MS)
    clock.advance(AHEAD_MS)
    await call('run.command', { run, command: { do: 'done', step: 'begin' } })
    const inspector = await page.context().newCDPSession(page)
    await inspector.send('Performance.enable')
    const goOn = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += STRIDE_S) {
        for (let note = 0; note < STRIDE_S; note += 1) await call('run.command', { run, command: { do: 'note', text: `Second ${second + note}: all is well` } })
        clock.advance(STRIDE_S * 1_000)
        await turn()
        await page.clock.runFor(STRIDE_S * 1_000)
      }
    }
    await goOn(HOUR_S / 2)
    const half = await keptOf(inspector)
    await goOn(HOUR_S / 2)
    const end = await keptOf(inspector)
    const row = (what: string, per: string, of: (kept: Kept) => number, unit: NonNullable<Measured['unit']>): Measured => ({ bench: `page, an hour, 4,800 events: ${what}`, per, against: 'after half an hour', oursMs: of(end), baselineMs: of(half), ratio: of(end) / of(half), rounds: 1, unit })
    return [row('heap', 'page', ({ heap }) => heap / MB, 'MB'), row('DOM nodes', 'page', ({ nodes }) => nodes, 'nodes'), row('listeners', 'page', ({ listeners }) => listeners, 'listeners')]
  } finally {
    await browser.close()
    await web.close()
    await handle.close()
    host.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

interface Kept {
  /** Bytes in use after everything was let go of. */
  readonly heap: number
  readonly nodes: number
  readonly listeners: number
}

async function keptOf(inspector: CDPSession): Promise<Kept> {
  await inspector.send('HeapProfiler.collectGarbage')
  const { usedSize: heap } = await inspector.send('Runtime.getHeapUsage')
  const { metrics } = await inspector.send('Performance.getMetrics')
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return { heap, nodes: of('Nodes'), listeners: of('JSEventListeners') }
}

type Call = <M extends MethodName>(method: M, input: Input<M>) => Promise<Output<M>>

function callOf({ service }: ReturnType<typeof createService>): Call {
  const captain = createCaller({ role: 'captain', via: 'window', name: 'captain' })
  const { signal } = new AbortController()
  return async (method, input) => service.methods[method](input as never, captain, signal) as Promise<never>
}

/** One lane after the other: every six seconds a step ends and the next begins. */
function bookText(): string {
  const lengthMs = (HOUR_S * 1000) / STEPS_A_LANE
  const lane = (number: number): string => `      lane${number}:\n${Array.from({ length: STEPS_A_LANE }, (_, step) => `        - { step: s${number}-${step}, kind: wait, title: "Lane ${number}, step ${step}", for: ${step === 0 ? lengthMs + (number * lengthMs) / LANES : lengthMs}ms, planned: 1m, owner: captain }\n`).join('')}`
  return `runbook: hour
title: An hour
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

async function started(call: Call, folder: string): Promise<string> {
  const path = join(folder, 'hour.yaml')
  const text = bookText()
  writeFileSync(path, text)
  const { file } = await call('library.open', { path })
  const { trustSha256 } = await call('trust.show', { file })
  await call('trust.approve', { file, trustSha256 })
  const { run } = await call('run.start', { file, sha256: createHash('sha256').update(text).digest('hex'), mode: 'rehearsal', environment: 'local', inputs: {} })
  return run
}
