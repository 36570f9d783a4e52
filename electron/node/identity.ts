/** "Am I really on staging?": an environment's identity check must pass before a run against it begins. */
import { rmSync } from 'node:fs'
import type { RunId } from '../core/ports.ts'
import { RunthroughError } from '../core/errors.ts'
import { runBeside } from './exec/beside.ts'
import { valuesFor } from './given.ts'
import type { Host } from './host.ts'
import type { Prepared } from './prepared.ts'
import { refuseChanged } from './trust.ts'

const WITHIN_MS = 30_000

/** @throws RunthroughError `identity-failed`, or what `aborting` was aborted with */
export async function refuseImpostor(host: Host, { book, facts, environment, secrets, trust }: Prepared, aborting?: AbortSignal): Promise<void> {
  const identity = environment?.identity
  if (!identity || facts.mode === 'tabletop' || facts.mode === 'simulation') return
  const folder = host.runFolder(`identity-${host.session}` as RunId)
  const check = runBeside(identity, {
    folder,
    options: { cwd: book.folder, values: valuesFor(environment, facts.inputs, secrets), clock: host.clock, launcher: host.launcher },
    ...(trust ? { beforeStart: () => refuseChanged(book, trust)([identity]) } : {}),
  })
  const stop = (): void => check.stop()
  const cancel = host.clock.after(WITHIN_MS, stop)
  aborting?.addEventListener('abort', stop, { once: true })
  const { outcome, message } = await check.ended
  cancel()
  aborting?.removeEventListener('abort', stop)
  rmSync(folder, { recursive: true, force: true })
  aborting?.throwIfAborted()
  if (outcome !== 'done') throw new RunthroughError('identity-failed', `${environment.id} is not what it should be: its identity check failed. ${message ?? ''}`.trim(), 'Look at where the environment points to. Nothing was started.')
}
