// Starts and stops the scratch services: `door` (public port), `v1` (port + 1), `v2` (port + 2).
// They must outlive the step that starts them, so each gets a session of its own and its output goes to a file.
import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import { places, readJson } from './common.mjs'

export const SERVICES = ['door', 'v1', 'v2']
export const portOf = (service, base) => base + SERVICES.indexOf(service)
const program = (service) => fileURLToPath(new URL(service === 'door' ? '../door.mjs' : '../shop.mjs', import.meta.url))

/** What answers on that port, or undefined. */
async function health(port) {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(2_000), headers: { connection: 'close' } })
    return await answer.json().catch(() => ({}))
  } catch {
    return undefined
  }
}

/** Running already is fine; otherwise returns when it answers. Throws with the reason when it doesn't. */
export async function startService(service, work, base, release) {
  const at = places(work)
  const port = portOf(service, base)
  const before = await health(port)
  if (before?.service === service && before.work === at.folder) return `${service} already answers on port ${port} (pid ${before.pid})`
  if (before) throw new Error(`Port ${port} is taken by another program: choose another base port with --input port=NUMBER`)
  mkdirSync(at.folder, { recursive: true })
  const log = openSync(at.log(service), 'a')
  const argv = [program(service), '--work', at.folder, '--port', String(base), ...(service === 'door' ? [] : ['--schema', service, '--release', release])]
  const child = spawn(process.execPath, argv, { detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  child.unref()
  let ended
  child.once('error', (error) => (ended = error.message))
  child.once('exit', (code, signal) => (ended = signal ?? `exit ${code}`))
  for (const until = Date.now() + 15_000; Date.now() < until && ended === undefined; await pause(20)) {
    const now = await health(port)
    if (now?.service === service && now.work === at.folder) return `${service} answers on port ${port} (pid ${now.pid})`
  }
  throw new Error(`${service} did not come up on port ${port} (${ended ?? 'no answer in 15 s'}):\n${readFileSync(at.log(service), 'utf8').slice(-1_000)}`)
}

/** Not running is fine; otherwise returns when its process is gone. */
export async function stopService(service, work) {
  const at = places(work)
  const noted = readJson(at.pid(service), null)
  if (!noted) return `${service} is not running`
  // A pid may have been given to another program since: only what says of itself that it is ours is stopped.
  const now = await health(noted.port)
  if (alive(noted.pid) && (now ? now.pid === noted.pid && now.work === at.folder : isOurs(noted.pid, service))) {
    process.kill(noted.pid, 'SIGTERM')
    const patience = Date.now() + 5_000
    for (const end = Date.now() + 10_000; alive(noted.pid); await pause(20)) {
      if (Date.now() > end) throw new Error(`${service} (pid ${noted.pid}) can't be stopped`)
      if (Date.now() > patience) process.kill(noted.pid, 'SIGKILL')
    }
  }
  rmSync(at.pid(service), { force: true })
  return `${service} is stopped`
}

function alive(pid) {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const stat = `/proc/${pid}/stat` // on Linux: a zombie that nobody collects is gone as well
  return !(existsSync(stat) && / Z /.test(readFileSync(stat, 'utf8').replace(/^.*\)/s, '')))
}

/** A service that hangs answers nothing: then its command line decides, where the system shows it. */
function isOurs(pid, service) {
  const file = `/proc/${pid}/cmdline`
  return existsSync(file) && readFileSync(file, 'utf8').includes(program(service))
}
