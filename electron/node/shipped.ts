/** The examples that come with the app are approved by a manifest of their hashes (`runbooks/trusted.json`), and only where they were shipped. */
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Sha256 } from '../core/ports.ts'
import { appFolder, onDisk } from './appFolder.ts'

/** The trust hash that an example was shipped with, undefined for every other file. */
export function shippedTrust(file: string): Sha256 | undefined {
  const folder = onDisk(join(appFolder(), 'runbooks'))
  // In a package the manifest stays inside the archive, whose integrity Electron checks.
  const manifest = join(appFolder(), 'runbooks', 'trusted.json')
  if (!existsSync(manifest) || realpathSync(folder) !== dirname(file)) return undefined
  const known = JSON.parse(readFileSync(manifest, 'utf8')) as Readonly<Record<string, Sha256>>
  return Object.hasOwn(known, basename(file)) ? known[basename(file)] : undefined
}
