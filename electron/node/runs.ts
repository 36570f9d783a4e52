/** Starts runs, resumes them after a crash, and hands commands to whoever drives one. */
import { RunthroughError } from '../core/errors.ts'
import type { Actor, Json, RunId, StepId } from '../core/ports.ts'
import { brokenAt } from '../core/chain.ts'
import { streamOf } from '../core/random.ts'
import type { CompiledMachine } from '../core/machine/compile.ts'
import type { Runbook } from '../core/runbook/model.ts'
import type { PersonCommand } from '../core/run/commands.ts'
import type { GapKind, Mode, RunFacts } from '../core/run/events.ts'
import { eventOf, type RunState } from '../core/run/state.ts'
import { readRunbook, runbookFrom, usable } from './catalog.ts'
import { driverOf } from './driven.ts'
import { driveRun, type DrivenRun } from './drivenRun.ts'
import { environmentFor, inputsFor, refuseUnanswered, secretsFor, secretsThere } from './given.ts'
import type { Host } from './host.ts'
import { refuseImpostor } from './identity.ts'
import type { Prepared } from './prepared.ts'
import { refreshProjections } from './projection.ts'
import { lostTail, lostTailOf } from './store/journal.ts'
import { readRecords } from './store/records.ts'
import { ANSWER_WITHIN_MS, ask, waitAnswer } from './store/requests.ts'
import { getRun, lastOpenRun, runbookBytes, type RunSummary } from './store/runs.ts'
import { releaseLease, takeLease, thisHolder, type Holder } from './store/lease.ts'
import { requireApproval, requireTrust, trustFacts } from './trust.ts'

export interface NewRun {
  readonly file: string
  /** Of the bytes that somebody saw: others are refused. */
  readonly sha256?: string
  readonly mode: Mode
  readonly environment?: string
  readonly inputs?: Readonly<Record<string, string>>
  readonly auto?: boolean
  readonly rollbackAt?: string
  readonly seed?: number
  readonly gap?: GapKind
  readonly injects?: readonly string[]
  /** So many more, which ones by the seed. */
  readonly injectsBySeed?: number
  /** Live: the runbook's id, typed by the captain. */
  readonly confirm?: string
  readonly actor: Actor
  readonly app?: string
}

/**
 * Checks everything, then starts. Nothing has been executed or written where it throws (but an environment's identity check).
 * `aborting`: told to end meanwhile, it starts nothing and throws the signal's reason.
 * @throws RunthroughError in words for a person; its kind says the exit code.
 */
export async function startRun(host: Host, wanted: NewRun, aborting?: AbortSignal): Promise<DrivenRun> {
  const prepared = prepare(host, wanted)
  await refuseImpostor(host, prepared, aborting)
  aborting?.throwIfAborted()
  return driveRun(host, prepared, { run: host.ids.run(), begin: wanted.actor })
}

/** Everything that `startRun` looks at before it acts. @throws what `startRun` would throw */
export function prepare(host: Host, wanted: NewRun): Prepared {
  const book = readRunbook(wanted.file, host.look)
  if (wanted.sha256 !== undefined && wanted.sha256 !== book.sha256) throw new RunthroughError('script-changed', `${book.file} is no longer what you saw: it was changed meanwhile.`, 'Look at its plan again, then start. Nothing was started.')
  const { runbook, compiled } = usable(book)
  const environment = environmentFor(runbook, wanted.mode, wanted.environment, wanted.confirm)
  if (wanted.mode === 'live' && wanted.auto) throw new RunthroughError('live-refused', 'A live run is never unattended.', 'Leave out --auto.')
  if (wanted.auto) refuseUnanswered(runbook)
  const executes = wanted.mode !== 'tabletop'
  const trust = executes ? requireTrust(host.store, book, runbook) : null
  const inputs = inputsFor(runbook, wanted.inputs ?? {})
  const secrets = executes ? secretsFor(environment, host.env) : {}
  const startsAt = host.clock.wallMs()
  // What is left to chance can be done again: its seed is kept with the run.
  const seed = wanted.seed ?? (wanted.injectsBySeed ? startsAt % 2 ** 31 : undefined)
  const injects = injectsOf(runbook, wanted, seed ?? 0)
  const facts: RunFacts = {
    runbook: runbook.id,
    sha256: book.sha256,
    mode: wanted.mode,
    environment: environment?.id ?? null,
    inputs,
    auto: wanted.auto ?? false,
    file: book.file,
    ...(trust ? { trust: trust.trustSha256 } : {}),
    ...(wanted.rollbackAt === undefined ? {} : { rollbackAt: rollbackStep(compiled, wanted) }),
    ...(seed === undefined ? {} : { seed }),
    ...(wanted.gap === undefined ? {} : { gap: wanted.gap }),
    ...(injects.length === 0 ? {} : { injects }),
    ...(runbook.window ? { window: { startsAt, endsAt: startsAt + runbook.window.lengthMs, safetyFloorMs: runbook.window.safetyFloorMs } } : {}),
    ...(wanted.app === undefined ? {} : { app: wanted.app }),
  }
  return { book, runbook, compiled, environment, facts, secrets, trust }
}

function rollbackStep(compiled: CompiledMachine, { mode, rollbackAt: id = '' }: NewRun): StepId {
  if (mode === 'live') throw new RunthroughError('live-refused', 'A live run is rolled back by a person, not by appointment.', 'Leave out --rollback-at.')
  const place = compiled.layout.find(id)
  if (!place || place.branch) throw new RunthroughError('unknown-step', `There is no step "${id}" on the main path.`, 'Name a step by its id, as in the file.')
  return place.step.id
}

function injectsOf(runbook: Runbook, wanted: NewRun, seed: number): readonly string[] {
  const { injects = [], injectsBySeed = 0 } = wanted
  if (injects.length === 0 && injectsBySeed === 0) return []
  if (wanted.mode === 'live') throw new RunthroughError('live-refused', 'Injects belong to rehearsals.', 'Leave out --inject.')
  const unknown = injects.find((id) => !runbook.injects.some((inject) => inject.id === id))
  if (unknown !== undefined) throw new RunthroughError('bad-input', `There is no inject "${unknown}".`, `The runbook has ${runbook.injects.map(({ id }) => id).join(', ') || 'none'}.`)
  const others = runbook.injects.map(({ id }) => id).filter((id) => !injects.includes(id))
  if (injectsBySeed > others.length) throw new RunthroughError('bad-input', `There are not ${injectsBySeed} injects to draw by seed: the runbook has ${others.length === 0 ? 'no other' : `${others.length} others`}.`, 'Ask for fewer.')
  const random = streamOf(seed, 'injects')
  const shuffled = others.map((id) => ({ id, at: random.next() })).sort((a, b) => a.at - b.at)
  return [...injects, ...shuffled.slice(0, injectsBySeed).map(({ id }) => id)]
}

export interface Resume {
  /** The last open one unless said. */
  readonly run?: string
  /** Whether the tool answers for people from now on; as before unless said. */
  readonly auto?: boolean
  /** What is asked of the run before anything new starts. */
  readonly first?: (compiled: CompiledMachine, state: RunState) => readonly PersonCommand[]
  /** The run is only taken over to be abandoned: changed scripts and missing secrets don't matter. */
  readonly toAbandon?: boolean
  /** Go on although events at the end of its journal are lost: somebody has looked at the systems. The loss is journalled. */
  readonly acceptLostTail?: boolean
  readonly actor: Actor
}

/**
 * Takes an open run over where nobody drives it, and stands where it stood.
 * @throws RunthroughError `unknown-run`, `illegal` (it has ended), `leased`, `chain-broken`, `script-changed`, `untrusted`, `missing-secret`
 */
export function resumeRun(host: Host, { run, auto, first: asked, toAbandon = false, acceptLostTail = toAbandon, actor }: Resume): DrivenRun {
  const { store, clock } = host
  refreshProjections(host)
  const summary = run === undefined ? lastOpenRun(store.db) : getRun(store.db, run as RunId)
  if (!summary) throw new RunthroughError('unknown-run', 'There is no open run.', 'Start one with: runthrough rehearse FILE --env NAME')
  if (summary.endedAt !== null) throw new RunthroughError('illegal', `Run ${summary.id} has ended (${summary.outcome}).`, 'Start a new one with: runthrough rehearse FILE --env NAME')
  const driver = driverOf(host, summary.id)
  if (driver && driver.session !== host.session) throw leased(summary.id, driver)
  const missing = lostTail(store, summary.id)
  if (missing > 0 && !acceptLostTail) throw lostTailOf(summary.id, missing)
  // Everything that may be refused comes first: the lease row still tells when the dead host was last seen.
  const facts = beginningOf(host, summary.id)
  if (auto && facts.mode === 'live') throw new RunthroughError('live-refused', 'A live run is never unattended.', 'Leave out --auto.')
  const prepared = prepareAgain(host, summary, facts, toAbandon)
  const taken = takeLease(store, summary.id, thisHolder(host.session), clock)
  if (!taken.held) throw leased(summary.id, taken.heldBy)
  try {
    return driveRun(host, prepared, {
      run: summary.id,
      records: [...readRecords(store.db, summary.id)],
      writer: taken.writer,
      auto: auto ?? facts.auto,
      resumedBy: actor,
      ...(asked ? { first: (state) => asked(prepared.compiled, state) } : {}),
      ...(missing > 0 ? { lostEvents: missing } : {}),
      ...(taken.takenOver ? { lastSeenAt: taken.takenOver.lastBeatAt, takenOverFrom: `process ${taken.takenOver.from.pid} on ${taken.takenOver.from.host}` } : {}),
    })
  } catch (error) {
    releaseLease(store, summary.id, taken.writer)
    throw error
  }
}

/** How the run began, after a look at its whole chain. @throws RunthroughError `chain-broken` */
function beginningOf(host: Host, run: RunId): RunFacts {
  const records = [...readRecords(host.store.db, run)]
  const broken = brokenAt(host.hash, records)
  if (broken !== undefined) throw new RunthroughError('chain-broken', `The journal of run ${run} is broken at event ${broken}.`, 'Look at it with: runthrough verify')
  const first = records[0] && eventOf(records[0])
  if (first?.type !== 'run.started') throw new RunthroughError('chain-broken', `The journal of run ${run} has no beginning.`, 'Look at it with: runthrough verify')
  const { type: _, ...facts } = first
  return facts
}

function prepareAgain(host: Host, { id, sha256 }: RunSummary, facts: RunFacts, toAbandon: boolean): Prepared {
  const book = runbookFrom(facts.file, runbookBytes(host.store.db, sha256), host.look)
  const { runbook, compiled } = usable(book)
  const environment = facts.environment === null ? null : (runbook.environments[facts.environment] ?? null)
  // With no approved file known, none is started.
  if (toAbandon) return { book, runbook, compiled, environment, facts, secrets: secretsThere(environment, host.env), trust: facts.trust === undefined ? null : { trustSha256: facts.trust, files: [] } }
  const trust = facts.trust === undefined ? null : trustFacts(book, runbook)
  if (trust && trust.trustSha256 !== facts.trust) throw new RunthroughError('script-changed', 'A script of this run is no longer what was approved.', 'Put the approved files back, then resume; or abandon the run.')
  if (trust) requireApproval(host.store, id, book, trust)
  return { book, runbook, compiled, environment, facts, secrets: trust ? secretsFor(environment, host.env) : {}, trust }
}

function leased(run: RunId, holder: Holder): RunthroughError {
  return new RunthroughError('leased', `Run ${run} is driven by process ${holder.pid} on ${holder.host}.`, 'Give it commands from here (runthrough rollback, runthrough abandon), or end that process and resume.', { run, pid: holder.pid, host: holder.host })
}

/** A command for a run that another process drives; its answer is ours: the seq of what it led to. @throws what that process answered, or `leased` where it does not. */
export async function askDriver(host: Host, run: RunId, command: PersonCommand, actor: Actor): Promise<number> {
  const id = ask(host.store, { run, command: command as unknown as Json, actor }, host.clock)
  const found = await waitAnswer(host.store, id, host.clock, ANSWER_WITHIN_MS)
  if (!found) throw new RunthroughError('leased', `The process that drives run ${run} does not answer.`, 'Look after it; if it hangs, end it and resume the run from here.')
  const { error, seq } = found.answer as { error?: { code: never; message: string; hint: string }; seq?: number }
  if (error) throw new RunthroughError(error.code, error.message, error.hint)
  return seq ?? getRun(host.store.db, run).lastSeq
}
