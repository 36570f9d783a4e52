/** What other processes ask of a run that this one drives. A row in a file is not a command before it has been looked at. */
import { z } from 'zod'
import { RunthroughError, type ErrorCode } from '../core/errors.ts'
import type { Actor, Json, RunId } from '../core/ports.ts'
import type { PersonCommand } from '../core/run/commands.ts'
import type { Engine } from '../core/run/engine.ts'
import type { Host } from './host.ts'
import { answer, ANSWER_WITHIN_MS, pending, type Request } from './store/requests.ts'

const text = z.string().max(10_000)
const because = { reason: text }
const perhaps = { reason: text.optional() }
const ofStep = { step: text }

/** Only what a person may ask: the engine's own commands (an end, a time-out) come from the engine alone. */
const SHAPES = {
  start: z.strictObject({ do: z.literal('start'), ...ofStep }),
  done: z.strictObject({ do: z.literal('done'), ...ofStep, fields: z.record(text, text).optional() }),
  fail: z.strictObject({ do: z.literal('fail'), ...ofStep, ...because }),
  retry: z.strictObject({ do: z.literal('retry'), ...ofStep, ...perhaps }),
  skip: z.strictObject({ do: z.literal('skip'), ...ofStep, ...because }),
  choose: z.strictObject({ do: z.literal('choose'), ...ofStep, outcome: text, ...perhaps }),
  vote: z.strictObject({ do: z.literal('vote'), ...ofStep, role: text, vote: z.enum(['go', 'go-with-risk', 'no-go']), ...perhaps }),
  rollback: z.strictObject({ do: z.literal('rollback'), ...because }),
  accept: z.strictObject({ do: z.literal('accept'), ...ofStep, ...because }),
  branch: z.strictObject({ do: z.literal('branch'), branch: text, from: text, ...because }),
  goto: z.strictObject({ do: z.literal('goto'), from: text, to: text, ...because }),
  recycle: z.strictObject({ do: z.literal('recycle'), to: text, ...because }),
  crossing: z.strictObject({ do: z.literal('crossing'), ...ofStep, took: z.enum(['yes', 'no', 'unknown']), second: text.optional() }),
  undo: z.strictObject({ do: z.literal('undo') }),
  amend: z.strictObject({ do: z.literal('amend'), ...ofStep, attempt: z.number().int().optional(), endedAt: z.number(), ...because }),
  hold: z.strictObject({ do: z.literal('hold'), ...because }),
  release: z.strictObject({ do: z.literal('release') }),
  abandon: z.strictObject({ do: z.literal('abandon'), ...because }),
  gap: z.strictObject({ do: z.literal('gap'), as: z.enum(['work', 'outage']) }),
  note: z.strictObject({ do: z.literal('note'), text, step: text.optional() }),
} as const satisfies { readonly [Do in PersonCommand['do']]: z.ZodType<{ do: Do }> }
const COMMAND = z.union(Object.values(SHAPES))

/** `auto` and `runthrough` are the tool itself, which leaves no requests. */
const ACTOR = z.strictObject({ name: text.min(1), via: z.enum(['terminal', 'window', 'link']), role: text.optional(), onBehalfOf: text.optional(), how: text.optional() })

/** @throws RunthroughError `bad-input` */
export function readRequest({ command, actor }: Pick<Request, 'command' | 'actor'>): { readonly command: PersonCommand; readonly actor: Actor } {
  const [asked, by] = [COMMAND.safeParse(command), ACTOR.safeParse(actor)]
  if (!asked.success || !by.success) throw new RunthroughError('bad-input', 'What was asked of the run is no command that it knows.', 'Ask with the same version of Runthrough that drives the run.')
  return { command: asked.data as PersonCommand, actor: by.data as Actor }
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
