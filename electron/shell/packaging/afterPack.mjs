/** electron-builder's hook after an app was packed: what is no real Electron goes no further, unless a test wants exactly that. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { whyNotElectron } from './realElectron.mjs'

/** A test packs around a stub; what it makes says so inside, and can't be published. */
const STUB = 'RUNTHROUGH_PACKS_A_STUB'

// electron-builder takes the default export.
// oxlint-disable-next-line import/no-default-export
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const why = whyNotElectron(appOutDir, electronPlatformName, packager.executableName)
  if (why === undefined) return
  const publishes = process.argv.some((arg) => /^(-p|--publish)(=|$)/.test(arg)) || Boolean(packager.config.publish)
  if (process.env[STUB] !== '1' || publishes) {
    rmSync(appOutDir, { recursive: true, force: true })
    throw new Error(`This is not the app: ${why}. Nothing was packaged. Fetch Electron (npx install-electron) and package again.`)
  }
  writeFileSync(join(appOutDir, 'resources', 'NOT-A-RELEASE.txt'), `${why}\n`)
}
