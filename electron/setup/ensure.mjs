/**
 * Makes a checkout ready to run: packages as package-lock.json says, `out/` as the sources say. Costs next to nothing when
 * all is fresh. Two that start at once: one does the work, the other waits.
 */
import { join } from 'node:path'
import { build, buildApp, isAppBuilt, isBuilt } from './build.mjs'
import { install, isInstalled } from './install.mjs'
import { withLock } from './lock.mjs'
import { SetupError, isCheckout, projectRoot, say } from './paths.mjs'

/** `app`: the window and its page, too, not only the command line. */
export async function ensure(root = projectRoot, { app = false } = {}) {
  await ensureInstalled(root)
  if (!isCheckout(root) || (isBuilt(root) && (!app || isAppBuilt(root)))) return
  await withLock(lockFolder(root), async () => {
    if (!isBuilt(root)) await build(root)
    if (app && !isAppBuilt(root)) await buildApp(root)
  })
}

/** Packages only: for those that build by themselves. */
export async function ensureInstalled(root = projectRoot) {
  if (!isCheckout(root) || isInstalled(root)) return
  await withLock(lockFolder(root), () => (isInstalled(root) ? undefined : install(root)))
}

/** Runs a command's body and exits with the code that it gives; set-up troubles are told in words. */
export async function exitWith(body) {
  try {
    process.exitCode = await body()
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    process.exitCode = error.exitCode
  }
}

/** Held by whoever installs or builds. */
export const lockFolder = (root) => join(root, 'out/.setup-lock')
