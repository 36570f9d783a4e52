/** Starts the built command line as a user does: a process, a data folder of its own, no terminal. */
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { readRunbook, usable } from '../../electron/node/catalog.ts'
import { createHost } from '../../electron/node/host.ts'
import { approve as approveBook, trustFacts } from '../../electron/node/trust.ts'
import type { AtEnd } from '../support/atEnd.ts'

const MAIN = fileURLToPath(new URL('../../out/cli/main.js', import.meta.url))
export const RUNBOOKS = fileURLToPath(new URL('../../runbooks', import.meta.url))
const BOOKS = fileURLToPath(new URL('books', import.meta.url))
export const TOUR = join(RUNBOOKS, 'tour.yaml')

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** The one document on stdout. */
  // oxlint-disable-next-line typescript/no-explicit-any -- what is in it is what the tests are about
  readonly json: any
}

export interface Started {
  readonly ended: Promise<Ended>
  /** Resolves with the match once stderr holds it; rejects where the process ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>
  /** The same of stdout. */
  prints(pattern: RegExp): Promise<RegExpExecArray>
  signal(name: NodeJS.Signals): void
}

export interface Desk {
  /** A folder of its own. */
  readonly folder: string
  readonly data: string
  /** One that is still there at the end is killed. */
  start(...args: readonly string[]): Started
  run(...args: readonly string[]): Promise<Ended>
  /** A folder with copies of the test's runbooks: not those that are approved. */
  books(): string
  /** An empty folder for the programs of a run. */
  work(): string
  /** A copy of the tour, approved, whose programs no busy machine makes late. */
  unhurriedTour(): string
  /** The waiting run, approved, ready to be rehearsed. */
  waiting(): { readonly file: string; readonly work: string; goesOn(): void; fails(): void }
}

/** `atEnd`: of the test, unless several share it. */
export function desk(env: NodeJS.ProcessEnv = {}, atEnd: AtEnd = onTestFinished): Desk {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'runthrough-cli-')))
  atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  const data = join(folder, 'data')
  const start = (...args: readonly string[]): Started => launch(args, folder, { ...process.env, FORCE_COLOR: undefined, ...env, RUNTHROUGH_DATA: data }, atEnd)
  const run = (...args: readonly string[]): Promise<Ended> => start(...args).ended
  const books = (): string => {
    const copy = join(folder, 'books')
    cpSync(BOOKS, copy, { recursive: true })
    return copy
  }
  let works = 0
  const work = (): string => {
    const made = join(folder, `work-${(works += 1)}`)
    mkdirSync(made)
    return made
  }
  /** As `runthrough trust` does it, which has tests of its own: without two more starts. */
  function approve(file: string): void {
    const host = createHost({ folder: data, log: { info: () => undefined, warn: () => undefined, error: () => undefined } })
    const book = readRunbook(file)
    approveBook(host.store, book, trustFacts(book, usable(book).runbook), 'the test', host.clock)
    host.close()
  }
  return {
    folder,
    data,
    start,
    run,
    books,
    work,
    unhurriedTour() {
      const file = copyUnhurried(join(folder, 'unhurried'))
      approve(file)
      return file
    },
    waiting() {
      const file = join(books(), 'waiting.yaml')
      approve(file)
      const its = work()
      return { file, work: its, goesOn: () => writeFileSync(join(its, 'go'), ''), fails: () => writeFileSync(join(its, 'fail'), '') }
    },
  }
}

/** The tour with time-outs and planned times that no busy machine exceeds and, where it is given, another title; its file. */
export function copyUnhurried(folder: string, title?: string): string {
  cpSync(join(RUNBOOKS, 'tour'), join(folder, 'tour'), { recursive: true })
  const file = join(folder, 'unhurried.yaml')
  const text = readFileSync(TOUR, 'utf8').replaceAll(/timeout: \d+s\b/g, 'timeout: 5m').replaceAll(/planned: 1s\b/g, 'planned: 1m')
  writeFileSync(file, title === undefined ? text : text.replace(/^title: .*$/m, `title: ${title}`))
  return file
}

function launch(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv, atEnd: AtEnd): Started {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  let over = false
  atEnd(() => void child.kill('SIGKILL'))
  const lookers = new Set<() => void>()
  const look = (): void => {
    for (const looker of lookers) looker()
  }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    look()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    look()
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      over = true
      resolve({
        code: code ?? -1,
        stdout,
        stderr,
        get json() {
          return JSON.parse(stdout)
        },
      })
      look()
    })
  })
  const heard = (pattern: RegExp, text: () => string): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const looker = (): void => {
        const found = pattern.exec(text())
        if (!found && !over) return
        lookers.delete(looker)
        if (found) resolve(found)
        else reject(new Error(`it ended without saying ${pattern}:\n${stderr}\n${stdout}`))
      }
      lookers.add(looker)
      looker()
    })
  return {
    ended,
    says: (pattern) => heard(pattern, () => stderr),
    prints: (pattern) => heard(pattern, () => stdout),
    signal: (name) => void child.kill(name),
  }
}

/** The id of a run that was started, from stderr. */
export async function runId(started: Started): Promise<string> {
  const [, id = ''] = await started.says(/^run (r-\S+)\n/m)
  return id
}
