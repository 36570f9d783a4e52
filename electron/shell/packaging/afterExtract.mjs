/** electron-builder's hook after Electron was unpacked: what is none is refused before anything is packed around it. */
import { refuseStub } from './refuseStub.mjs'

// electron-builder takes the default export.
// oxlint-disable-next-line import/no-default-export
export default async function afterExtract(context) {
  // On Windows the program has another name until it is packed.
  if (context.electronPlatformName !== 'win32') refuseStub(context, 'electron')
}
