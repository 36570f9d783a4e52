/**
 * The program between a host and a step's program, started for each of them and independent of the host: it claims the
 * attempt, starts the program, writes its output clean and redacted, stops it when asked, ends what it left behind, and
 * writes how it ended. A host that died finds all of that in the attempt's folder, which is this process's cwd.
 *
 * Why Node and not `sh -c '"$@"; echo $? >exit'` (1 ms): raw output on the disk would hold secrets until a host comes
 * back, and would have no limit. Here no secret ever reaches the disk. The price: a program starts about 50 ms later, its end is known about 15 ms later (measured, two cores).
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { endGroup, signalGroup } from './group.ts'
import { createCapture, crypto } from './capture.ts'
import { claim, FILE, writeWhole, type Processes, type ProgramExit } from './files.ts'
import { openOutput, type Output } from './outputPipe.ts'
import { createPipeline } from './pipeline.ts'
import { redactText } from './redact.ts'
import { processStart } from '../process.ts'
import { parseSpec, type ProgramSpec } from './spec.ts'

/** Output that still comes after everything of the program is gone is somebody else's who holds its pipe. */
const DRAIN_MS = 500
const WRITE_AGAIN_MS = 1_000
const WRITE_FOR_MS = 600_000

readSpec((spec) => {
  if (spec === undefined || String(statSync('.', { bigint: true }).ino) !== spec.inode) process.exit(0)
  supervise(spec)
})

function readSpec(then: (spec: ProgramSpec | undefined) => void): void {
  let text = ''
  const finish = (): void => {
    process.stdin.off('data', take).off('end', finish).off('error', finish)
    then(text.endsWith('\n') ? parseSpec(text) : undefined)
  }
  const take = (chunk: string): void => {
    text += chunk
    if (text.endsWith('\n')) finish()
  }
  process.stdin.setEncoding('utf8').on('data', take).on('end', finish).on('error', finish)
}

function supervise(spec: ProgramSpec): void {
  let program: ChildProcess | undefined
  let told = false
  let ending: Promise<void> | undefined
  const stop = (): void => {
    told = true
    if (program?.pid !== undefined) ending ??= endGroup(program.pid, spec.graceMs)
  }
  const why = (): Pick<ProgramExit, 'stopped' | 'interrupted'> => {
    const stopped = existsSync(FILE.stop)
    return { stopped, interrupted: told && !stopped }
  }
  // Before the claim: once it is made, a stop is ours to carry out.
  process.on('SIGTERM', stop)
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined)
  // Windows has no signal that could be caught.
  if (process.platform === 'win32') setInterval(() => existsSync(FILE.stop) && stop(), 100)
  if (!claim('.')) process.exit(0)

  const supervisor = { pid: process.pid, start: processStart(process.pid) ?? '' }
  writePid({ supervisor })
  const capture = createCapture('.')
  const pipeline = createPipeline(spec.secrets)
  const output = openOutput((bytes) => capture.write(pipeline.write(bytes)))
  const fail = (error: NodeJS.ErrnoException): void => {
    output.close()
    // The system's words repeat the command.
    finish({ error: { code: error.code ?? 'unknown', message: redactText(error.message, spec.secrets) }, ...why() })
  }
  const cwdProblem = problemWithFolder(spec.cwd)
  if (cwdProblem !== undefined) return fail(cwdProblem)
  try {
    program = startProgram(spec, output)
  } catch (error) {
    return fail(error as NodeJS.ErrnoException)
  }
  const { pid } = program
  program.on('error', (error) => pid === undefined && fail(error))
  if (pid === undefined) return
  writePid({ supervisor, program: { pid, start: processStart(pid) ?? '' } })
  output.started(program)
  setImmediate(crypto)
  // Asked before it could be signalled: the asker reads the pid file after writing its wish, we look for the wish after writing the pid.
  if (told || existsSync(FILE.stop)) stop()
  if (spec.tethered) tether(() => signalGroup(pid, 'SIGKILL'))
  else process.stdin.destroy()

  program.on('exit', async (code, signal) => {
    // Children do not outlive their step.
    await (ending ??= endGroup(pid, spec.graceMs))
    await output.drained(DRAIN_MS)
    output.close()
    capture.write(pipeline.end())
    const kept = capture.end()
    finish({ ...(code === null ? {} : { code }), ...(signal === null ? {} : { signal }), ...why(), ...(kept === undefined ? {} : { output: kept }) })
  })
}

function startProgram(spec: ProgramSpec, output: Output): ChildProcess {
  const options = { cwd: spec.cwd, env: { ...spec.env }, stdio: output.stdio, detached: process.platform !== 'win32', windowsHide: true }
  const [file = '', ...args] = spec.argv
  if (!spec.shell) return spawn(file, args, options)
  if (process.platform !== 'win32') return spawn('sh', ['-c', file], options)
  return spawn('cmd.exe', ['/d', '/s', '/c', `"${file}"`], { ...options, windowsVerbatimArguments: true })
}

/** A missing cwd would look like a missing program. */
function problemWithFolder(cwd: string): NodeJS.ErrnoException | undefined {
  const isFolder = statSync(cwd, { throwIfNoEntry: false })?.isDirectory() ?? false
  return isFolder ? undefined : Object.assign(new Error(`The folder ${cwd} does not exist.`), { code: 'NOCWD' })
}

function tether(kill: () => void): void {
  for (const event of ['end', 'close', 'error']) process.stdin.on(event, kill)
  process.stdin.resume()
}

function writePid(processes: Processes): void {
  try {
    writeWhole(FILE.pid, JSON.stringify(processes))
  } catch {
    // A full disk: the parent needs no pid file, a later host will call the attempt lost.
  }
}

/** On a full disk it tries again: the result is worth waiting for. */
function finish(exit: ProgramExit, since = performance.now()): void {
  try {
    writeWhole(FILE.exit, JSON.stringify(exit))
  } catch (error) {
    const folderIsThere = (error as NodeJS.ErrnoException).code !== 'ENOENT'
    if (folderIsThere && performance.now() - since < WRITE_FOR_MS) {
      setTimeout(() => finish(exit, since), WRITE_AGAIN_MS)
      return
    }
  }
  process.exit(0)
}
