/** A Chromium for the browser tests and pictures: the one on the machine, else Debian's package where we are root, else Playwright's own. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runStep } from './child.mjs'
import { ensurePackage } from './debian.mjs'
import { nodePath, projectRoot, say } from './paths.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** For every test and picture: nothing of a browser that speaks to the network by itself. The sandbox wants another user than root. */
export const CHROMIUM_ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
]

/** The program; CHROMIUM names another one. @throws Error that says what to do */
export function chromiumPath(root = projectRoot, env = process.env) {
  const found = named(env) ?? onPath(env) ?? PLACES.find(existsSync) ?? playwrights(root)
  if (found === undefined) throw new Error('These tests want Chromium, and there is none. Debian, Ubuntu: apt-get install chromium. Elsewhere: npx playwright install chromium, or name one in CHROMIUM.')
  return found
}

/** Gets one where there is none; where none can be had, the tests that want it say so. */
export async function ensureChromium(root = projectRoot) {
  if (has(root)) return
  await ensurePackage('chromium')
  if (has(root)) return
  process.stdout.write('── installing Chromium by Playwright\n')
  const code = await runStep(nodePath(root), [join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium'], { cwd: root, stdio: ['ignore', 2, 2] })
  if (code !== 0) say('no Chromium can be had here: the browser tests will fail and say so.')
}

function has(root) {
  try {
    return chromiumPath(root) !== ''
  } catch {
    return false
  }
}

function named({ CHROMIUM: asked }) {
  if (!asked) return undefined
  if (!existsSync(asked)) throw new Error(`CHROMIUM names ${asked}, and there is no such file.`)
  return asked
}

function onPath({ PATH = '' }) {
  const folders = PATH.split(delimiter)
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync)
}

/** Where Playwright keeps what it downloads; undefined where it has not. Asked in a process of its own: this file runs before anything is installed. */
function playwrights(root) {
  const ask = "import { chromium } from 'playwright'; process.stdout.write(chromium.executablePath())"
  const { status, stdout } = spawnSync(nodePath(root), ['--input-type=module', '-e', ask], { cwd: root, encoding: 'utf8' })
  return status === 0 && existsSync(stdout) ? stdout : undefined
}
