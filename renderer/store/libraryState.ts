/** The library on the page: entries in the order in which they became known, an entry that did not change the same object. */
import type { LibraryFrame, LibrarySnapshot } from '../../electron/contract/shapes/library.ts'

export function applyLibraryFrame(state: LibrarySnapshot, { changed, gone, folders, scanning }: LibraryFrame): LibrarySnapshot {
  const entries = new Map(state.entries.map((entry) => [entry.file, entry]))
  for (const file of gone) entries.delete(file)
  for (const entry of changed) entries.set(entry.file, entry)
  return { entries: [...entries.values()], folders: folders ?? state.folders, scanning: scanning ?? state.scanning }
}
