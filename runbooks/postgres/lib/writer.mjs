// Starts and stops the application that writes (writer.mjs). It has to outlive the step that starts it, so it gets a session of its own.
import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import { acknowledged } from './journal.mjs'
import { fail, places, readJson } from './common.mjs'

const PROGRAM = fileURLToPath(new URL('../writer.mjs', import.meta.url))
const PATIENCE_MS = 15_000

/** Running already is fine; otherwise returns once its first write was acknowledged. */
export async function startWriter(work, rate) {
  const at = places(work)
  const noted = readJson(at.writerPid, null)
  if (noted && isOurs(noted.pid, at.folder)) return `The application writes already (pid ${noted.pid})`
  const before = acknowledged(at.journal).length
  const log = openSync(at.writerLog, 'a', 0o600)
  const child = spawn(process.execPath, [PROGRAM, '--work', at.folder, '--rate', String(rate)], { detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  child.unref()
  let ended
  child.once('error', (error) => (ended = error.message))
  child.once('exit', (code, signal) => (ended = signal ?? `exit ${code}`))
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until && ended === undefined; await pause(20))
    if (acknowledged(at.journal).length > before) return `The application writes ${rate} times a second (pid ${child.pid})`
  return fail(`The application's first write was not acknowledged (${ended ?? `none in ${PATIENCE_MS / 1_000} s`}):\n${readFileSync(at.writerLog, 'utf8').slice(-1_000)}`)
}

/** Returns when it is gone. */
export async function stopWriter(work) {
  const at = places(work)
  const noted = readJson(at.writerPid, null)
  if (!noted) return 'The application is not running'
  if (isOurs(noted.pid, at.folder)) {
    process.kill(noted.pid, 'SIGTERM')
    const patience = Date.now() + 5_000
    for (const end = Date.now() + 10_000; isOurs(noted.pid, at.folder); await pause(20)) {
      if (Date.now() > end) fail(`The application (pid ${noted.pid}) can't be stopped`)
      if (Date.now() > patience) process.kill(noted.pid, 'SIGKILL')
    }
  }
  rmSync(at.writerPid, { force: true })
  return 'The application is stopped'
}

/** A pid may have been given to another program since: its command line decides, where the system shows it. */
function isOurs(pid, folder) {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const file = `/proc/${pid}/cmdline`
  if (!existsSync('/proc/self/cmdline')) return true
  const words = existsSync(file) ? readFileSync(file, 'utf8').split('\0') : []
  return words.includes(PROGRAM) && words.includes(folder)
}
