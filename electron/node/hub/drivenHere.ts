/**
 * Which runs this host drives, kept beside the history for the host that comes after it: a host of the app that was killed is started
 * again, and takes its runs up by itself. A run that was closed in order, or that a terminal drove, waits for a person.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunId } from '../../core/ports.ts'
import type { Host } from '../host.ts'

export interface DrivenHere {
  mark(run: RunId): void
  /** It ended, or was let go of in order. */
  unmark(run: RunId): void
  /** Runs that a host has not let go of: its own, or those of one that died. */
  marked(): RunId[]
}

/** One empty file a run: what two hosts write at once never collides. */
export function openDrivenHere({ store, log }: Pick<Host, 'store' | 'log'>): DrivenHere {
  const folder = join(store.files.folder, 'driven')
  return {
    mark(run) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        writeFileSync(join(folder, run), '', { mode: 0o600 })
      } catch (error) {
        // Then a person has to take it up after a crash: no reason to end it now.
        log.warn('that this host drives a run could not be noted', { run, error: String(error) })
      }
    },
    unmark: (run) => rmSync(join(folder, run), { force: true }),
    marked() {
      try {
        return readdirSync(folder) as RunId[]
      } catch {
        return []
      }
    },
  }
}
