/** What is in a folder, to choose a runbook from: folders, and files that may be runbooks by their name; nothing is read. */
import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { FolderListing } from '../../contract/shapes/library.ts'
import { mayBeRunbook } from './runbookText.ts'
import { readableFolder } from './settings.ts'

/** More than that nobody reads. */
const MOST = 1_000

/** All paths are whole ones. @throws RunthroughError `unreadable-file` */
export function browse(folder = homedir()): FolderListing {
  const real = readableFolder(folder)
  const seen = readdirSync(real, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'))
  const paths = (wanted: (entry: (typeof seen)[number]) => boolean): string[] =>
    seen
      .filter(wanted)
      .map(({ name }) => join(real, name))
      .sort((a, b) => a.localeCompare(b))
      .slice(0, MOST)
  const parent = dirname(real)
  return {
    folder: real,
    parent: parent === real ? null : parent,
    folders: paths((entry) => entry.isDirectory()),
    files: paths((entry) => (entry.isFile() || entry.isSymbolicLink()) && mayBeRunbook(entry.name)),
  }
}
