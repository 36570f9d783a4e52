/** Which files are in the library besides those that folders hold: opened ones, and those of folders that nobody wants to see. In library.json. */
import { join } from 'node:path'
import { z } from 'zod'
import type { Host } from '../host.ts'
import { readJsonFile, writeJsonFile } from './jsonFile.ts'

const Shape = z.object({ opened: z.array(z.string().max(4096)).max(1_000), hidden: z.array(z.string().max(4096)).max(1_000) })

export interface LibraryList {
  readonly opened: ReadonlySet<string>
  readonly hidden: ReadonlySet<string>
  /** @throws RunthroughError `disk-full`; then nothing has changed */
  open(file: string): void
  /** @throws RunthroughError `disk-full`; then nothing has changed */
  forget(file: string): void
  readonly told: string | null
}

/** The latest so many are kept. */
const MOST = 1_000

export function openLibraryList(host: Host): LibraryList {
  const file = join(host.store.files.folder, 'library.json')
  const { value, told } = readJsonFile(host, file, Shape)
  let opened = new Set(value?.opened)
  let hidden = new Set(value?.hidden)

  function keep(nextOpened: Set<string>, nextHidden: Set<string>): void {
    writeJsonFile(file, { opened: [...nextOpened].slice(-MOST), hidden: [...nextHidden].slice(-MOST) })
    opened = nextOpened
    hidden = nextHidden
  }

  return {
    told,
    get opened() {
      return opened
    },
    get hidden() {
      return hidden
    },
    open: (path) => keep(new Set([...without(opened, path), path]), without(hidden, path)),
    forget: (path) => keep(without(opened, path), new Set([...without(hidden, path), path])),
  }
}

function without(set: ReadonlySet<string>, path: string): Set<string> {
  return new Set([...set].filter((one) => one !== path))
}
