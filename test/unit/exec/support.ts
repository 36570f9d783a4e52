/** A step runner in a folder of its own, with what it said and how it ended. */
import { execFileSync } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Attempt, AttemptEnd, HttpRequest, Program, RunId } from '../../../electron/core/ports.ts'
import type { Step } from '../../../electron/core/runbook/model.ts'
import type { StepSignal, StepWork } from '../../../electron/core/runbook/work.ts'
import { systemClock } from '../../../electron/node/clock.ts'
import type { StepRunnerOptions } from '../../../electron/node/exec/options.ts'
import { createStepRunner } from '../../../electron/node/exec/stepRunner.ts'
import { step } from '../../support/build.ts'

export const RUN = '01TEST' as RunId

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'runthrough-exec-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

export const program = (...argv: string[]): Program => ({ kind: 'program', argv, shell: false, env: {}, okCodes: [0], files: [] })
export const script = (text: string): Program => program('sh', '-c', text)
export const get = (url: string, expect: Partial<HttpRequest['expect']> = {}): HttpRequest => ({
  kind: 'http',
  method: 'GET',
  url,
  headers: {},
  expect: { status: [200], json: {}, header: {}, ...expect },
})
export const work = (of: Step, attempt = 1): StepWork => ({ run: RUN, step: of, attempt, startedAt: 0 })
export const command = (run: Program | HttpRequest): Step => step('work', { run })

export interface Bench {
  readonly folder: string
  readonly runner: ReturnType<typeof createStepRunner>
  readonly signals: StepSignal[]
  /** All output signals as one text. */
  output(): string
  /** Resolves when the condition holds, which is looked at after each signal. */
  heard(condition: () => boolean): Promise<void>
  /** Starts it and gives the attempt and its end. */
  start(of: Step, attempt?: number): { attempt: Attempt; end: Promise<AttemptEnd> }
  run(of: Step): Promise<AttemptEnd>
  read(file: string): string
}

export function bench(extra: Partial<StepRunnerOptions> = {}): Bench {
  const folder = extra.folder ?? temporaryFolder()
  const signals: StepSignal[] = []
  const listeners = new Set<() => void>()
  const runner = createStepRunner({
    folder,
    cwd: folder,
    values: { vars: {}, inputs: {}, secrets: {} },
    clock: systemClock(),
    mode: 'rehearsal',
    comms: 'shown',
    audiences: {},
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ...extra,
    onSignal(signal) {
      signals.push(signal)
      for (const listener of listeners) listener()
    },
  })
  const self: Bench = {
    folder,
    runner,
    signals,
    output: () => signals.map((signal) => (signal.type === 'output' ? signal.text : '')).join(''),
    heard: (condition) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!condition()) return
          listeners.delete(look)
          resolve()
        }
        listeners.add(look)
        look()
      }),
    start(of, attempt = 1) {
      const { promise: end, resolve } = Promise.withResolvers<AttemptEnd>()
      let reports = 0
      const started = runner.start(work(of, attempt), (result) => {
        if (++reports > 1) throw new Error('reported twice')
        resolve(result)
      })
      return { attempt: started, end }
    },
    run: (of) => self.start(of).end,
    read: (file) => readFileSync(join(folder, file), 'utf8'),
  }
  return self
}

/** A named pipe: a program that reads it waits until `open` is called. */
export function gate(folder: string): { path: string; open: () => void } {
  const path = join(folder, 'gate')
  execFileSync('mkfifo', [path])
  return {
    path,
    open() {
      const fd = openSync(path, 'w')
      writeSync(fd, 'go\n')
      closeSync(fd)
    },
  }
}

export function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return !/\) [ZX] /.test(stat)
  } catch {
    return existsSync('/proc/self') ? false : signalled(pid)
  }
}

function signalled(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Every file below the folder, with its bytes as text. */
export function everything(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile())
  return new Map(files.map((name) => [name, readFileSync(join(folder, name), 'latin1')]))
}
