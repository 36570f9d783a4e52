/** The app's own folder: the one above this file that holds package.json and migrations/, in a checkout as in a package. */
import { existsSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export function appFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'migrations'))) return folder
    if (folder === dirname(folder)) throw new Error('the app is not complete: its migrations are missing')
  }
}

/**
 * As programs outside Electron find a file of the app: a packaged app is one archive that only Electron reads into, and what others
 * must read (the supervisor, the examples with their scripts) lies beside it. The same path in a checkout.
 */
export function onDisk(path: string): string {
  return path.replace(`${sep}app.asar${sep}`, `${sep}app.asar.unpacked${sep}`)
}
