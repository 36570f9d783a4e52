/** A run on a virtual clock, shown by the real view on a fake terminal. Tests wait for frames, never for time. */
import { EventEmitter } from 'node:events'
import { render } from 'ink'
import { createElement } from 'react'
import { onTestFinished } from 'vitest'
import type { StepId } from '../../../electron/core/ports.ts'
import { compile } from '../../../electron/core/machine/compile.ts'
import type { RunFacts } from '../../../electron/core/run/events.ts'
import type { RunState } from '../../../electron/core/run/state.ts'
import type { Runbook } from '../../../electron/core/runbook/model.ts'
import type { StepSignal } from '../../../electron/core/runbook/work.ts'
import type { Comparison, Forecast, ViewInput } from '../../../electron/core/view/input.ts'
import { ON_DARK } from '../../../electron/cli/view/palette.ts'
import { createSource, LiveView, type LiveViewOptions } from '../../../electron/cli/view/liveView.tsx'
import { createSignalLog } from '../../../electron/node/hub/signalLog.ts'
import type { DrivenRun } from '../../../electron/node/drivenRun.ts'
import { drive, maria, type Driven } from '../../support/drive.ts'

export const UNKNOWN: Comparison = { plannedMs: null, medianMs: null, bestMs: null, lastMs: null, p90Ms: null }
export const KEYS = { enter: '\r', escape: '\u001B', tab: '\t', back: '\u001B[Z', backspace: '\u007F', interrupt: '\u0003', down: '\u001B[B', clear: '\u0015' }

/** Keeps what is written as frames; those who wait for a text are told. */
export class FakeStdout extends EventEmitter {
  isTTY = true
  readonly written: string[] = []
  columns: number
  rows: number
  constructor(columns: number, rows: number) {
    super()
    this.columns = columns
    this.rows = rows
  }
  write(text: string, then?: unknown, later?: unknown): boolean {
    this.written.push(text)
    this.emit('frame')
    const done = typeof then === 'function' ? then : later
    if (typeof done === 'function') done()
    return true
  }
  resize(columns: number, rows: number): void {
    this.columns = columns
    this.rows = rows
    this.emit('resize')
  }
}

export class FakeStdin extends EventEmitter {
  isTTY = true
  raw = false
  private waiting: string[] = []
  /** As a stream does: what came before anybody listened is still there to be read. */
  override addListener(name: string, listener: (...args: unknown[]) => void): this {
    super.addListener(name, listener)
    if (name === 'readable' && this.waiting.length > 0) queueMicrotask(() => this.emit('readable'))
    return this
  }
  type(text: string): void {
    this.waiting.push(text)
    this.emit('readable')
  }
  read(): string | null {
    return this.waiting.shift() ?? null
  }
  setRawMode(raw: boolean): this {
    this.raw = raw
    this.emit('raw')
    return this
  }
  setEncoding(): this {
    return this
  }
  resume(): this {
    return this
  }
  pause(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }
}

export interface Watched {
  readonly driven: DrivenRun
  settle(): void
  fail(error: Error): void
  signal(signal: StepSignal): void
}

/** The engine of test/support as a host would drive it. */
export function watched(run: Driven, book: Runbook): Watched {
  const listeners = new Set<(signal: StepSignal) => void>()
  let settle: (state: RunState) => void = () => undefined
  let fail: (error: Error) => void = () => undefined
  const settled = new Promise<RunState>((resolve, reject) => {
    settle = resolve
    fail = reject
  })
  settled.catch(() => undefined)
  const driven: DrivenRun = {
    id: 'r1' as DrivenRun['id'],
    runbook: book,
    compiled: compile(book),
    get engine() {
      return run.engine
    },
    submit: (command, actor) => run.engine.submit(command, actor),
    onSignal(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    measureLoss: () => Promise.reject(new Error('nothing is measured here')),
    settled,
    lost: settled.then(() => new Promise<never>(() => undefined), (error: Error) => error),
    close: () => run.engine.close(),
  }
  return { driven, settle: () => settle(run.engine.state), fail, signal: (signal) => listeners.forEach((listener) => listener(signal)) }
}

interface Showing {
  readonly facts?: Partial<RunFacts>
  readonly columns?: number
  readonly rows?: number
  readonly colour?: boolean
  readonly forecast?: Forecast
  readonly comparisons?: (step: StepId) => Comparison
  /** What has happened before the view is opened. */
  before?(run: Driven): void
}

export async function show(book: Runbook, { facts = {}, columns = 100, rows = 30, colour = false, forecast, comparisons = () => UNKNOWN, before }: Showing = {}) {
  const run = drive(book, facts)
  before?.(run)
  const { driven, signal } = watched(run, book)
  const stdout = new FakeStdout(columns, rows)
  const stdin = new FakeStdin()
  const options: Pick<LiveViewOptions, 'comparisons' | 'forecast' | 'signals'> = { comparisons, forecast: () => forecast ?? null, signals: createSignalLog(driven) }
  const source = createSource(driven, options)
  let interrupted = false
  const raw = new Promise<void>((resolve) => stdin.once('raw', resolve))
  const ink = render(createElement(LiveView, { driven, actor: maria, source, palette: colour ? ON_DARK : null, onInterrupt: () => (interrupted = true) }), { stdout: stdout as never, stdin: stdin as never, debug: true, exitOnCtrlC: false, patchConsole: false, interactive: true })
  onTestFinished(() => ink.unmount())
  await raw
  const frame = (): string => stdout.written.findLast((text) => text.split('\n').length > 5) ?? ''
  const until = async (is: string | ((frame: string) => boolean)): Promise<string> => {
    const holds = (text: string): boolean => (typeof is === 'string' ? text.includes(is) : is(text))
    while (!holds(frame())) await new Promise((resolve) => stdout.once('frame', resolve))
    return frame()
  }
  const view = {
    run,
    stdout,
    stdin,
    frame,
    until,
    signal,
    interrupted: () => interrupted,
    /** Types each key, waiting for the next frame after each. */
    async keys(...keys: string[]) {
      for (const key of keys) {
        const next = new Promise((resolve) => stdout.once('frame', resolve))
        stdin.type(key)
        await next
      }
      return view
    },
    /** The line with the keys that mean something now. */
    foot: () => frame().split('\n').slice(-3).join(' '),
  }
  return view
}

/** Input of the model, for a run on the virtual clock. */
export function inputOf(run: Driven, book: Runbook, rest: Partial<ViewInput> = {}): ViewInput {
  const compiled = compiledOf(book)
  return { run: 'r1' as ViewInput['run'], compiled, state: run.engine.state, now: run.engine.now(), comparison: 'plan', comparisonOf: (id) => ({ ...UNKNOWN, plannedMs: compiled.layout.place(id).step.plannedMs ?? null }), forecast: null, signs: () => ({ lines: [] }), ...rest }
}

const compilations = new WeakMap<Runbook, ReturnType<typeof compile>>()

function compiledOf(book: Runbook): ReturnType<typeof compile> {
  const found = compilations.get(book) ?? compile(book)
  compilations.set(book, found)
  return found
}
