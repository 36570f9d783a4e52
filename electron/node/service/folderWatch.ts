/** Looks for runbook files in folders and keeps looking. A folder that vanishes takes its files along and is found again when it comes back. */
import { readFileSync, statSync } from 'node:fs'
import { basename, relative, sep } from 'node:path'
import { watch, type FSWatcher } from 'chokidar'
import type { Log } from '../../core/ports.ts'
import { MAX_BYTES } from '../../core/runbook/limits.ts'
import { mayBeRunbook, saysRunbook } from './runbookText.ts'

export interface FolderWatch {
  /** Watched from now on: these, and no others. */
  setFolders(folders: readonly string[]): void
  /** Single files besides: opened runbooks, and what runbooks name. */
  addFiles(files: readonly string[]): void
  removeFiles(files: readonly string[]): void
  close(): Promise<void>
}

export interface FolderWatchOptions {
  readonly log: Log
  /** A file in a watched folder that says that it is a runbook. */
  found(file: string): void
  /** A watched file is other than it was, or gone. */
  changed(file: string): void
  gone(file: string): void
  /** All that is there has been found. */
  settled(): void
}

/** Levels of folders inside a watched one. */
const DEPTH = 3
const SKIPPED = new Set(['node_modules'])

export function createFolderWatch({ log, found, changed, gone, settled }: FolderWatchOptions): FolderWatch {
  const files = new Set<string>()
  let folders: readonly string[] = []
  let watchers: FSWatcher[] = []
  let isClosed = false
  const single = watchOf([])

  function watchOf(paths: readonly string[]): FSWatcher {
    return watch([...paths], { depth: DEPTH, followSymlinks: false, ignorePermissionErrors: true, atomic: true, ignored: (path, stats) => isSkipped(path, stats?.isFile() === true) })
      .on('add', (file) => (files.has(file) ? changed(file) : sniff(file)))
      .on('change', (file) => (files.has(file) ? changed(file) : sniff(file)))
      .on('unlink', gone)
      // A disk with no room for more watches, say: what is known stays, what is new is not seen by itself.
      .on('error', (error) => log.warn('a folder can not be watched', { error: String(error) }))
  }

  function isSkipped(path: string, isFile: boolean): boolean {
    if (files.has(path)) return false
    if (isFile) return !mayBeRunbook(path)
    const folder = folders.find((one) => path.startsWith(one + sep))
    const inside = folder === undefined ? [] : relative(folder, path).split(sep)
    return inside.some((name) => name.startsWith('.') || SKIPPED.has(name))
  }

  function sniff(file: string): void {
    if (mayBeRunbook(basename(file)) && looksLikeRunbook(file)) found(file)
    else gone(file)
  }

  return {
    setFolders(next) {
      const old = watchers
      folders = next
      // A watcher that is told to forget a folder never finds it again: a new one does.
      watchers = next.length === 0 ? [] : [watchOf(next)]
      for (const each of old) void each.removeAllListeners().close()
      if (watchers[0]) watchers[0].on('ready', () => !isClosed && settled())
      else settled()
    },
    addFiles(more) {
      const fresh = more.filter((file) => !files.has(file))
      for (const file of fresh) files.add(file)
      if (fresh.length > 0) single.add(fresh)
    },
    removeFiles(some) {
      const known = some.filter((file) => files.delete(file))
      if (known.length > 0) single.unwatch(known)
    },
    async close() {
      isClosed = true
      await Promise.all([single, ...watchers].map((each) => each.removeAllListeners().close()))
    },
  }
}

/** Gone or closed meanwhile: then it is none. */
function looksLikeRunbook(file: string): boolean {
  try {
    return statSync(file).size <= MAX_BYTES && saysRunbook(readFileSync(file, 'utf8'))
  } catch {
    return false
  }
}
