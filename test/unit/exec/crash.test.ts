import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import type { AttemptEnd, Recovery } from '../../../electron/core/ports.ts'
import type { Step } from '../../../electron/core/runbook/model.ts'
import { systemClock } from '../../../electron/node/clock.ts'
import type { Processes } from '../../../electron/node/exec/files.ts'
import { launch, SUPERVISOR_SCRIPT } from '../../../electron/node/exec/supervised.ts'
import { step } from '../../support/build.ts'
import { bench, command, everything, gate, get, isRunning, program, script, temporaryFolder, work } from './support.ts'
import { until } from '../../support/until.ts'

const HOST = fileURLToPath(new URL('./host.ts', import.meta.url))

/** Starts the step in a host of its own and kills that with SIGKILL as soon as it has heard `word`. */
async function startAndKillHost(folder: string, of: Step, word: string): Promise<void> {
  const host = spawn(process.execPath, [HOST, JSON.stringify({ folder, step: of })], { stdio: ['ignore', 'pipe', 'inherit'] })
  let heard = ''
  await new Promise<void>((resolve, reject) => {
    host.stdout.on('data', (chunk: Buffer) => {
      heard += chunk
      if (heard.includes(word)) resolve()
    })
    host.on('exit', () => reject(new Error(`the host ended by itself: ${heard}`)))
  })
  host.removeAllListeners('exit')
  const gone = new Promise((resolve) => host.on('exit', resolve))
  host.kill('SIGKILL')
  await gone
}

function recover(folder: string, of: Step): { recovery: Recovery; end: Promise<AttemptEnd>; output: () => string } {
  const { runner, output } = bench({ folder })
  let recovery!: Recovery
  const end = new Promise<AttemptEnd>((resolve) => (recovery = runner.recover(work(of), resolve)))
  return { recovery, end, output }
}

const processes = (folder: string): Processes => JSON.parse(readFileSync(join(folder, 'work/1/pid'), 'utf8')) as Processes

test('a program outlives its host: the next one follows it, with all of its output', async () => {
  const folder = temporaryFolder()
  const { path, open } = gate(folder)
  const of = command(script(`echo one; cat "${path}"; echo two`))
  await startAndKillHost(folder, of, 'one')
  const { recovery, end, output } = recover(folder, of)
  expect(recovery.found).toBe('following')
  open()
  expect(await end).toMatchObject({ outcome: 'done', exitCode: 0, output: { file: 'work/1/output.txt', bytes: 11 } })
  expect(output()).toBe('one\ngo\ntwo\n')
})

test('a program that ended without a host is found with its exit code and output', async () => {
  const folder = temporaryFolder()
  const { path, open } = gate(folder)
  const of = command(script(`echo one; cat "${path}"; echo hunter22; exit 7`))
  await startAndKillHost(folder, of, 'one')
  open()
  await until(() => existsSync(join(folder, 'work/1/exit')))
  expect([...everything(folder).values()].join()).not.toContain('hunter22')
  const { recovery } = recover(folder, of)
  expect(recovery).toMatchObject({ found: 'ended', end: { outcome: 'failed', exitCode: 7 } })
  expect(readFileSync(join(folder, 'work/1/output.txt'), 'utf8')).toBe('one\ngo\n[redacted]\n')
  expect(recover(folder, of).recovery, 'and again, were this host to die too').toEqual(recovery)
})

test('an attempt whose supervisor died is lost, and its program does not run on', async () => {
  const folder = temporaryFolder()
  const { path } = gate(folder)
  const of = command(script(`echo one; cat "${path}"`))
  await startAndKillHost(folder, of, 'one')
  const { supervisor, program: child } = processes(folder)
  process.kill(supervisor.pid, 'SIGKILL')
  await until(() => !isRunning(supervisor.pid))
  expect(recover(folder, of).recovery.found).toBe('lost')
  await until(() => !isRunning(child?.pid ?? 0))
})

test('a supervisor that dies under a living host is told as a failure', async () => {
  const { folder, start, heard, output } = bench()
  const { path } = gate(folder)
  const { end } = start(command(script(`echo one; cat "${path}"`)))
  await heard(() => output().includes('one'))
  process.kill(processes(folder).supervisor.pid, 'SIGKILL')
  expect(await end).toMatchObject({ outcome: 'failed', message: expect.stringContaining('lost') })
})

test('an attempt without a folder, or whose folder nobody claimed, never began and may be started', async () => {
  const { folder, runner, run } = bench()
  const of = command(program('true'))
  expect(runner.recover(work(of), () => undefined)).toEqual({ found: 'never-began' })
  mkdirSync(join(folder, 'work/1'), { recursive: true })
  expect(runner.recover(work(of), () => undefined)).toEqual({ found: 'never-began' })
  expect((await run(of)).outcome).toBe('done')
})

test('a supervisor that comes after the recovery finds the attempt taken and runs nothing', async () => {
  const { folder, runner, run } = bench()
  const of = command(script('echo ran >> ran'))
  const attemptFolder = join(folder, 'work/1')
  mkdirSync(attemptFolder, { recursive: true })
  const spec = { argv: ['sh', '-c', `echo late >> "${folder}/ran"`], shell: false, cwd: folder, env: { PATH: process.env['PATH'] ?? '' }, secrets: [], graceMs: 100, tethered: false }
  const late = new Promise((resolve) => launch(spec, { node: process.execPath, script: SUPERVISOR_SCRIPT }, { folder: attemptFolder, clock: systemClock(), onOutput: () => undefined, onEnd: resolve }))
  // The supervisor was spawned, but this thread is faster than its start.
  expect(runner.recover(work(of), () => undefined)).toEqual({ found: 'never-began' })
  expect((await run(of)).outcome).toBe('done')
  await late
  expect(readFileSync(join(folder, 'ran'), 'utf8')).toBe('ran\n')
})

test('an attempt that began is not started a second time', async () => {
  const { run } = bench()
  const of = command(program('true'))
  await run(of)
  expect(await run(of)).toMatchObject({ outcome: 'failed', message: expect.stringContaining('not started a second time') })
})

test('a re-attached program can be stopped, with its children', async () => {
  const folder = temporaryFolder()
  const { path } = gate(folder)
  const of = command(script(`cat "${path}" & echo child $!; wait`))
  await startAndKillHost(folder, of, 'child')
  const { recovery, end, output } = recover(folder, of)
  if (recovery.found !== 'following') throw new Error(recovery.found)
  recovery.attempt.stop()
  expect((await end).outcome).toBe('stopped')
  expect(isRunning(Number(/child (\d+)/.exec(output())?.[1]))).toBe(false)
})

test('a stop survives the host that asked for it', async () => {
  const folder = temporaryFolder()
  const { path } = gate(folder)
  const of = command(script(`echo one; cat "${path}"`))
  await startAndKillHost(folder, of, 'one')
  const first = recover(folder, of)
  if (first.recovery.found !== 'following') throw new Error(first.recovery.found)
  first.recovery.attempt.stop()
  first.recovery.attempt.detach()
  await until(() => existsSync(join(folder, 'work/1/exit')))
  expect(recover(folder, of).recovery).toMatchObject({ found: 'ended', end: { outcome: 'stopped' } })
})

test('a try of a repeated check dies with its host, and the check begins anew', async () => {
  const folder = temporaryFolder()
  const { path } = gate(folder)
  const of = step('work', { kind: 'check', run: script(`echo pid $$; cat "${path}"`), repeat: { everyMs: 10, until: 2 } })
  await startAndKillHost(folder, of, 'pid')
  const { program: child } = JSON.parse(readFileSync(join(folder, 'work/1/try/pid'), 'utf8')) as Processes
  await until(() => !isRunning(child?.pid ?? 0))
  expect(recover(folder, of).recovery).toEqual({ found: 'never-began' })
})

test('a request whose host died is asked again where it only looks, and lost where it may have acted', async () => {
  const folder = temporaryFolder()
  const asked: (() => void)[] = []
  const server = createServer(() => asked.shift()?.()).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close().closeAllConnections())
  await new Promise((resolve) => server.on('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  for (const [method, found] of [['GET', 'never-began'], ['POST', 'lost']] as const) {
    const of = step(`${method.toLowerCase()}`, { run: { ...get(url), method } })
    const host = spawn(process.execPath, [HOST, JSON.stringify({ folder, step: of })], { stdio: 'inherit' })
    await new Promise<void>((resolve) => asked.push(resolve))
    const gone = new Promise((resolve) => host.on('exit', resolve))
    host.kill('SIGKILL')
    await gone
    expect(recover(folder, of).recovery.found).toBe(found)
  }
})
