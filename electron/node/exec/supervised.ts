/** The host's side of a supervised program: starts it, or takes up one that another host started, follows it, stops it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Attempt, Clock } from '../../core/ports.ts'
import { onDisk } from '../appFolder.ts'
import { isAlive, processStart } from '../process.ts'
import { removeSegments } from './capture.ts'
import { childEnv } from './childEnv.ts'
import { claim, FILE, readJson, type Processes, type ProgramExit } from './files.ts'
import { groupIsAlive, signalGroup } from './group.ts'
import { createSegmentReader } from './segments.ts'
import type { ProgramSpec } from './spec.ts'

/** How a program ended; `lost`: its supervisor died and took the answer with it. */
export type SupervisedEnd = ProgramExit & { readonly lost?: string }

export interface Follow {
  /** The attempt's folder; must be there. */
  readonly folder: string
  readonly clock: Clock
  readonly onOutput: (text: string) => void
  /** Once; never before the call that started it has returned. */
  readonly onEnd: (end: SupervisedEnd) => void
}
export interface Launcher {
  /** The Node that runs supervisors, and the script. */
  readonly node: string
  readonly script: string
}

/** Output and ends of others' programs are looked for this often, ms. */
const LOOK_EVERY_MS = 50
/** Asking who a process is costs a program's start where there is no /proc. */
const ASK_WHO_EVERY_MS = process.platform === 'linux' ? 0 : 5_000
/** Between its claim and its pid a supervisor needs about 1 ms. */
const PID_WITHIN_MS = 2_000

export const SUPERVISOR_SCRIPT = onDisk(fileURLToPath(new URL(`./supervisor${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)))

/** Starts a supervisor in `folder`. Throws nothing: what goes wrong is an end with an error. */
export function launch(spec: Omit<ProgramSpec, 'inode'>, launcher: Launcher, follow: Follow): Attempt {
  const inode = String(statSync(follow.folder, { bigint: true }).ino)
  const child = spawn(launcher.node, [launcher.script], {
    cwd: follow.folder,
    env: childEnv(process.env, launcher.node, {}),
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    windowsHide: true,
  })
  child.unref()
  const stdin = child.stdin
  // It may be gone before it has read all: its exit says so.
  stdin?.on('error', () => undefined)
  stdin?.write(`${JSON.stringify({ ...spec, inode })}\n`)
  if (!spec.tethered) stdin?.end()
  // A pipe would keep the host alive; the program must not.
  ;(stdin as unknown as { unref?: () => void } | null)?.unref?.()
  return followProgram(follow, child)
}

/** Follows what another host launched. */
export function adopt(follow: Follow): Attempt {
  return followProgram(follow)
}

/** What stands in the folder of a program that another host launched. `claim` must have been tried, and failed. */
export function inspect(folder: string, clock: Clock): 'ended' | 'alive' | 'lost' {
  if (existsSync(join(folder, FILE.exit))) return 'ended'
  const processes = readJson(join(folder, FILE.pid)) as Processes | undefined
  if (processes === undefined) {
    const sinceMs = clock.wallMs() - statSync(join(folder, FILE.begun)).mtimeMs
    return sinceMs >= 0 && sinceMs < PID_WITHIN_MS ? 'alive' : 'lost'
  }
  if (isAlive(processes.supervisor.pid, processes.supervisor.start)) return 'alive'
  // It may have written its last word between our two looks.
  return existsSync(join(folder, FILE.exit)) ? 'ended' : 'lost'
}

/** The end that a supervisor wrote. */
export function readExit(folder: string): SupervisedEnd | undefined {
  const exit = readJson(join(folder, FILE.exit)) as ProgramExit | undefined
  // A stop that met the program's own end is a stop, whoever reads it.
  return exit === undefined ? undefined : { ...exit, stopped: exit.stopped || existsSync(join(folder, FILE.stop)) }
}

/** Kills a program whose supervisor is gone: nobody reads its output any more, and its step will be over. */
export function killOrphans(folder: string): void {
  const program = (readJson(join(folder, FILE.pid)) as Processes | undefined)?.program
  if (program === undefined) return
  const now = processStart(program.pid)
  // A group keeps its leader's pid from being reused, so members without a leader are still its own.
  if ((now === undefined || now === program.start) && groupIsAlive(program.pid)) signalGroup(program.pid, 'SIGKILL')
}

function followProgram(follow: Follow, child?: ChildProcess): Attempt {
  const { folder, clock } = follow
  const reader = createSegmentReader(folder)
  const begunBy = clock.monoMs() + PID_WITHIN_MS
  let askedWhoAt = Number.NEGATIVE_INFINITY
  let over = false
  let stopAsked = false
  let cancel = clock.after(LOOK_EVERY_MS, look)
  child?.on('exit', onExit).on('error', onError)

  return {
    stop() {
      if (over) return
      stopAsked = true
      tryWrite(join(folder, FILE.stop))
      // Not begun yet: with the claim taken away it never will.
      if (claim(folder)) {
        leave()
        over = false
        cancel = clock.after(0, () => end({ stopped: true, interrupted: false }))
      } else wake()
    },
    detach() {
      leave()
      // The leash of a tethered one.
      child?.stdin?.destroy()
    },
  }

  function leave(): void {
    over = true
    cancel()
    child?.off('exit', onExit)
  }

  function look(): void {
    if (over) return
    reader.read(follow.onOutput)
    if (existsSync(join(folder, FILE.exit))) return finish()
    if (child === undefined && !supervisorLives()) return finish()
    cancel = clock.after(LOOK_EVERY_MS, look)
  }

  function onExit(): void {
    if (!over) finish()
  }

  function onError(error: NodeJS.ErrnoException): void {
    if (!over && child?.pid === undefined) end({ stopped: false, interrupted: false, error: { code: 'NOSUPERVISOR', message: `Its supervisor could not be started: ${error.message}` } })
  }

  function finish(): void {
    reader.readAll(follow.onOutput)
    const exit = readExit(folder)
    if (exit !== undefined) return end(exit)
    killOrphans(folder)
    end({ stopped: existsSync(join(folder, FILE.stop)), interrupted: false, lost: 'its supervisor ended without saying how the program ended' })
  }

  function end(result: SupervisedEnd): void {
    if (over) return
    leave()
    removeSegments(folder)
    follow.onEnd(stopAsked ? { ...result, stopped: true } : result)
  }

  function supervisorLives(): boolean {
    const processes = readJson(join(folder, FILE.pid)) as Processes | undefined
    if (processes === undefined) return clock.monoMs() < begunBy
    const { pid, start } = processes.supervisor
    if (clock.monoMs() - askedWhoAt < ASK_WHO_EVERY_MS) return exists(pid)
    askedWhoAt = clock.monoMs()
    // The pid may belong to somebody else by now, so the exit file is looked for again after this.
    return isAlive(pid, start)
  }

  function wake(): void {
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) return void child.kill('SIGTERM')
    const supervisor = (readJson(join(folder, FILE.pid)) as Processes | undefined)?.supervisor
    if (supervisor !== undefined && isAlive(supervisor.pid, supervisor.start)) process.kill(supervisor.pid, 'SIGTERM')
  }
}

/** On a full disk the wish is not there for a later host, but this one still has it. */
function tryWrite(path: string): void {
  try {
    writeFileSync(path, '', { mode: 0o600 })
  } catch {
    // Nothing more can be done.
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The last `bytes` of an attempt's output as text. */
export function outputTail(folder: string, bytes = 64 * 1024): string {
  try {
    const all = readFileSync(join(folder, FILE.output))
    return all.subarray(Math.max(0, all.length - bytes)).toString('utf8')
  } catch {
    return ''
  }
}
