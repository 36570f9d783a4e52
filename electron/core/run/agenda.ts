/**
 * What must happen next without anybody asking: computed from the state alone, so that a host that comes back after a crash
 * knows exactly as much as the one that died. `now` is the present run time in ms.
 */
import type { StepId } from '../ports.ts'
import { ABANDON, type RunContext } from '../machine/context.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import type { Place } from '../machine/layout.ts'
import { runEvent, stepEvent } from '../machine/event.ts'
import { contextOf, endOf, judge } from '../machine/judge.ts'
import { STATUS } from '../machine/status.ts'
import type { Step } from '../runbook/model.ts'
import type { Command } from './commands.ts'
import { answer } from './auto.ts'
import type { Due, Work } from './due.ts'
import { clockTimeMs } from './clockTime.ts'
import { injectsToDraw, injectsToRepeat } from './injects.ts'
import { hasRunner, startsItself } from './start.ts'
import { latestSplit, outages, type RunState, type SplitState } from './state.ts'
import { decisionDue } from './tiers.ts'
import { overlap } from './time.ts'

export interface Agenda {
  /** In the order of their time; those with `at` ≤ now are to be carried out at once. */
  readonly due: readonly Due[]
  /** Everything whose program should be running. */
  readonly work: readonly Work[]
}

export function agenda(compiled: CompiledMachine, state: RunState, now: number): Agenda {
  const due: Due[] = []
  const work: Work[] = []
  if (endOf(state.snapshot) !== null) return { due, work }
  const context = contextOf(state.snapshot)
  // Before the tool answers for anybody at that step.
  for (const { id } of [...injectsToDraw(compiled, state), ...injectsToRepeat(compiled, state)]) due.push({ at: now, command: { do: 'strike', inject: id } })
  for (const place of compiled.layout.places) {
    const code = context.status[place.index]
    if (code === STATUS.ready) due.push(...startOf(compiled, state, context, place, now))
    else if (code === STATUS.backoff && free(context, place)) due.push({ at: state.dueAt[place.step.id] ?? now, command: { do: 'due', step: place.step.id } })
    else if (code === STATUS.running || code === STATUS.ending) {
      const split = latestSplit(state, place.step.id)
      if (split) attend(compiled, state, context, place, split, code === STATUS.ending, now, due, work)
    } else if (code === STATUS.failed && !state.auto) {
      const decision = mine(context, place) ? decisionDue(compiled, state, place, now) : null
      if (decision) due.push({ at: decision.at, command: { do: 'undecided', step: place.step.id, attempt: decision.split.attempt } })
    } else if (code === STATUS.failed && context.proposed.includes(place.index) && acceptable(compiled, state, place)) {
      due.push({ at: now, command: { do: 'accept', step: place.step.id, reason: `${place.step.id} failed` }, auto: true })
    }
  }
  return { due: due.sort((a, b) => a.at - b.at), work }
}

/** Its strand is the one that is walked, and nothing holds. */
function free(context: RunContext, place: Place): boolean {
  return !context.held && mine(context, place)
}

function acceptable(compiled: CompiledMachine, state: RunState, place: Place): boolean {
  return judge(compiled, state.snapshot, place.branch ? runEvent('ROLLBACK') : stepEvent('ACCEPT', place.step.id)) !== undefined
}

function mine(context: RunContext, place: Place): boolean {
  return context.plan === (place.branch?.id ?? null) && context.pending === null
}

function startOf(compiled: CompiledMachine, state: RunState, context: RunContext, place: Place, now: number): Due[] {
  const { step } = place
  if (!free(context, place)) return []
  const { rollbackAt } = state.facts
  // Once: after the rollback, or once the step was started all the same, it is used up.
  if (rollbackAt === step.id && latestSplit(state, step.id) === undefined && !place.branch)
    return judge(compiled, state.snapshot, runEvent('ROLLBACK')) ? [{ at: now, command: { do: 'rollback', reason: `asked for at ${step.id}` }, auto: true }] : []
  return state.go.has(step.id) || startsItself(step, state.facts.mode, state.auto) ? [{ at: now, command: { do: 'start', step: step.id } }] : []
}

function attend(compiled: CompiledMachine, state: RunState, context: RunContext, place: Place, split: SplitState, ending: boolean, now: number, due: Due[], work: Work[]): void {
  const { step } = place
  const { attempt } = split
  const stop = ending || (!mine(context, place) && stops(compiled, context, step))
  if (hasRunner(step, state.facts.mode)) {
    work.push({ step, attempt, startedAt: split.startedAt, stop })
    // Begun only after the gap, it has all of its time still; what ran through the gap had it.
    const alone = split.outlived ? 0 : overlap(state.gaps, split.from, now, now)
    if (!stop && step.timeoutMs !== undefined) due.push({ at: split.from + step.timeoutMs + alone, command: { do: 'time-out', step: step.id, attempt } })
    return
  }
  if (stop) {
    due.push({ at: now, command: { do: 'ended', step: step.id, attempt, end: { outcome: 'stopped' } } })
    return
  }
  if (state.facts.mode !== 'tabletop') due.push(...ends(state, step, split, now))
  if (state.auto) due.push(...answer(state, step, split, now))
}

/** Rule 3: a rollback stops what does not say `wait`; other branches wait; giving up stops everything. */
function stops(compiled: CompiledMachine, context: RunContext, step: Step): boolean {
  if (context.pending === ABANDON) return true
  const branch = compiled.layout.runbook.branches.find((other) => other.id === context.plan)
  return branch?.kind === 'rollback' && step.onRollback === 'stop'
}

/** Times that end a step that people or the clock end. A run hold stops the clocks of manual and decision steps, and an outage was none of their time; a gate's deadline goes on (rule 10). */
function ends(state: RunState, step: Step, split: SplitState, now: number): Due[] {
  const { attempt } = split
  const id: StepId = step.id
  const paused = overlap([...state.holds, ...outages(state)], split.from, now, now)
  const done: Command = { do: 'ended', step: id, attempt, end: { outcome: 'done' } }
  switch (step.kind) {
    case 'gate':
      return [...(step.deadlineMs === undefined ? [] : [{ at: split.from + step.deadlineMs, command: { do: 'expire', step: id, attempt } as const }]), ...lapses(state, id, split)]
    case 'decision':
      return step.deadlineMs === undefined || isHeld(state) ? [] : [{ at: split.from + step.deadlineMs + paused, command: { do: 'expire', step: id, attempt } }]
    case 'hold':
      return step.lengthMs === undefined ? [] : [{ at: split.from + step.lengthMs, command: done }]
    case 'wait':
      if ('forMs' in step.until) return [{ at: split.from + step.until.forMs, command: done }]
      return 'time' in step.until ? [{ at: split.from + clockTimeMs(step.until.time, split.startedAt) - split.startedAt, command: done }] : []
    default:
      return step.timeoutMs === undefined || isHeld(state) ? [] : [{ at: split.from + step.timeoutMs + paused, command: { do: 'time-out', step: id, attempt } }]
  }
}

/** A vote that was given for a time counts no more after it. */
function lapses({ now, stamp }: RunState, step: StepId, { attempt, votes, ballots }: SplitState): Due[] {
  return Object.entries(ballots ?? {}).flatMap(([role, { until }]) =>
    until === undefined || votes?.[role] === undefined ? [] : [{ at: now + Math.max(0, until - stamp.at), command: { do: 'reopen', step, attempt, roles: [role], why: 'The time that the vote was given for is over.' } }],
  )
}

function isHeld(state: RunState): boolean {
  return contextOf(state.snapshot).held
}
