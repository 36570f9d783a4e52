/**
 * The library: every runbook that is known here with what a captain wants to know of it. Files are looked at one after the other with room
 * between them, and what takes long is worked out elsewhere, so that a run under way never waits for it.
 */
import { dirname, isAbsolute } from 'node:path'
import { createCanceller } from '../../contract/cancellation.ts'
import type { LibraryEntry, LibrarySnapshot } from '../../contract/shapes/library.ts'
import { RunthroughError } from '../../core/errors.ts'
import type { Forecast } from '../../core/forecast/forecast.ts'
import { readRunbook } from '../catalog.ts'
import type { Host } from '../host.ts'
import { mayBeRunbook, refuseHuge, saysRunbook, type Books } from './books.ts'
import { entryOf, unreadableEntry, type EntryDeps } from './entry.ts'
import { createFeed, type Feed } from './feed.ts'
import type { HeavyWork } from './heavyWork.ts'
import { knowFile, notRunbook, type Known } from './known.ts'
import { openLibraryFiles, realOf } from './libraryFiles.ts'
import { createQueue } from './queue.ts'
import type { RunSummaries } from './runSummaries.ts'
import type { SettingsStore } from './settings.ts'

export interface Library {
  /** @throws RunthroughError `unreadable-file` where it is not in here */
  require(file: string): void
  /** Reads it anew. @throws RunthroughError `unreadable-file`, also where it is not in here */
  know(file: string): Known
  entry(known: Known, forecast: Forecast | null): LibraryEntry
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
  readonly books: Books
  readonly summaries: RunSummaries
  readonly settings: SettingsStore
  readonly heavy: Pick<HeavyWork, 'forecast'>
  /** Folder of the shipped examples. */
  readonly examples: string
  readonly epoch: string
}

export function createLibrary({ host, books, summaries, settings, heavy, examples, epoch }: LibraryOptions): Library {
  const examplesFolder = realOf(examples)
  const deps: EntryDeps = { host, summaries, isExample: (file) => dirname(file) === examplesFolder }
  const entries = new Map<string, LibraryEntry>()
  /** The last one of each file, and of which bytes. */
  const forecasts = new Map<string, { readonly sha256: string; readonly forecast: Forecast }>()
  const closing = createCanceller()
  let isScanning = true
  let scans = 0

  const feed = createFeed<'library'>({ epoch, snapshot: (): LibrarySnapshot => ({ entries: [...entries.values()], folders: [...settings.read().folders], scanning: isScanning }) })
  const looks = createQueue(look, (file, error) => tellFault('a runbook can not be looked at', file, error))
  const estimates = createQueue(estimate, (file, error) => tellFault('a forecast failed', file, error))
  const files = openLibraryFiles({ host, dirty: (file) => looks.add(file), settled: () => void scanned(scans) })

  function look(file: string): void {
    if (!files.has(file)) return drop(file)
    try {
      const known = knowFile(host, books, file)
      files.setNamed(file, known.book.folder, known.approval.facts)
      const last = forecasts.get(file)
      put(entryOf(deps, known, last?.sha256 === known.book.sha256 ? last.forecast : null))
      if (isUsable(known)) estimates.add(file)
    } catch (error) {
      if (!(error instanceof RunthroughError)) throw error
      put(unreadableEntry(deps, file, error))
    }
  }

  async function estimate(file: string): Promise<void> {
    if (!files.has(file)) return
    let known: Known
    try {
      known = knowFile(host, books, file)
    } catch (error) {
      if (!(error instanceof RunthroughError)) throw error
      // Gone meanwhile: a look says so.
      return looks.add(file)
    }
    if (!known.runbook || !isUsable(known)) return
    const forecast = await heavy.forecast({ file, bytes: known.book.bytes, runbookId: known.runbook.id }, closing.signal)
    if (closing.signal.aborted || !files.has(file)) return
    forecasts.set(file, { sha256: known.book.sha256, forecast })
    put(entryOf(deps, known, forecast))
  }

  function put(entry: LibraryEntry): void {
    const before = entries.get(entry.file)
    if (before && JSON.stringify(before) === JSON.stringify(entry)) return
    entries.set(entry.file, entry)
    feed.publish({ changed: [entry], gone: [] })
  }

  function drop(file: string): void {
    files.drop(file)
    forecasts.delete(file)
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
    if (number !== scans || !isScanning || closing.signal.aborted) return
    isScanning = false
    feed.publish({ changed: [], gone: [], scanning: false })
  }

  function tellFault(what: string, file: string, error: unknown): void {
    if (!closing.signal.aborted) host.log.error(what, { file, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }

  settings.onChange(({ folders }, before) => {
    if (folders.join('\n') === before.folders.join('\n')) return
    scan()
    feed.publish({ changed: [], gone: [], folders: [...folders], scanning: true })
  })
  scan()

  function require(file: string): void {
    if (!files.has(file)) throw new RunthroughError('unreadable-file', `${file} is not in the library.`, 'Open it in the library first.')
  }

  return {
    feed,
    told: files.told,
    require,
    know(file) {
      require(file)
      return knowFile(host, books, file)
    },
    entry: (known, forecast) => entryOf(deps, known, forecast),
    open(path) {
      if (!isAbsolute(path)) throw new RunthroughError('unreadable-file', `${path} is no whole path.`, 'Give it from the root on, such as /home/maria/release.yaml.')
      refuseHuge(path)
      // Not looked at yet: what is no runbook is refused by its name and its text alone.
      const { file, bytes } = readRunbook(path, () => ({ diagnostics: [] }))
      if (!mayBeRunbook(file) || !saysRunbook(new TextDecoder().decode(bytes))) throw notRunbook(file)
      files.open(file)
      look(file)
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
      closing.cancel()
      looks.close()
      estimates.close()
      feed.close()
      await files.close()
    },
  }
}

function isUsable({ compiled, errors }: Known): boolean {
  return compiled !== null && errors.length === 0
}
