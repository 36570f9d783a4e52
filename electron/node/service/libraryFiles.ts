/** Which files are in the library: those of the examples and of the chosen folders, and what was opened; but none that was sent away. */
import type { Host } from '../host.ts'
import { createFolderWatch } from './folderWatch.ts'
import { openLibraryList } from './libraryList.ts'
import { createNamedFiles } from './namedFiles.ts'
import { realOf } from './runbookText.ts'
import type { TrustFacts } from '../trust.ts'

export interface LibraryFiles {
  has(file: string): boolean
  /** @throws RunthroughError `disk-full` */
  open(file: string): void
  /** @throws RunthroughError `disk-full` */
  forget(file: string): void
  /** Looks into these folders from now on. */
  setFolders(folders: readonly string[]): void
  /** What a runbook names is watched, too. */
  setNamed(runbook: string, folder: string, facts: TrustFacts | null): void
  /** Nothing of it is watched any more. */
  drop(runbook: string): void
  readonly told: string | null
  close(): Promise<void>
}

export interface LibraryFilesOptions {
  readonly host: Host
  /** It is new, other than it was, or gone; or something that it names is. */
  dirty(file: string): void
  /** The folders have been looked through. */
  settled(): void
}

export function openLibraryFiles({ host, dirty, settled }: LibraryFilesOptions): LibraryFiles {
  const list = openLibraryList(host)
  const found = new Set<string>()
  /** Found before the folders changed, and not again since. */
  const stale = new Set<string>()

  const watch = createFolderWatch({
    log: host.log,
    found(file) {
      stale.delete(file)
      // A link is known by what it leads to, where that is in here itself.
      if (realOf(file) !== file) return
      found.add(file)
      changed(file)
    },
    changed,
    gone(file) {
      stale.delete(file)
      found.delete(file)
      changed(file)
    },
    settled() {
      const lost = [...stale]
      stale.clear()
      for (const file of lost) found.delete(file)
      for (const file of lost) dirty(file)
      settled()
    },
  })
  const named = createNamedFiles(
    (files) => watch.addFiles(files),
    (file) => {
      if (!list.opened.has(file)) watch.removeFiles([file])
    },
  )

  function changed(file: string): void {
    dirty(file)
    for (const runbook of named.of(file)) dirty(runbook)
  }

  watch.addFiles([...list.opened])
  for (const file of list.opened) dirty(file)
  return {
    told: list.told,
    has: (file) => !list.hidden.has(file) && (found.has(file) || list.opened.has(file)),
    open(file) {
      list.open(file)
      watch.addFiles([file])
    },
    forget(file) {
      list.forget(file)
      const isNamed = [...named.of(file)].length > 0
      if (!isNamed) watch.removeFiles([file])
    },
    setFolders(folders) {
      for (const file of found) stale.add(file)
      watch.setFolders(folders)
    },
    setNamed: (runbook, folder, facts) => named.set(runbook, folder, facts),
    drop: (runbook) => named.forget(runbook),
    close: () => watch.close(),
  }
}
