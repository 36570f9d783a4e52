/** How a record changes the splits: one for each attempt, opened by its start and closed when the machine says that it no longer runs. */
import type { JournalRecord, StepId } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { contextOf, type Snapshot } from '../machine/judge.ts'
import { isRunning, STATUS } from '../machine/status.ts'
import type { EndDetails, RunEvent } from './events.ts'
import { eventOf, latestIndex, type RunState, type SplitOutcome, type SplitState } from './state.ts'

type Splits = Pick<RunState, 'splits' | 'latest'>

/** What an event says about the attempt that it ends. */
function outcomeOf(event: RunEvent, cause: 'timeout' | 'failure' | undefined): SplitOutcome {
  switch (event.type) {
    case 'step.ended':
      return event.outcome
    case 'step.gone':
      return cause === 'timeout' ? 'timed-out' : 'failed'
    case 'step.expired':
      return 'timed-out'
    case 'step.skipped':
      return 'skipped'
    case 'gate.voted':
      return event.closes === 'no-go' ? 'failed' : 'done'
    default:
      return 'done'
  }
}

function details(event: RunEvent): Partial<SplitState> {
  if (event.type === 'step.skipped' || event.type === 'step.degraded') return { message: event.reason }
  if (event.type === 'decision.made') return { message: event.reason ? `${event.outcome}: ${event.reason}` : event.outcome }
  if (event.type !== 'step.ended' && event.type !== 'step.gone') return {}
  const { exitCode, message, volume, output, fields } = event
  return {
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(message === undefined ? {} : { message }),
    ...(volume === undefined ? {} : { volume }),
    ...(output === undefined ? {} : { output }),
    ...(fields === undefined ? {} : { fields }),
  }
}

function doubtOf({ doubt }: SplitState, event: Extract<RunEvent, { type: 'step.doubted' | 'step.vouched' }>): Pick<SplitState, 'doubt'> {
  if (event.type === 'step.doubted') return { doubt: { fastestMs: event.fastestMs } }
  return doubt ? { doubt: { ...doubt, ran: event.ran, ...(event.reason === undefined ? {} : { reason: event.reason }) } } : {}
}

type Polled = Pick<SplitState, 'votes' | 'ballots' | 'reopened' | 'reopenings'>

function voted(split: SplitState | undefined, { role, vote, reason, until, rests }: Extract<RunEvent, { type: 'gate.voted' }>, { at, actor }: JournalRecord): Polled {
  const { [role]: _, ...reopened } = split?.reopened ?? {}
  const ballot = { vote, by: actor, at, ...(reason === undefined ? {} : { reason }), ...(until === undefined ? {} : { until }), ...(rests === undefined ? {} : { rests }) }
  return { votes: { ...split?.votes, [role]: vote }, ballots: { ...split?.ballots, [role]: ballot }, reopened }
}

/** The votes are still told, but count no more. */
function reopened(split: SplitState | undefined, { roles, why }: Extract<RunEvent, { type: 'gate.reopened' }>, { at }: JournalRecord): Polled {
  return {
    votes: Object.fromEntries(Object.entries(split?.votes ?? {}).filter(([role]) => !roles.includes(role))),
    reopened: { ...split?.reopened, ...Object.fromEntries(roles.map((role) => [role, { at, why }])) },
    reopenings: (split?.reopenings ?? 0) + 1,
  }
}

/** Run time at which the attempt really ended: earlier than its record where nobody was there to see it. */
function endTime(event: RunEvent, record: JournalRecord, now: number, from: number): number {
  const seen = 'endedAt' in event ? (event as EndDetails).endedAt : undefined
  return event.type !== 'step.amended' && seen !== undefined ? Math.max(from, now - Math.max(0, record.at - seen)) : now
}

export function trackSplits(compiled: CompiledMachine, before: RunState, after: Snapshot, record: JournalRecord, now: number): Splits {
  const event = eventOf(record)
  const old = contextOf(before.snapshot)
  const next = contextOf(after)
  const splits = [...before.splits]
  let { latest } = before
  const at = (step: StepId): number => latestIndex({ latest, layout: compiled.layout }, step)
  const open = (step: StepId, rest: Partial<SplitState>): void => {
    const attempt = (splits[at(step)]?.attempt ?? 0) + 1
    if (latest === before.latest) latest = latest.slice()
    latest[compiled.layout.place(step).index] = splits.length
    splits.push({ step, attempt, from: now, startedAt: record.at, ...rest })
  }
  const change = (step: StepId, rest: Partial<SplitState>): void => {
    const index = at(step)
    const split = splits[index]
    if (split) splits[index] = { ...split, ...rest }
  }
  const doubt = (doubted: Extract<RunEvent, { type: 'step.doubted' | 'step.vouched' }>): void => {
    const index = splits.findIndex((split) => split.step === doubted.step && split.attempt === doubted.attempt)
    const split = splits[index]
    // An undone outcome takes the question along.
    if (split?.outcome !== undefined) splits[index] = { ...split, ...doubtOf(split, doubted) }
  }

  if (event.type === 'step.started') open(event.step, {})
  if (event.type === 'gate.voted') change(event.step, voted(splits[at(event.step)], event, record))
  if (event.type === 'gate.reopened') change(event.step, reopened(splits[at(event.step)], event, record))
  if ((event.type === 'inject.drawn' || event.type === 'step.timed-out' || event.type === 'step.cancelled' || event.type === 'step.ended') && event.inject !== undefined) change(event.step, { inject: event.inject })
  if (event.type === 'step.undecided') change(event.step, { undecided: true })
  if (event.type === 'step.doubted' || event.type === 'step.vouched') doubt(event)
  if (event.type === 'run.resumed') for (const step of event.outlived) change(step, { outlived: true })
  if (event.type === 'step.amended') {
    const index = splits.findIndex((split) => split.step === event.step && split.attempt === event.attempt)
    const split = splits[index]
    // An undone outcome takes its amendment along: the attempt runs again.
    if (split?.outcome !== undefined) splits[index] = { ...split, to: Math.max(split.from, Math.min(before.endedAt ?? now, now - (record.at - event.endedAt))) }
  }
  if (next.status === old.status) return { splits, latest }

  for (const { index, step } of compiled.layout.places) {
    const was = old.status[index]
    const is = next.status[index]
    if (was === is) continue
    if (isRunning(was)) {
      if (isRunning(is)) continue
      const outcome = is === STATUS.degraded ? 'degraded' : event.type === 'decision.made' && is === STATUS.failed ? 'failed' : outcomeOf(event, old.ending[index])
      const from = splits[at(step.id)]?.from ?? now
      change(step.id, { outcome, to: endTime(event, record, now, from), ...(record.actor.via === 'auto' ? { answered: true } : {}), ...details(event) })
    } else if (is === STATUS.skipped) open(step.id, { to: now, outcome: 'skipped', ...details(event) })
    // The attempt that failed is the one that is gone on without.
    else if (is === STATUS.degraded) change(step.id, { outcome: 'degraded', ...details(event) })
    else if (is === STATUS.passed && was !== STATUS.failed) open(step.id, { to: now, outcome: 'passed-over' })
    else if (is === STATUS.undone) change(step.id, { outcome: 'undone' })
  }
  return { splits, latest }
}
