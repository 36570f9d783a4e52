/** A real terminal around a program, made by util-linux' `script`. */
import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { onTestFinished } from 'vitest'

/** `line`: for the shell. It ends with its test, and where the whole test process is killed: `script` alone would look for its keyboard for ever. */
export function openTerminal(line: string, env: NodeJS.ProcessEnv = process.env): ChildProcessByStdio<Writable, Readable, null> {
  const made = spawnSync('script', ['--version'], { encoding: 'utf8' })
  if (!made.stdout?.includes('util-linux')) throw new Error(`This test wants script of util-linux: apt-get install bsdutils. ${made.error?.message ?? made.stdout}`)
  const terminal = spawn('setpriv', ['--pdeathsig', 'KILL', 'script', '-qefc', line, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'], env })
  onTestFinished(() => void terminal.kill('SIGKILL'))
  return terminal
}
