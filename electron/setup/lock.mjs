/**
 * One process at a time: a folder made with mkdir (which only one can do), with the holder's pid in it.
 * The lock of a process that is gone is taken over. Whoever wants to take over first makes the folder `taking` inside the
 * lock and then reads the pid again: if the lock has changed hands meanwhile, the pid is another one and nothing was lost.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { SetupError, say } from './paths.mjs'

const POLL_MS = 100
/** How long a lock may stand without a pid: its holder is between mkdir and write. */
const UNSIGNED_MS = 5_000

/** Runs `work` while holding the lock `folder`; waits for another live holder, for at most `waitMs`. */
export async function withLock(folder, work, { waitMs = 600_000 } = {}) {
  mkdirSync(dirname(folder), { recursive: true })
  const giveUpAt = Date.now() + waitMs
  let told = false
  while (!take(folder)) {
    if (Date.now() > giveUpAt) {
      throw new SetupError(`another process (pid ${holder(folder) ?? 'unknown'}) has been setting up for too long. If there is none, delete ${folder} and try again.`)
    }
    if (!told) say('another process is setting up here, waiting for it …')
    told = true
    await delay(POLL_MS)
  }
  try {
    return await work()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function take(folder) {
  try {
    mkdirSync(folder)
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return takeOver(folder)
  }
  sign(folder)
  return true
}

function takeOver(folder) {
  const taking = join(folder, 'taking')
  if (!isAbandoned(folder)) return false
  try {
    mkdirSync(taking)
  } catch (error) {
    if (error.code === 'EEXIST' || error.code === 'ENOENT') return false
    throw error
  }
  const mine = isAbandoned(folder)
  if (mine) sign(folder)
  rmdirSync(taking)
  return mine
}

/** In one rename, so that nobody reads half a pid. */
function sign(folder) {
  const draft = join(folder, `pid.${process.pid}`)
  writeFileSync(draft, String(process.pid))
  renameSync(draft, join(folder, 'pid'))
}

function isAbandoned(folder) {
  const pid = holder(folder)
  if (pid !== undefined) return !isAlive(pid)
  try {
    return Date.now() - statSync(folder).mtimeMs > UNSIGNED_MS
  } catch {
    return false // it is gone: the next round makes it
  }
}

function holder(folder) {
  try {
    return Number(readFileSync(join(folder, 'pid'), 'utf8'))
  } catch {
    return undefined
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
