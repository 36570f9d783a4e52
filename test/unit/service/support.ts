/** A library and what stands on it over a data folder of this test's own; simulations are done here at once. */
import { cpSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { StreamName, EventOf, SnapshotOf } from '../../../electron/contract/api.ts'
import type { Sink } from '../../../electron/contract/service.ts'
import type { LibraryEntry } from '../../../electron/contract/shapes/library.ts'
import type { Mark } from '../../../electron/contract/wire.ts'
import type { Log } from '../../../electron/core/ports.ts'
import { leadTo } from '../../../electron/core/rehearsal/leadTo.ts'
import { simulate } from '../../../electron/core/rehearsal/simulate.ts'
import { runbookFrom, usable } from '../../../electron/node/catalog.ts'
import { nodeHash } from '../../../electron/node/hash.ts'
import { createHost, type Host } from '../../../electron/node/host.ts'
import { historyFor } from '../../../electron/node/insight.ts'
import { createCaller } from '../../../electron/node/service/caller.ts'
import type { HeavyWork } from '../../../electron/node/service/heavyWork.ts'
import { createLibrary, type Library } from '../../../electron/node/service/library.ts'
import { libraryMethods } from '../../../electron/node/service/libraryMethods.ts'
import { planMethods } from '../../../electron/node/service/planMethods.ts'
import { createReader } from '../../../electron/node/service/reader/reader.ts'
import { createRunSummaries } from '../../../electron/node/service/runSummaries.ts'
import { openSettings, type SettingsStore } from '../../../electron/node/service/settings.ts'
import { trustMethods } from '../../../electron/node/service/trustMethods.ts'
import { temporaryFolder } from '../store/support.ts'

export const EXAMPLES = realpathSync(fileURLToPath(new URL('../../../runbooks', import.meta.url)))
export const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

export interface Shelf {
  readonly host: Host
  readonly library: Library
  readonly settings: SettingsStore
  readonly methods: ReturnType<typeof planMethods> & ReturnType<typeof trustMethods> & ReturnType<typeof libraryMethods>
  readonly captain: ReturnType<typeof createCaller>
  /** What a page sees of the library. */
  readonly seen: Watched<'library'>
  entry(file: string): LibraryEntry | undefined
  /** Resolves as soon as an entry is as wanted. */
  until(file: string, wanted: (entry: LibraryEntry | undefined) => boolean): Promise<LibraryEntry | undefined>
  /** An empty folder that is watched. */
  folder(): string
}

export interface ShelfOptions {
  readonly data?: string
  readonly examples?: string
  readonly env?: NodeJS.ProcessEnv
}

export function shelf({ data = temporaryFolder(), examples = join(data, 'no-examples'), env = {} }: ShelfOptions = {}): Shelf {
  const host = createHost({ folder: data, log: silent, env })
  const reader = createReader(host)
  const summaries = createRunSummaries(host)
  const settings = openSettings(host)
  const library = createLibrary({ host, reader, summaries, settings, examples, epoch: 'here' })
  onTestFinished(async () => {
    await library.close()
    await reader.close()
    host.close()
  })
  const seen = watchFeed(library)
  const entry = (file: string): LibraryEntry | undefined => seen.entries.get(file)
  return {
    host,
    library,
    settings,
    methods: { ...planMethods(host, { library, summaries, heavy: workHere(host) }), ...trustMethods(host, library), ...libraryMethods(library, settings) },
    captain: createCaller({ role: 'captain', via: 'window', name: 'Ada' }),
    seen,
    entry,
    async until(file, wanted) {
      while (!wanted(entry(file))) await seen.next()
      return entry(file)
    },
    folder() {
      const folder = join(realpathSync(temporaryFolder()), 'books')
      mkdirSync(folder)
      settings.write({ folders: [...settings.read().folders, folder] })
      return folder
    },
  }
}

export function workHere(host: Host): HeavyWork {
  return {
    simulate: async ({ file, bytes, runs, seed }) => {
      const { compiled } = usable(runbookFrom(file, bytes))
      return simulate({ compiled, history: historyFor(host.store.db, compiled), runs, seed, hash: nodeHash })
    },
    lead: async ({ file, bytes, goal }) => leadTo(usable(runbookFrom(file, bytes)).compiled, goal) ?? null,
  }
}

export interface Watched<S extends StreamName> {
  readonly snapshots: { readonly mark: Mark; readonly data: SnapshotOf<S> }[]
  readonly events: { readonly seq: number; readonly data: EventOf<S> }[]
  readonly entries: ReadonlyMap<string, LibraryEntry>
  /** Resolves with the next thing that is shown. */
  next(): Promise<void>
}

function watchFeed(library: Library): Watched<'library'> {
  const entries = new Map<string, LibraryEntry>()
  const waiting = new Set<() => void>()
  const snapshots: Watched<'library'>['snapshots'] = []
  const events: Watched<'library'>['events'] = []
  const told = (): void => {
    for (const resolve of waiting) resolve()
    waiting.clear()
  }
  const sink: Sink<'library'> = {
    behind: false,
    snapshot(mark, data) {
      snapshots.push({ mark, data })
      entries.clear()
      for (const each of data.entries) entries.set(each.file, each)
      told()
    },
    event(seq, data) {
      events.push({ seq, data })
      for (const each of data.changed) entries.set(each.file, each)
      for (const file of data.gone) entries.delete(file)
      told()
    },
    over: () => undefined,
  }
  library.feed.open(sink, undefined)
  return { snapshots, events, entries, next: () => new Promise((resolve) => waiting.add(resolve)) }
}

/** A runbook with one command that names a script, and a way back. */
export function smallBook(id = 'small', { title = 'Small', more = '', planned = '1m', script = 'go.sh' } = {}): string {
  return `runbook: ${id}
title: ${title}
window: { length: 1h, safety-floor: 5m }
environments:
  local: { grade: 1 }
  prod: { grade: 3, live: true, secrets: [TOKEN] }
roles: { captain: {} }
phases:
  - phase: one
    rollback: { branch: back }
    steps:
      - { step: act, kind: command, planned: ${planned}, owner: captain, timeout: 1m, run: { command: ["sh", "${script}"] } }
branches:
  - branch: back
    kind: rollback
    steps:
      - { step: look, kind: check, planned: 1m, owner: captain, timeout: 1m, run: { command: ["true"] }, on: { failure: hold } }
    ends: rolled-back
${more}`
}

export function writeBook(folder: string, name: string, text = smallBook()): string {
  const file = join(folder, name)
  writeFileSync(join(folder, 'go.sh'), 'exit 0\n')
  writeFileSync(file, text)
  return file
}

/** A copy of the shipped examples: not approved by their manifest. */
export function copiedExamples(): string {
  const copy = join(realpathSync(temporaryFolder()), 'runbooks')
  cpSync(EXAMPLES, copy, { recursive: true })
  return copy
}
