/** What other processes ask of a run that this one drives. A row in a file is not a command before it has been looked at. */
import { z } from 'zod'
import { Command } from '../contract/command.ts'
import { Evidence } from '../contract/shapes/scalars.ts'
import { RunthroughError, type ErrorCode } from '../core/errors.ts'
import type { Actor, Json, RunId } from '../core/ports.ts'
import type { PersonCommand } from '../core/run/commands.ts'
import type { Engine } from '../core/run/engine.ts'
import { VERDICTS } from '../core/run/verdict.ts'
import type { Host } from './host.ts'
import { answer, ANSWER_WITHIN_MS, pending, type Request } from './store/requests.ts'

const text = z.string().max(10_000)

/** `auto` and `runthrough` are the tool itself, which leaves no requests. */
const ACTOR = z.strictObject({ name: text.min(1), via: z.enum(['terminal', 'window', 'link']), role: text.optional(), onBehalfOf: text.optional(), how: text.optional() })

/** What another host adds, and no page ever says: what its board said of a vote, what its card said of a rollback. */
const ADDED = z.union([
  z.looseObject({ do: z.literal('vote'), rests: z.record(text, z.enum(VERDICTS)) }).transform(({ rests, ...plain }) => ({ plain, added: { rests } })),
  z.looseObject({ do: z.enum(['rollback', 'accept']), latestSafeAt: z.number().optional(), evidence: Evidence.optional() }).transform(({ latestSafeAt, evidence, ...plain }) => ({ plain, added: { ...(latestSafeAt === undefined ? {} : { latestSafeAt }), ...(evidence === undefined ? {} : { evidence }) } })),
])

/** @throws RunthroughError `bad-input` */
export function readRequest({ command, actor }: Pick<Request, 'command' | 'actor'>): { readonly command: PersonCommand; readonly actor: Actor } {
  const { plain, added } = ADDED.safeParse(command).data ?? { plain: command, added: {} }
  const [asked, by] = [Command.safeParse(plain), ACTOR.safeParse(actor)]
  if (!asked.success || !by.success) throw new RunthroughError('bad-input', 'What was asked of the run is no command that it knows.', 'Ask with the same version of Runthrough that drives the run.')
  return { command: { ...asked.data, ...added } as PersonCommand, actor: by.data as Actor }
}

/** Carries out what was asked since the last look, in order; each asker gets its answer. */
export function obeyRequests({ store, clock }: Host, run: RunId, engine: Engine): void {
  for (const request of pending(store.db, run)) {
    try {
      // Its asker has long gone without an answer, and may have decided otherwise since.
      if (Math.abs(clock.wallMs() - request.askedAt) > ANSWER_WITHIN_MS) throw tooLate(run)
      const { command, actor } = readRequest(request)
      engine.submit(command, actor)
      answer(store, request.id, { ok: true, seq: engine.state.seq }, clock)
    } catch (error) {
      if (!(error instanceof RunthroughError)) throw error
      answer(store, request.id, shapeOf(error), clock)
    }
  }
}

/** What was asked of a driver that is no more: it may have been carried out already, so it is never carried out again. */
export function refuseOldRequests({ store, clock }: Host, run: RunId): void {
  for (const { id } of pending(store.db, run)) answer(store, id, shapeOf(tooLate(run)), clock)
}

function tooLate(run: RunId): RunthroughError {
  return new RunthroughError('leased', `The process that drove run ${run} did not answer in time.`, 'See where the run stands, then ask again.')
}

function shapeOf({ code, message, hint }: { readonly code: ErrorCode; readonly message: string; readonly hint: string }): Json {
  return { error: { code, message, hint } }
}
