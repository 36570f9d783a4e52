/** "Am I really on staging?": an environment's identity check must pass before a run against it begins. */
import { RunthroughError } from '../core/errors.ts'
import type { AttemptEnd, RunId } from '../core/ports.ts'
import type { CheckStep } from '../core/runbook/model.ts'
import { createStepRunner } from './exec/stepRunner.ts'
import { valuesFor } from './given.ts'
import type { Host } from './host.ts'
import type { Prepared } from './prepared.ts'
import { refuseChanged } from './trust.ts'

const WITHIN_MS = 30_000

/** @throws RunthroughError `identity-failed` */
export async function refuseImpostor(host: Host, { book, facts, environment, secrets, trust }: Prepared, aborting?: AbortSignal): Promise<void> {
  if (!environment?.identity || facts.mode === 'tabletop' || facts.mode === 'simulation') return
  const id = `identity-${host.session}` as RunId
  const runner = createStepRunner({
    folder: host.runFolder(id),
    cwd: book.folder,
    values: valuesFor(environment, facts.inputs, secrets),
    clock: host.clock,
    mode: 'rehearsal',
    comms: 'shown',
    audiences: {},
    onSignal: () => undefined,
    ...(trust ? { beforeStart: refuseChanged(book, trust) } : {}),
    log: host.log,
  })
  const step = { kind: 'check', id: 'identity', title: 'identity', run: environment.identity, needs: [], undoes: [], was: [], onRollback: 'stop', pointOfNoReturn: false, rerun: 'safe', content: '', at: { line: 1, column: 1 } } as unknown as CheckStep
  const end = await new Promise<AttemptEnd>((resolve) => {
    const attempt = runner.start({ run: id, step, attempt: host.clock.wallMs(), startedAt: host.clock.wallMs() }, (seen) => {
      cancel()
      resolve(seen)
    })
    const cancel = host.clock.after(WITHIN_MS, () => attempt.stop())
    aborting?.addEventListener('abort', () => attempt.stop(), { once: true })
  })
  aborting?.throwIfAborted()
  if (end.outcome !== 'done') throw new RunthroughError('identity-failed', `${environment.id} is not what it should be: its identity check failed. ${end.message ?? ''}`.trim(), 'Look at where the environment points to. Nothing was started.')
}
