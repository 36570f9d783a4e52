/** Compiled machines of runbooks that were lately used, by their bytes: compiling a large one takes a second. */
import type { CompiledMachine } from '../../core/machine/compile.ts'
import { runbookFrom, usable } from '../catalog.ts'
import type { Host } from '../host.ts'
import { runbookBytes, type RunSummary } from '../store/runs.ts'

export interface Machines {
  /** @throws RunthroughError `damaged-database`, `invalid-runbook` */
  of(run: Pick<RunSummary, 'sha256'>, file: string): CompiledMachine
  /** One that was compiled elsewhere. */
  keep(sha256: string, compiled: CompiledMachine): void
}

const KEPT = 8

export function createMachines(host: Host): Machines {
  /** The latest last. */
  const kept = new Map<string, CompiledMachine>()

  function keep(sha256: string, compiled: CompiledMachine): void {
    kept.delete(sha256)
    kept.set(sha256, compiled)
    const [oldest] = kept.keys()
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
  }

  return {
    keep,
    of({ sha256 }, file) {
      const compiled = kept.get(sha256) ?? usable(runbookFrom(file, runbookBytes(host.store.db, sha256), host.look)).compiled
      keep(sha256, compiled)
      return compiled
    },
  }
}
