/** Where things are in a checkout, and the one error that setting up may give. Plain JavaScript without packages: it runs before anything is installed. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const projectRoot = resolve(import.meta.dirname, '../..')

/** What went wrong while setting up, in words for the person who typed the command, and the exit code. */
export class SetupError extends Error {
  constructor(message, exitCode = 2) {
    super(message)
    this.exitCode = exitCode
  }
}

/** The project's own Node (the `node` package): the same one for everybody, whatever is on the PATH. */
export function nodePath(root = projectRoot) {
  return join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

/** The command line's entry point, built. */
export function mainPath(root = projectRoot) {
  return join(root, 'out/cli/main.js')
}

/** The page's first file, built. */
export function pagePath(root = projectRoot) {
  return join(root, 'out/renderer/index.html')
}

/** What Electron starts with, built; package.json names it, too. */
export function shellPath(root = projectRoot) {
  return join(root, 'out/shell/main.js')
}

/** True where there are sources to build; false in a package that brings `out/` ready made. */
export function isCheckout(root = projectRoot) {
  return existsSync(join(root, 'package-lock.json')) && existsSync(join(root, 'electron/cli/tsconfig.json'))
}

/** One line on stderr: stdout belongs to the command that was asked for. */
export function say(line) {
  process.stderr.write(`runthrough: ${line}\n`)
}
