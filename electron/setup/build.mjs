/**
 * What is built: the command line (`tsc -b` of electron/**), and the app around it (the page by vite, the shell by `tsc -b`). Is it
 * fresh, and if not, build it.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runStep } from './child.mjs'
import { SetupError, mainPath, nodePath, pagePath, say, shellPath } from './paths.mjs'

const TOOL_STAMP = 'out/.build-stamp'
const APP_STAMP = 'out/.app-stamp'

/** Cheap (a stat for each source): `tsc -b` with nothing to do costs 200 ms, too much for each start of the command line. */
export function isBuilt(root) {
  return existsSync(mainPath(root)) && readText(join(root, TOOL_STAMP)) === sourcesStamp(root)
}

/** Builds the command line and all it needs; the compiler's findings go to stderr. */
export async function build(root) {
  await stamped(root, TOOL_STAMP, sourcesStamp, async () => {
    say('building …')
    const code = await compile(root, ['electron/cli'], { stdio: ['ignore', 2, 2] })
    if (code !== 0) throw new SetupError('the sources do not compile; the findings are above. `npm run typecheck` shows them again.')
    if (!existsSync(mainPath(root))) throw new SetupError(`the build gave no ${mainPath(root)}: delete the folder out and try again.`)
  })
}

/** The page and the shell. */
export function isAppBuilt(root) {
  return existsSync(pagePath(root)) && existsSync(shellPath(root)) && readText(join(root, APP_STAMP)) === appStamp(root)
}

export async function buildApp(root) {
  await stamped(root, APP_STAMP, appStamp, async () => {
    say('building the window …')
    const quiet = { stdio: ['ignore', 2, 2] }
    const codes = await Promise.all([bundlePage(root, quiet), compile(root, ['electron/shell'], quiet)])
    if (codes.some((code) => code !== 0)) throw new SetupError('the page or the shell could not be built; the findings are above.')
    if (!existsSync(pagePath(root))) throw new SetupError(`the build gave no ${pagePath(root)}: delete the folder out and try again.`)
  })
}

/** For those that build everything by themselves: taken before they begin, kept when it is done. */
export function stampsOf(root) {
  return { [TOOL_STAMP]: sourcesStamp(root), [APP_STAMP]: appStamp(root) }
}

export function keepStamps(root, stamps) {
  for (const [file, stamp] of Object.entries(stamps)) writeStamp(root, file, stamp)
}

/** `tsc -b` under the project's Node; the exit code. Without projects: all of them, tests too. */
export function compile(root, projects = [], options = {}) {
  return runStep(nodePath(root), [join(root, 'node_modules/typescript/bin/tsc'), '-b', ...projects], { cwd: root, ...options })
}

/** The page into out/renderer, whatever NODE_ENV says; the exit code. It takes the old one's place when it is whole: a host may be serving that. */
export async function bundlePage(root, options = {}) {
  const [page, next, old] = ['out/renderer', 'out/renderer.next', 'out/renderer.old'].map((folder) => join(root, folder))
  const env = { ...process.env, NODE_ENV: 'production' }
  const code = await runStep(nodePath(root), [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', 'renderer/vite.config.ts', '--outDir', next, '--emptyOutDir', '--logLevel', 'warn'], { cwd: root, env, ...options })
  if (code !== 0) return code
  rmSync(old, { recursive: true, force: true })
  if (existsSync(page)) renameSync(page, old)
  renameSync(next, page)
  rmSync(old, { recursive: true, force: true })
  return code
}

/** Name, size and time of every source and project file of electron/, and of the lock file (a new compiler builds anew). */
export function sourcesStamp(root) {
  return stampOf([...filesIn(join(root, 'electron')).filter((file) => /\.[cm]?tsx?$|tsconfig[^/\\]*\.json$/.test(file)), join(root, 'package-lock.json')])
}

/** The page is made of contract and core, too, and of every file of renderer/. */
function appStamp(root) {
  return `${sourcesStamp(root)} ${stampOf(filesIn(join(root, 'renderer')))}`
}

/** Read before building: a file that is saved meanwhile makes the next start build again. Gone while it is built: the compiler writes even what has errors. */
async function stamped(root, file, stampNow, work) {
  const stamp = stampNow(root)
  rmSync(join(root, file), { force: true })
  await work()
  writeStamp(root, file, stamp)
}

function writeStamp(root, file, stamp) {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), stamp)
}

function filesIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
}

function stampOf(files) {
  const hash = createHash('sha256')
  for (const file of files.toSorted()) {
    const seen = statSync(file, { throwIfNoEntry: false }) // an editor's own file may be gone again
    if (seen) hash.update(`${file}\0${seen.size}\0${seen.mtimeMs}\n`)
  }
  return hash.digest('hex')
}

function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
