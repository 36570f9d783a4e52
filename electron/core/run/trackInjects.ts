/** How a record changes what is known of the injects that were drawn (see reaction.ts). */
import type { JournalRecord } from '../ports.ts'
import { ABANDON } from '../machine/context.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { contextOf, endOf, type Snapshot } from '../machine/judge.ts'
import { failurePolicy, timeoutPolicy } from '../machine/policies.ts'
import { isSettled, STATUS } from '../machine/status.ts'
import type { Inject } from '../runbook/model.ts'
import type { RunEvent } from './events.ts'
import type { Decision, DrawnInject, Until } from './reaction.ts'
import { attemptsOf, eventOf, type RunState } from './state.ts'

type Choice = Pick<Decision, 'took' | 'branch' | 'until'>

interface Turn {
  readonly compiled: CompiledMachine
  readonly before: RunState
  readonly after: Snapshot
  readonly record: JournalRecord
  readonly event: RunEvent
}

/** The injects after a record; `now` its run time. */
export function trackInjects(compiled: CompiledMachine, before: RunState, after: Snapshot, record: JournalRecord, now: number): readonly DrawnInject[] {
  const event = eventOf(record)
  const known = before.injects
  if (event.type === 'inject.drawn') return [...known, { inject: event.inject, step: event.step, attempt: attemptsOf(before, event.step), drawnAt: now }]
  if (known.every(({ endedAt }) => endedAt !== undefined)) return known
  const turn: Turn = { compiled, before, after, record, event }
  return known.map((one) => (one.endedAt === undefined ? next(turn, one, now) : one))
}

function next(turn: Turn, one: DrawnInject, now: number): DrawnInject {
  const { event, after } = turn
  if (one.decision) return isOver(turn, one.decision.until) ? { ...one, endedAt: now } : one
  const card = turn.compiled.layout.runbook.injects.find(({ id }) => id === one.inject)
  const choice = card && choiceOf(turn, one, card)
  const said = event.type === 'inject.detected' && event.inject === one.inject && event.what !== undefined ? { what: event.what } : {}
  const seen = one.detectedAt !== undefined || choice || isAct(turn, one) ? { ...one, ...said, detectedAt: one.detectedAt ?? now } : one
  if (!choice) return seen
  const { via } = turn.record.actor
  const decision: Decision = { ...choice, at: now, by: via === 'auto' ? 'tool' : via === 'runthrough' ? 'runbook' : 'person' }
  return { ...seen, decision, ...(decision.until.is === 'now' || endOf(after) !== null ? { endedAt: now } : {}) }
}

/** Something that somebody does only because they have seen that something is wrong. */
function isAct({ event, record }: Turn, { inject, step }: DrawnInject): boolean {
  if (record.actor.via === 'runthrough' || ('inject' in event && event.type !== 'inject.detected' && event.inject !== undefined)) return false
  switch (event.type) {
    case 'inject.detected':
      return event.inject === inject
    case 'run.held':
    case 'run.released':
    case 'run.recycled':
    case 'run.abandoned':
    case 'rollback.started':
    case 'rollback.accepted':
    case 'branch.started':
    case 'step.left':
      return true
    case 'note.added':
    case 'step.amended':
    case 'step.vouched':
      return false
    default:
      return 'step' in event && event.step === step
  }
}

function choiceOf(turn: Turn, one: DrawnInject, card: Inject): Choice | undefined {
  const { event, before, after } = turn
  const [was, is] = [contextOf(before.snapshot), contextOf(after)]
  const entered = was.plan !== is.plan && is.plan !== null ? entering(turn, is.plan) : undefined
  if (event.type === 'decision.made' && event.step === one.step) return { took: event.outcome, until: entered?.until ?? { is: 'now' } }
  if (entered) return entered
  if (card.expects === 'hold' && !was.held && is.held) return { took: 'hold', until: { is: 'release' } }
  if (event.type === 'step.left' && event.from === one.step) return { took: event.to, until: { is: 'settled', step: event.to } }
  if (event.type === 'run.recycled') return { took: event.to, until: { is: 'settled', step: event.to } }
  return 'step' in event && event.step === one.step && !('inject' in event && event.inject !== undefined) ? outOfStep(turn, one, card) : undefined
}

/** What becomes of the step itself. */
function outOfStep({ compiled, event, before, after }: Turn, { step, attempt }: DrawnInject, card: Inject): Choice | undefined {
  const { index, step: model } = compiled.layout.place(step)
  const status = contextOf(after).status[index]
  if (event.type === 'step.retried') return { took: 'retry', until: { is: 'settled', step } }
  if (status === STATUS.skipped) return { took: 'skip', until: { is: 'now' } }
  if (status === STATUS.degraded) return { took: 'degrade', until: { is: 'now' } }
  if (status === STATUS.done) {
    // The runbook tried again by itself, and it went well.
    if (attemptsOf(before, step) > attempt) return { took: 'retry', until: { is: 'now' } }
    return event.type === 'step.ended' && (card.expects === 'continue' || card.outcome === undefined) ? { took: 'continue', until: { is: 'now' } } : undefined
  }
  if (event.type !== 'step.ended' && event.type !== 'step.gone') return undefined
  const cause = contextOf(before.snapshot).ending[index]
  const { then } = event.type === 'step.gone' && cause === 'timeout' ? timeoutPolicy(compiled.layout, model) : failurePolicy(compiled.layout, model)
  // The runbook went on elsewhere by itself.
  return then.do === 'goto' && status !== STATUS.backoff && contextOf(after).plan === contextOf(before.snapshot).plan && contextOf(after).pending === null ? { took: then.step, until: { is: 'settled', step: then.step } } : undefined
}

function entering({ compiled }: Turn, plan: string): Choice {
  if (plan === ABANDON) return { took: 'abandon', until: { is: 'end' } }
  const branch = compiled.layout.runbook.branches.find(({ id }) => id === plan)
  return branch?.kind === 'rollback' ? { took: 'rollback', branch: plan, until: { is: 'end' } } : { took: plan, until: { is: 'left', branch: plan } }
}

function isOver({ compiled, after }: Turn, until: Until): boolean {
  if (endOf(after) !== null) return true
  const { plan, held, status } = contextOf(after)
  switch (until.is) {
    case 'now':
      return true
    case 'end':
      return false
    case 'release':
      return !held
    case 'left':
      return plan !== until.branch
    case 'settled':
      return isSettled(status[compiled.layout.place(until.step).index])
  }
}
