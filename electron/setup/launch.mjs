/** Starts the built command line under a Node that it can run on. */
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { runChild } from './child.mjs'
import { SetupError, mainPath, nodePath, projectRoot } from './paths.mjs'

/** The first Node that everything here is tested on. */
const NODE_MAJOR = 24

/** The exit code; undefined where the command line runs in this very process and sets it itself. */
export async function launch(args, root = projectRoot) {
  const main = mainPath(root)
  if (!existsSync(main)) throw new SetupError(`${main} is missing: this copy of Runthrough is not complete, install it again.`)
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) {
    process.argv = [process.execPath, main, ...args]
    await import(pathToFileURL(main).href)
    return process.exitCode
  }
  if (!existsSync(nodePath(root))) throw new SetupError(`Runthrough needs Node ${NODE_MAJOR} or later, this is ${process.version}.`)
  return runChild(nodePath(root), [main, ...args])
}
