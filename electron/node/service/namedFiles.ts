/** Files that runbooks name (scripts): a change of one changes the approval of every runbook that names it. */
import { resolve } from 'node:path'
import type { TrustFacts } from '../trust.ts'

export interface NamedFiles {
  /** What a runbook names now. */
  set(runbook: string, folder: string, facts: TrustFacts | null): void
  forget(runbook: string): void
  /** The runbooks that name a file. */
  of(file: string): Iterable<string>
}

/** `watch` and `unwatch` get each path once. */
export function createNamedFiles(watch: (files: readonly string[]) => void, unwatch: (file: string) => void): NamedFiles {
  const namedBy = new Map<string, Set<string>>()

  function forget(runbook: string, but: ReadonlySet<string>): void {
    for (const [path, runbooks] of namedBy) {
      if (but.has(path) || !runbooks.delete(runbook) || runbooks.size > 0) continue
      namedBy.delete(path)
      unwatch(path)
    }
  }

  return {
    set(runbook, folder, facts) {
      const names = new Set((facts?.files ?? []).map(({ path }) => resolve(folder, path)).filter((path) => path !== runbook))
      forget(runbook, names)
      const fresh = [...names].filter((path) => !namedBy.has(path))
      for (const path of fresh) namedBy.set(path, new Set())
      for (const path of names) namedBy.get(path)?.add(runbook)
      watch(fresh)
    },
    forget: (runbook) => forget(runbook, new Set()),
    of: (file) => namedBy.get(file) ?? [],
  }
}
