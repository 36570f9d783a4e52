/** Runs a program as if it were us: our stdin, stdout and stderr, our signals, and its exit code as ours. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { SetupError } from './paths.mjs'

/**
 * The exit code: the child's, or 128 + the signal that ended it (130 for SIGINT).
 * A Ctrl-C on a terminal reaches the child directly, the whole foreground group gets it; passing it on would make it two.
 */
export function runChild(program, args, { onStderr, ...options } = {}) {
  const child = spawn(program, args, { stdio: 'inherit', ...options })
  if (onStderr !== undefined) child.stderr.setEncoding('utf8').on('data', onStderr)
  const onTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY)
  const handlers = {
    SIGINT: () => onTerminal || child.kill('SIGINT'),
    SIGTERM: () => child.kill('SIGTERM'),
    SIGHUP: () => child.kill('SIGHUP'),
  }
  for (const [signal, handler] of Object.entries(handlers)) process.on(signal, handler)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)))
  }).finally(() => {
    for (const [signal, handler] of Object.entries(handlers)) process.off(signal, handler)
  })
}

/** The same for one of several steps: one that was interrupted (SIGINT, SIGTERM) did not fail, and the next does not start. */
export async function runStep(program, args, options) {
  const code = await runChild(program, args, options)
  if (code === 130 || code === 143) throw new SetupError('interrupted; nothing is broken, start it again.', code)
  return code
}
