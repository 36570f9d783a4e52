/** Packages: are they the ones of package-lock.json, and if not, `npm ci`. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runStep } from './child.mjs'
import { SetupError, nodePath, say } from './paths.mjs'

const stampFile = (root) => join(root, 'node_modules/.runthrough-stamp')

/** Cheap: one hash of the lock file against the stamp of the last install. */
export function isInstalled(root) {
  return readText(stampFile(root)) === stampOf(root) && existsSync(nodePath(root))
}

/** Installs what is missing. An install that somebody made by hand and that fits the lock file is kept and stamped. */
export async function install(root) {
  if (!fitsLock(root)) await npmCi(root)
  writeFileSync(stampFile(root), stampOf(root))
}

function stampOf(root) {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
  return `${lock} ${process.platform}-${process.arch}\n`
}

/** npm notes what it installed in node_modules/.package-lock.json; only optional packages (other platforms) may be missing there. */
function fitsLock(root) {
  const stamp = readText(stampFile(root))
  if (stamp !== undefined && !stamp.endsWith(` ${process.platform}-${process.arch}\n`)) return false
  const noted = readText(join(root, 'node_modules/.package-lock.json'))
  if (noted === undefined || !existsSync(nodePath(root))) return false
  const installed = JSON.parse(noted).packages
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const there = installed[path]
    return there === undefined ? entry.optional === true : there.version === entry.version && there.integrity === entry.integrity
  })
}

async function npmCi(root) {
  say('installing packages (npm ci), this takes about half a minute and is done once …')
  let { code, words } = await npm(root, ['ci'])
  if (code !== 0 && lacksOnlyOtherPlatforms(root, words)) {
    say('package-lock.json leaves out packages of other platforms, which npm ci refuses; npm install takes the locked versions …')
    ;({ code, words } = await npm(root, ['install', '--no-save']))
  }
  process.stderr.write(words)
  if (code !== 0) {
    throw new SetupError(`npm ended with code ${code}; its words are above. Check the network (or npm's proxy and registry settings) and try again.`)
  }
  if (!existsSync(nodePath(root))) {
    throw new SetupError('npm ci left out the project\'s own Node. It comes by an install script of the package "node": allow scripts (npm config get ignore-scripts must say false), delete node_modules and try again.')
  }
}

/**
 * A lock file made with a registry that lacks some platforms' builds leaves them out, and `npm ci` refuses it. That alone
 * may be passed over: these packages are optional by definition. Any other difference to package.json may not.
 */
function lacksOnlyOtherPlatforms(root, words) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const optional = new Set(Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {})))
  const complaints = [...words.matchAll(/(Missing|Invalid): (?:lock file's )?(@?[^@\s]+)@/g)]
  return complaints.length > 0 && complaints.every(([, kind, name]) => kind === 'Missing' && optional.has(name))
}

/** Its stdout goes to stderr, its stderr is collected. Inside an npm script the very same npm is used. */
async function npm(root, args) {
  // Development packages always, whatever NODE_ENV says: Node itself and the compiler are among them.
  const all = [...args, '--include=dev', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  let words = ''
  const options = { cwd: root, stdio: ['ignore', 2, 'pipe'], onStderr: (chunk) => (words += chunk) }
  const cli = process.env.npm_execpath
  try {
    const code = cli !== undefined && /npm-cli\.c?js$/.test(cli)
      ? await runStep(process.execPath, [cli, ...all], options)
      : await runStep('npm', all, { ...options, shell: process.platform === 'win32' })
    return { code, words }
  } catch (error) {
    if (error instanceof SetupError) throw error
    throw new SetupError(`npm could not be started (${error.code}). It comes with Node: install Node 20.19 or later with npm from https://nodejs.org and try again.`)
  }
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
