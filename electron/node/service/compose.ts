/** One service out of its parts: whoever serves it needs to know nothing of them. */
import { randomBytes } from 'node:crypto'
import type { Role } from '../../contract/roles.ts'
import { serveWire } from '../../contract/server.ts'
import type { Caller, Service } from '../../contract/service.ts'
import type { Links } from '../../contract/shapes/settings.ts'
import type { Wire } from '../../contract/wire.ts'
import type { Host } from '../host.ts'
import { createCaller } from './caller.ts'
import type { HeavyWork } from './heavyWork.ts'
import { createLibrary, type Library } from './library.ts'
import { libraryMethods } from './libraryMethods.ts'
import { planMethods } from './planMethods.ts'
import { createReader, type Reader } from './reader/reader.ts'
import { createRunSummaries, type RunSummaries } from './runSummaries.ts'
import { sessionMethods } from './session.ts'
import { openSettings, type SettingsStore } from './settings.ts'
import { trustMethods } from './trustMethods.ts'

export interface ServiceOptions {
  /** Of the app. */
  readonly version: string
  /** Who a window belongs to, until the person says another name. */
  readonly account: string
  /** The machine's name. */
  readonly machine: string
  /** Folder of the shipped examples. */
  readonly examples: string
  /** For others on the call, where the host has any. */
  links?(): Links
}

export interface Who {
  readonly role: Role
  readonly via: Caller['via']
}

export interface ServiceHandle {
  readonly service: Service
  /** Serves one connection until it is closed; the returned function closes it. Who is at its other end, is the transport's word. */
  serve(wire: Wire, who: Who): () => void
  /** Takes up the runs that a host of this machine drove when it died, not long ago. Answers which. */
  resumeMine(): readonly string[]
  /** The host goes away: streams end, nothing is watched any more, runs are let go of. Programs run on. */
  close(): Promise<void>
}

/** What only runs bring. */
export interface RunParts {
  readonly methods: Omit<Service['methods'], keyof DeskMethods>
  readonly streams: Omit<Service['streams'], 'library'>
  resumeMine(): readonly string[]
  close(): void | Promise<void>
}

export interface RunDeps {
  readonly library: Pick<Library, 'require' | 'touchRunsOf' | 'know' | 'feed'>
  readonly reader: Reader
  readonly summaries: RunSummaries
  readonly settings: Pick<SettingsStore, 'read'>
}

type DeskMethods = ReturnType<typeof sessionMethods> & ReturnType<typeof libraryMethods> & ReturnType<typeof planMethods> & ReturnType<typeof trustMethods>

export interface Parts {
  readonly heavy: HeavyWork & { close(): void | Promise<void> }
  runs(deps: RunDeps): RunParts
}

export function composeService(host: Host, options: ServiceOptions, parts: Parts): ServiceHandle {
  const reader = createReader(host)
  const summaries = createRunSummaries(host)
  const settings = openSettings(host)
  const { heavy } = parts
  const library = createLibrary({ host, reader, summaries, settings, examples: options.examples, epoch: randomBytes(8).toString('hex') })
  const runs = parts.runs({ library, reader, summaries, settings })
  const told = [settings.told, library.told].flatMap((text) => (text === null ? [] : [{ code: 'damaged-file', text }]))
  const service: Service = {
    methods: {
      ...sessionMethods(host, { ...options, told }),
      ...libraryMethods(library, settings),
      ...planMethods(host, { library, summaries, heavy }),
      ...trustMethods(host, library),
      ...runs.methods,
    },
    streams: { library: (_, __, sink, after) => library.feed.open(sink, after), ...runs.streams },
  }
  const ends = new Set<() => void>()

  return {
    service,
    serve(wire, { role, via }) {
      // The captain is the owner, by whatever road; others have still to say a name.
      const caller = createCaller({ role, via, name: role === 'captain' ? settings.read().name || options.account : `${role} (by link)` })
      const end = serveWire(wire, { service, caller, version: options.version, clock: host.clock, log: host.log, reference: () => randomBytes(5).toString('hex') })
      ends.add(end)
      wire.onClose(() => ends.delete(end))
      return end
    },
    resumeMine: () => runs.resumeMine(),
    async close() {
      for (const end of ends) end()
      await library.close()
      await reader.close()
      await runs.close()
      await heavy.close()
    },
  }
}
