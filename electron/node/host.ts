/** The one composition root: a data folder, a clock, ids and a log made into everything that the shell, the web host and the CLI use. */
import { join } from 'node:path'
import type { Clock, Hash, Ids, Log, RunId, SessionId } from '../core/ports.ts'
import type { Look } from './catalog.ts'
import { systemClock } from './clock.ts'
import { SUPERVISOR_SCRIPT, type Launcher } from './exec/supervised.ts'
import { nodeHash } from './hash.ts'
import { systemIds } from './ids.ts'
import { rememberTexts } from './service/reader/examinedTexts.ts'
import { openStore, type Store } from './store/database.ts'
import { findRun } from './store/runs.ts'

export interface HostOptions {
  /** The user's data folder, absolute. */
  readonly folder: string
  readonly log: Log
  readonly clock?: Clock
  /** Where secrets are read from. */
  readonly env?: NodeJS.ProcessEnv
  /** The Node that runs supervisors, and `node` in runbooks, absolute; this process's own unless said. Inside Electron it must be said: that is no Node. */
  readonly nodePath?: string
}

export interface Host {
  readonly store: Store
  readonly clock: Clock
  readonly hash: Hash
  readonly ids: Ids
  readonly log: Log
  /** How the text of a runbook is looked at: of those lately used it is remembered. */
  readonly look: Look
  readonly env: NodeJS.ProcessEnv
  /** How programs of runbooks are started. */
  readonly launcher: Launcher
  /** This process, as the journal names it. */
  readonly session: SessionId
  /** Where a run's attempts live. */
  runFolder(run: RunId): string
  close(): void
}

/** Each with its machine, which may take megabytes. */
const KEPT_TEXTS = 8

/** @throws RunthroughError `newer-database`, `damaged-database`, `disk-full` */
export function createHost({ folder, log, clock = systemClock(), env = process.env, nodePath = process.execPath }: HostOptions): Host {
  const store = openStore({ folder, clock, hash: nodeHash })
  const ids = systemIds(clock, (id) => findRun(store.db, id) !== undefined)
  return {
    store,
    clock,
    hash: nodeHash,
    ids,
    log,
    look: rememberTexts(KEPT_TEXTS),
    env,
    launcher: { node: nodePath, script: SUPERVISOR_SCRIPT },
    session: ids.session(),
    runFolder: (run) => join(folder, 'runs', run),
    close: () => store.close(),
  }
}
