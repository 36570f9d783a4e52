/** A service on a data folder of its own, with runbooks whose programs really run, and pages that look at its streams. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished } from 'vitest'
import { STREAMS, type EventOf, type Input, type MethodName, type Output, type SnapshotOf } from '../../../electron/contract/api.ts'
import type { Caller, Opened, Sink } from '../../../electron/contract/service.ts'
import type { RunFrame, RunSnapshot } from '../../../electron/contract/shapes/run.ts'
import type { Mark } from '../../../electron/contract/wire.ts'
import { nodeHash } from '../../../electron/node/hash.ts'
import { createHost, type Host } from '../../../electron/node/host.ts'
import { createCaller } from '../../../electron/node/service/caller.ts'
import { createService } from '../../../electron/node/service/service.ts'
import type { ServiceHandle } from '../../../electron/node/service/compose.ts'
import { temporaryFolder } from '../store/support.ts'

export interface Desk {
  readonly host: Host
  readonly handle: ServiceHandle
  /** Its data folder. */
  readonly data: string
  readonly captain: Caller
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>
  /** The "no" in words. */
  refused<M extends MethodName>(method: M, input: Input<M>): Promise<{ code: string; message: string; hint: string }>
  /** Writes a runbook and starts a tabletop of it; where it has commands: approves it and starts a rehearsal. */
  start(text: string, more?: Partial<Input<'run.start'>>): Promise<string>
  look(run: string, after?: Mark): Page
  listen(run: string, after?: Mark): Listening
}

export function desk(data = join(realpathSync(temporaryFolder()), 'data')): Desk {
  const host = createHost({ folder: data, log: { info: () => undefined, warn: () => undefined, error: () => undefined } })
  const handle = createService(host, { version: '1.2.3', account: 'ada', machine: 'test', examples: join(data, 'no-examples') })
  onTestFinished(async () => {
    await handle.close()
    host.close()
  })
  return deskOf(host, handle, data)
}

export function deskOf(host: Host, handle: ServiceHandle, data: string): Desk {
  const captain = createCaller({ role: 'captain', via: 'window', name: 'Ada' })
  const { service } = handle
  const signal = new AbortController().signal
  const call: Desk['call'] = async (method, input) => service.methods[method](input as never, captain, signal) as Promise<never>
  let books = 0
  const its: Desk = {
    host,
    handle,
    data,
    captain,
    call,
    async refused(method, input) {
      const answer = await call(method, input).then(
        () => undefined,
        (error: unknown) => error,
      )
      expect(answer).toBeInstanceOf(Error)
      return answer as { code: string; message: string; hint: string }
    },
    async start(text, more = {}) {
      books += 1
      const folder = join(data, '..', `books-${books}`)
      mkdirSync(folder)
      writeFileSync(join(folder, 'book.yaml'), text)
      const { file } = await call('library.open', { path: join(folder, 'book.yaml') })
      const executes = text.includes('kind: command')
      if (executes) {
        const { trustSha256 } = await call('trust.show', { file })
        await call('trust.approve', { file, trustSha256 })
      }
      const how = executes ? ({ mode: 'rehearsal', environment: 'local' } as const) : ({ mode: 'tabletop' } as const)
      const { run } = await call('run.start', { file, sha256: nodeHash.sha256(text), inputs: {}, ...how, ...more })
      return run
    },
    look: (run, after) => lookAt(its, run, after),
    listen: (run, after) => listenTo(its, run, after),
  }
  return its
}

interface Shown<S extends 'run' | 'output'> {
  readonly snapshots: { readonly mark: Mark; readonly data: SnapshotOf<S> }[]
  readonly events: { readonly seq: number; readonly data: EventOf<S> }[]
  /** What it was over for. */
  readonly over: unknown[]
  readonly mark: Mark
  /** Resolves as soon as it holds of what is shown. */
  until(holds: () => boolean): Promise<void>
  close(): void
  refresh(): void
}

export interface Page extends Shown<'run'> {
  /** The snapshot, with every frame since applied as a page does it. */
  readonly view: RunSnapshot
}

export interface Listening extends Shown<'output'> {
  /** All that one attempt has said as far as it is shown. */
  said(step: string): string
}

function show<S extends 'run' | 'output'>(stream: S, open: (sink: Sink<S>) => Opened, take: { snapshot(data: SnapshotOf<S>): void; event(data: EventOf<S>): void }): Shown<S> {
  const snapshots: Shown<S>['snapshots'] = []
  const events: Shown<S>['events'] = []
  const over: unknown[] = []
  let mark: Mark | undefined
  let wake: () => void = () => undefined
  // As it would cross the wire.
  const crossed = <T>(shape: { parse(data: unknown): unknown }, data: T): T => shape.parse(JSON.parse(JSON.stringify(data))) as T
  const opened = open({
    behind: false,
    snapshot(at, data) {
      const seen = crossed(STREAMS[stream].snapshot, data)
      snapshots.push({ mark: at, data: seen })
      mark = at
      take.snapshot(seen)
      wake()
    },
    event(seq, data) {
      if (mark) expect(seq).toBe(mark.seq + 1)
      const seen = crossed(STREAMS[stream].event, data)
      events.push({ seq, data: seen })
      mark = { epoch: mark?.epoch ?? '', seq }
      take.event(seen)
      wake()
    },
    over(error) {
      over.push(error)
      wake()
    },
  })
  onTestFinished(() => opened.close())
  return {
    snapshots,
    events,
    over,
    get mark() {
      if (!mark) throw new Error('nothing was shown yet')
      return mark
    },
    async until(holds) {
      while (!holds()) await new Promise<void>((resolve) => (wake = resolve))
    },
    close: () => opened.close(),
    refresh: () => opened.refresh(),
  }
}

function lookAt({ handle, captain }: Desk, run: string, after: Mark | undefined): Page {
  let view: RunSnapshot | undefined
  const shown = show('run', (sink) => handle.service.streams.run({ run }, captain, sink, after), {
    snapshot: (data) => void (view = data),
    event: (frame) => void (view = view && applied(view, frame)),
  })
  return Object.defineProperties(shown, {
    view: {
      get() {
        if (!view) throw new Error('no snapshot was shown yet')
        return view
      },
    },
  }) as Page
}

function listenTo({ handle, captain }: Desk, run: string, after: Mark | undefined): Listening {
  const said = new Map<string, string>()
  const shown = show('output', (sink) => handle.service.streams.output({ run }, captain, sink, after), {
    snapshot({ attempts }) {
      said.clear()
      for (const { step, text } of attempts) said.set(step, text)
    },
    event: ({ step, text }) => void said.set(step, (said.get(step) ?? '') + text),
  })
  return Object.assign(shown, { said: (step: string) => said.get(step) ?? '' })
}

/** As a page does it. */
export function applied(page: RunSnapshot, { order = page.order, rows = [], now = page.now, card = page.card, log = [] }: RunFrame): RunSnapshot {
  const known = new Map([...page.rows, ...rows].map((row) => [row.step, row]))
  return { ...page, order, rows: order.flatMap((step) => known.get(step) ?? []), now, card, log: [...page.log, ...log].slice(-200) }
}

/** Steps of one phase; `more` at the end of the file. */
export function bookOf(steps: readonly string[], more = '', id = 'small'): string {
  return `runbook: ${id}
title: Small
window: { length: 1h, safety-floor: 5m }
environments: { local: { grade: 1 } }
roles: { captain: {} }
phases:
  - phase: one
    rollback: { branch: back }
    steps:
${steps.map((step) => `      - { ${step}, owner: captain, planned: 1m }`).join('\n')}
branches:
  - branch: back
    kind: rollback
    steps:
      - { step: restore, kind: manual, planned: 1m, owner: captain }
      - { step: proof, kind: check, planned: 1m, owner: captain, timeout: 1m, run: { command: ["true"] }, on: { failure: hold } }
    ends: rolled-back
${more}`
}

/** A command step that runs a line of JavaScript. */
export const script = (id: string, code: string): string => `step: ${id}, kind: command, timeout: 2m, run: { command: [node, -e, ${JSON.stringify(code)}] }`
export const manual = (id: string): string => `step: ${id}, kind: manual`

/** Another process with a service of its own on that data folder: hostProcess.ts. */
export interface OtherHost {
  readonly child: ChildProcess
  /** Its next line. */
  line(): Promise<string>
  kill(): Promise<void>
}

export function otherHost(...args: readonly string[]): OtherHost {
  const child = spawn(process.execPath, [fileURLToPath(new URL('hostProcess.ts', import.meta.url)), ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await exited
  }
  onTestFinished(kill)
  return { child, kill, line: async () => (await lines.next()).value as string }
}
