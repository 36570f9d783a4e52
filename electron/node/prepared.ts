/** A run whose file, trust, environment, inputs and secrets have been looked at. */
import type { CompiledMachine } from '../core/machine/compile.ts'
import type { RunFacts } from '../core/run/events.ts'
import type { Environment, Runbook } from '../core/runbook/model.ts'
import type { RunbookFile } from './catalog.ts'
import type { TrustFacts } from './trust.ts'

/** All that a run needs to be driven. */
export interface Prepared {
  readonly book: RunbookFile
  readonly runbook: Runbook
  readonly compiled: CompiledMachine
  readonly environment: Environment | null
  readonly facts: RunFacts
  readonly secrets: Readonly<Record<string, string>>
  readonly trust: TrustFacts | null
}
