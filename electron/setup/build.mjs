/** What `tsc -b` makes of electron/**: is it fresh, and if not, build it. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runStep } from './child.mjs'
import { SetupError, mainPath, nodePath, say } from './paths.mjs'

const stampFile = (root) => join(root, 'out/.build-stamp')

/** Cheap (a stat for each source): `tsc -b` with nothing to do costs 200 ms, too much for each start of the command line. */
export function isBuilt(root) {
  if (!existsSync(mainPath(root)) || !existsSync(stampFile(root))) return false
  return readFileSync(stampFile(root), 'utf8') === sourcesStamp(root)
}

/** Builds the command line and all it needs; the compiler's findings go to stderr. */
export async function build(root) {
  const stamp = sourcesStamp(root) // before building: a file that is saved meanwhile makes the next start build again
  rmSync(stampFile(root), { force: true }) // the compiler writes even what has errors
  say('building …')
  const code = await compile(root, ['electron/cli'], { stdio: ['ignore', 2, 2] })
  if (code !== 0) throw new SetupError('the sources do not compile; the findings are above. `npm run typecheck` shows them again.')
  if (!existsSync(mainPath(root))) throw new SetupError(`the build gave no ${mainPath(root)}: delete the folder out and try again.`)
  mkdirSync(dirname(stampFile(root)), { recursive: true })
  writeFileSync(stampFile(root), stamp)
}

/** `tsc -b` under the project's Node; the exit code. Without projects: all of them, tests too. */
export function compile(root, projects = [], options = {}) {
  return runStep(nodePath(root), [join(root, 'node_modules/typescript/bin/tsc'), '-b', ...projects], { cwd: root, ...options })
}

/** Name, size and time of every source and project file, and the lock file (a new compiler builds anew). */
export function sourcesStamp(root) {
  const hash = createHash('sha256')
  const files = readdirSync(join(root, 'electron'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$|^tsconfig.*\.json$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
  for (const file of [...files, join(root, 'package-lock.json')]) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${file}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}
