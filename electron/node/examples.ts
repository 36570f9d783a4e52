/** Where the examples are worked with. They write beside themselves, and the folder of an installed app is not for writing. */
import { cpSync, existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { appFolder, onDisk } from './appFolder.ts'
import { readRunbook, usable } from './catalog.ts'
import type { Host } from './host.ts'
import { shippedTrust } from './shipped.ts'
import { approve, trustFacts } from './trust.ts'

/** A checkout's own folder; of an installed app a copy in the data folder, one for each version so that nothing of an older one is overwritten. */
export function examplesFolder(host: Host, version: string): string {
  const folder = join(appFolder(), 'runbooks')
  const shipped = onDisk(folder)
  return shipped === folder ? folder : placeExamples(host, shipped, version)
}

/**
 * Copies the examples once, whole or not at all, and approves those that are what was shipped: the same bytes under the same names. Gives
 * the real path of the copy.
 */
export function placeExamples(host: Host, shipped: string, version: string): string {
  const parent = join(host.store.files.folder, 'examples')
  mkdirSync(parent, { recursive: true, mode: 0o700 })
  const target = join(realpathSync(parent), version)
  if (existsSync(target)) return target
  const unfinished = `${target}.unfinished-${process.pid}`
  rmSync(unfinished, { recursive: true, force: true })
  cpSync(shipped, unfinished, { recursive: true })
  for (const name of readdirSync(unfinished)) if (name.endsWith('.yaml')) approveShipped(host, { name, copy: unfinished, shipped, target })
  renameSync(unfinished, target)
  return target
}

interface Example {
  readonly name: string
  /** Folders: where it lies now, where it came from, where it will be. */
  readonly copy: string
  readonly shipped: string
  readonly target: string
}

function approveShipped(host: Host, { name, copy, shipped, target }: Example): void {
  const book = readRunbook(join(copy, name))
  const facts = trustFacts(book, usable(book).runbook)
  if (shippedTrust(join(shipped, name)) === facts.trustSha256) approve(host.store, { file: join(target, name) }, facts, 'runthrough', host.clock)
}
