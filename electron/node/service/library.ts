/**
 * The library: every runbook that is known here with what a captain wants to know of it. Files are looked at one after the other and in
 * another thread, so that a run under way never waits for them.
 */
import { dirname, isAbsolute } from 'node:path'
import type { LibraryEntry, LibrarySnapshot } from '../../contract/shapes/library.ts'
import { RunthroughError } from '../../core/errors.ts'
import type { Host } from '../host.ts'
import { entryOf, unreadableEntry, type EntryDeps } from './entry.ts'
import { createFeed, type Feed } from './feed.ts'
import { knowFile, type KnowOptions, type Known } from './known.ts'
import { openLibraryFiles } from './libraryFiles.ts'
import { createQueue } from './queue.ts'
import type { Reader } from './reader/reader.ts'
import { readRunbookText, realOf } from './runbookText.ts'
import type { RunSummaries } from './runSummaries.ts'
import type { SettingsStore } from './settings.ts'

export interface Library {
  /** @throws RunthroughError `unreadable-file` where it is not in here */
  require(file: string): void
  /** Reads it anew. @throws RunthroughError `unreadable-file`, also where it is not in here */
  know(file: string, options?: KnowOptions): Promise<Known>
  entry(known: Known): LibraryEntry
  /** Answers the real path. @throws RunthroughError `unreadable-file`, `disk-full` */
  open(path: string): string
  /** @throws RunthroughError `disk-full` */
  forget(file: string): void
  /** Something beside its bytes is other than it was: its approval. */
  touch(file: string): void
  /** Runs of this runbook began, ended, or changed hands. */
  touchRunsOf(runbookId: string): void
  readonly feed: Feed<'library'>
  /** What the person must be told about how its list was read. */
  readonly told: string | null
  close(): Promise<void>
}

export interface LibraryOptions {
  readonly host: Host
  readonly reader: Reader
  readonly summaries: RunSummaries
  readonly settings: SettingsStore
  /** Folder of the shipped examples. */
  readonly examples: string
  readonly epoch: string
}

export function createLibrary({ host, reader, summaries, settings, examples, epoch }: LibraryOptions): Library {
  const examplesFolder = realOf(examples)
  const deps: EntryDeps = { host, summaries, isExample: (file) => dirname(file) === examplesFolder }
  const entries = new Map<string, LibraryEntry>()
  let isScanning = true
  let isClosed = false
  let scans = 0

  const feed = createFeed<'library'>({ epoch, snapshot: (): LibrarySnapshot => ({ entries: [...entries.values()], folders: [...settings.read().folders], scanning: isScanning }) })
  const looks = createQueue(look, (file, error) => {
    if (!isClosed) host.log.error('a runbook can not be looked at', { file, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  })
  const files = openLibraryFiles({ host, dirty: (file) => looks.add(file), settled: () => void scanned(scans) })

  async function look(file: string): Promise<void> {
    if (!files.has(file)) return drop(file)
    let entry: LibraryEntry
    try {
      const known = await knowFile(host, reader, file)
      // Sent away meanwhile.
      if (!files.has(file)) return drop(file)
      files.setNamed(file, dirname(file), known.looked.trust.facts)
      entry = entryOf(deps, known)
    } catch (error) {
      if (!(error instanceof RunthroughError)) throw error
      entry = unreadableEntry(deps, file, error)
    }
    put(entry)
  }

  function put(entry: LibraryEntry): void {
    const before = entries.get(entry.file)
    if (before && JSON.stringify(before) === JSON.stringify(entry)) return
    entries.set(entry.file, entry)
    feed.publish({ changed: [entry], gone: [] })
  }

  function drop(file: string): void {
    files.drop(file)
    if (entries.delete(file)) feed.publish({ changed: [], gone: [file] })
  }

  function scan(): void {
    scans += 1
    isScanning = true
    files.setFolders([...new Set([...(examplesFolder === undefined ? [] : [examplesFolder]), ...settings.read().folders])])
  }

  /** What was found has been looked at, too. */
  async function scanned(number: number): Promise<void> {
    await looks.idle()
    if (number !== scans || !isScanning || isClosed) return
    isScanning = false
    feed.publish({ changed: [], gone: [], scanning: false })
  }

  function require(file: string): void {
    if (!files.has(file)) throw new RunthroughError('unreadable-file', `${file} is not in the library.`, 'Open it in the library first.')
  }

  settings.onChange(({ folders }, before) => {
    if (folders.join('\n') === before.folders.join('\n')) return
    scan()
    feed.publish({ changed: [], gone: [], folders: [...folders], scanning: true })
  })
  scan()

  return {
    feed,
    told: files.told,
    require,
    async know(file, options) {
      require(file)
      return knowFile(host, reader, file, options)
    },
    entry: (known) => entryOf(deps, known),
    open(path) {
      if (!isAbsolute(path)) throw new RunthroughError('unreadable-file', `${path} is no whole path.`, 'Give it from the root on, such as /srv/release.yaml.')
      const { file } = readRunbookText(path)
      files.open(file)
      looks.add(file)
      return file
    },
    forget(file) {
      if (!files.has(file)) return
      files.forget(file)
      drop(file)
    },
    touch: (file) => looks.add(file),
    touchRunsOf(runbookId) {
      for (const { file, runbook } of entries.values()) if (runbook?.id === runbookId) looks.add(file)
    },
    async close() {
      isClosed = true
      looks.close()
      feed.close()
      await files.close()
    },
  }
}
