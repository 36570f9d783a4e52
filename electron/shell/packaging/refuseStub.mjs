/** What is no real Electron goes no further, unless a test wants exactly that. */
import { rmSync } from 'node:fs'
import { whyNotElectron } from './realElectron.mjs'

/** A test packs around a stub; what it makes says so inside, and can't be published. */
const STUB = 'RUNTHROUGH_PACKS_A_STUB'

/** Of electron-builder's hooks. Why it is none, where a test may go on with it; undefined where it is. @throws Error else, and nothing of it is left */
export function refuseStub({ appOutDir, electronPlatformName, packager }, program) {
  const why = whyNotElectron(appOutDir, electronPlatformName, program)
  if (why === undefined) return undefined
  const publishes = process.argv.some((arg) => /^(-p|--publish)(=|$)/.test(arg)) || Boolean(packager.config.publish)
  if (process.env[STUB] === '1' && !publishes) return why
  rmSync(appOutDir, { recursive: true, force: true })
  throw new Error(`This is not the app: ${why}. Nothing was packaged. Fetch Electron (npx install-electron) and package again.`)
}
