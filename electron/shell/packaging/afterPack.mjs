/** electron-builder's hook after an app was packed: it gets the licences of others; what is no real Electron goes no further. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NOTICES, notices } from './notices.mjs'
import { refuseStub } from './refuseStub.mjs'

// electron-builder takes the default export.
// oxlint-disable-next-line import/no-default-export
export default async function afterPack(context) {
  const { appOutDir, packager } = context
  const why = refuseStub(context, packager.executableName)
  if (why !== undefined) writeFileSync(join(appOutDir, 'resources', 'NOT-A-RELEASE.txt'), `${why}\n`)
  writeFileSync(join(packager.getResourcesDir(appOutDir), NOTICES), notices(packager.projectDir))
}
