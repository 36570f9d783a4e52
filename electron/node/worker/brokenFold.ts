/** A journal that its own machine does not take. */
import { RunthroughError } from '../../core/errors.ts'
import type { RunId } from '../../core/ports.ts'

/** `seq`: of the last event that could be read. */
export function brokenFold(run: RunId, seq: number, error?: unknown): RunthroughError {
  if (error instanceof RunthroughError) return error
  const why = error instanceof Error ? ` (${error.message})` : ''
  const what = seq === 0 ? `The journal of run ${run} has no beginning` : `The journal of run ${run} can't be read beyond event ${seq}`
  return new RunthroughError('chain-broken', `${what}${why}.`, 'Look at it with: runthrough verify', { run, seq })
}
