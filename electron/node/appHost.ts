/** The host behind a window or a web host: history, service and log in one, the same for both; and runs that such a host left when it died are taken up. */
import { hostname } from 'node:os'
import type { Log } from '../core/ports.ts'
import type { Service } from '../contract/service.ts'
import type { Links } from '../contract/shapes/settings.ts'
import type { Wire } from '../contract/wire.ts'
import { accountName } from './account.ts'
import { examplesFolder } from './examples.ts'
import { createHost, type Host } from './host.ts'
import { openHostLog } from './hostLog.ts'
import { refreshProjections } from './projection.ts'
import type { Who } from './service/compose.ts'
import { createService } from './service/service.ts'

export interface AppHostOptions {
  /** The user's data folder, absolute. */
  readonly folder: string
  /** Of the app. */
  readonly version: string
  /** Who the captain is until another name is said; the account's unless told. */
  readonly account?: string
  /** As in HostOptions: inside Electron it must be said. */
  readonly nodePath?: string
  /** Hears what the log in the data folder is told, too. */
  readonly log?: Log
  /** Where the host has links for others. */
  links?(): Links
}

export interface AppHost {
  readonly host: Host
  readonly service: Service
  /** That a host of this machine drove when it died, not long ago, and that this one drives now. */
  readonly takenUp: readonly string[]
  /** Serves one connection until it is closed; the returned function closes it. A window is the captain's. */
  serve(wire: Wire, who?: Who): () => void
  /** Connections end, runs are let go of in order, the history is closed. Programs run on. */
  close(): Promise<void>
}

/** @throws RunthroughError `newer-database`, `edited-migration`, `damaged-database`, `disk-full`, `unreadable-file` (the folder) */
export async function openAppHost({ folder, version, account = accountName(), nodePath, log, links }: AppHostOptions): Promise<AppHost> {
  const host = createHost({ folder, log: openHostLog(folder, log), ...(nodePath === undefined ? {} : { nodePath }) })
  try {
    // What a host that died could not write any more.
    refreshProjections(host)
    const handle = createService(host, { version, account, machine: hostname(), examples: examplesFolder(host, version), ...(links === undefined ? {} : { links }) })
    return {
      host,
      service: handle.service,
      takenUp: handle.resumeMine(),
      serve: (wire, who = { role: 'captain', via: 'window' }) => handle.serve(wire, who),
      async close() {
        await handle.close()
        host.close()
      },
    }
  } catch (error) {
    host.close()
    throw error
  }
}
