/** Electron's program: is it there, can it be had, can it show a window here, and the start of it. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { runChild } from './child.mjs'
import { say } from './paths.mjs'

/** A network that swallows everything must not keep anybody waiting; 110 MB over a slow line may take long. */
const PATIENCE = { firstByteMs: 12_000, fetchedMs: 15 * 60_000 }
const LOOK_MS = 100
/** One that ends with an error so soon never had a window to work in: a library is missing, or its sandbox. */
const STARTED_AFTER_MS = 10_000

/** Opens the app's window and waits for its end: `{ code }`, or `{ why }` there was none. */
export async function openWindow(root, args, here) {
  const { program, why } = await electronFor(root, here)
  return program ? runElectron(root, program, args) : { why }
}

/** Undefined where a window can be shown here, else why not, in a few words. */
export function lacksDisplay(env = process.env, platform = process.platform) {
  if (platform === 'darwin' || platform === 'win32') return undefined
  return env.DISPLAY || env.WAYLAND_DISPLAY ? undefined : 'there is no display'
}

/** Electron's program as its package notes it, undefined where it was not fetched. */
export function electronProgram(root, env = process.env) {
  const folder = join(root, 'node_modules/electron')
  const note = join(folder, 'path.txt')
  const name = existsSync(note) ? readFileSync(note, 'utf8').trim() : undefined
  const program = env.ELECTRON_OVERRIDE_DIST_PATH ? join(env.ELECTRON_OVERRIDE_DIST_PATH, name ?? 'electron') : name && join(folder, 'dist', name)
  return program && existsSync(program) ? program : undefined
}

/**
 * `{ program }`, or `{ why }`: which of the two is missing, or what else stands against it. The program is only fetched where it could
 * show something. (Since Electron 42 it does not come with its package.)
 */
export async function electronFor(root, { env = process.env, platform = process.platform, uid = process.getuid?.(), patience = PATIENCE } = {}) {
  const noDisplay = lacksDisplay(env, platform)
  const there = electronProgram(root, env)
  if (noDisplay) return { why: there ? noDisplay : `${noDisplay}, and Electron's program was not fetched` }
  if (platform === 'linux' && uid === 0) return { why: 'Electron opens no window for root' }
  if (there) return { program: there }
  const trouble = await fetchElectron(root, env, patience)
  const fetched = electronProgram(root, env)
  return fetched ? { program: fetched } : { why: `Electron's program could not be fetched (${trouble ?? 'it is not where it should be'})` }
}

async function runElectron(root, program, args) {
  const startedAt = performance.now()
  // As a host starts it, not as a Node: that variable makes Electron one.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const code = await runChild(program, [root, ...args], { env }).catch((error) => error)
  if (typeof code !== 'number') return { why: `Electron could not be started (${code.code ?? code.message})` }
  if (code === 0 || code === 130 || code === 143 || performance.now() - startedAt > STARTED_AFTER_MS) return { code }
  return { why: `Electron ended at once with code ${code}` }
}

/** Undefined when done, else what stood against it. Its own installer does it, with its mirrors, proxies, cache and checksums. */
async function fetchElectron(root, env, patience) {
  if (env.ELECTRON_SKIP_BINARY_DOWNLOAD) return 'ELECTRON_SKIP_BINARY_DOWNLOAD is set'
  say('fetching Electron (about 110 MB, done once) …')
  const scratch = join(root, 'out/electron-download')
  rmSync(scratch, { recursive: true, force: true })
  mkdirSync(scratch, { recursive: true })
  const child = spawn(process.execPath, [join(root, 'node_modules/electron/install.js')], { stdio: ['ignore', 'ignore', 'pipe'], env: { ...env, TMPDIR: scratch, TMP: scratch, TEMP: scratch } })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (words += text))
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code) => resolve(code === 0 ? undefined : firstLine(words)))
  })
  const isUnder = () => [scratch, join(root, 'node_modules/electron/dist')].some(hasFiles)
  const trouble = await Promise.race([ended, tooLong(ended, isUnder, patience)])
  if (child.exitCode === null) child.kill('SIGKILL')
  await ended
  rmSync(scratch, { recursive: true, force: true })
  return trouble
}

/** Resolves with what takes too long; never, where it ends before. */
async function tooLong(ended, hasBegun, { firstByteMs, fetchedMs }) {
  let isOver = false
  void ended.then(() => (isOver = true))
  const startedAt = performance.now()
  for (;;) {
    await delay(LOOK_MS)
    if (isOver) return new Promise(() => undefined)
    const tookMs = performance.now() - startedAt
    if (tookMs > fetchedMs) return 'it took too long'
    if (tookMs > firstByteMs && !hasBegun()) return 'the network does not answer'
  }
}

function hasFiles(folder) {
  return existsSync(folder) && readdirSync(folder, { recursive: true, withFileTypes: true }).some((entry) => entry.isFile())
}

/** The first line of a stack, in a person's words where they are known. */
function firstLine(text) {
  const line = text.split('\n').find((each) => each.trim() !== '')?.trim() ?? 'its installer said nothing'
  return /fetch failed|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH/.test(line) ? 'no network' : line
}
