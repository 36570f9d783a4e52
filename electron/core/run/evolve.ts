/** state + record → state. Pure; refuses (throws Refusal) what the machine does not take, so that a journal can't lie. */
import type { JournalRecord } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { contextOf, endOf, initial, judge, type Snapshot } from '../machine/judge.ts'
import { STATUS } from '../machine/status.ts'
import { expiredPolicy, failurePolicy, noGoPolicy, timeoutPolicy } from '../machine/policies.ts'
import { machineEvent } from './alphabet.ts'
import { NOTHING_TOLD_YET, tellDeadline } from './deadline.ts'
import { isHumanOutcome, type RunEvent } from './events.ts'
import { follow } from './follow.ts'
import { trackHolds } from './held.ts'
import { trackSplits } from './splits.ts'
import { attemptsOf, eventOf, type RunState, type UndoPoint } from './state.ts'
import { between } from './time.ts'
import { wantsPerson } from './start.ts'
import { trackOverrides } from './tiers.ts'
import { trackInjects } from './trackInjects.ts'
import { NO_TRAIL } from './trail.ts'
import { refold } from './undo.ts'

/** The machine does not take this event here. */
export class Refusal extends Error {
  readonly event: RunEvent
  constructor(event: RunEvent) {
    super(`the machine does not take ${machineEvent(event)?.type ?? event.type} here`)
    this.event = event
  }
}

const UNDO_DEPTH = 10

export function evolve(compiled: CompiledMachine, state: RunState | undefined, record: JournalRecord): RunState {
  const event = eventOf(record)
  if (!state) return started(compiled, event, record)
  if (event.type === 'run.started') throw new Refusal(event)
  const now = state.now + between(state.stamp, record)
  const place = { seq: record.seq, head: record.hash, stamp: { at: record.at, mono: record.mono, session: record.session }, now }
  if (event.type === 'outcome.undone') {
    const undone = refold(compiled, state, evolve)
    if (!undone || undone.seq !== event.seq || undone.dropped.join() !== event.dropped.join()) throw new Refusal(event)
    return { ...undone.state, ...place }
  }
  if (event.type === 'inject.drawn' && contextOf(state.snapshot).status[compiled.layout.place(event.step).index] !== STATUS.running) throw new Refusal(event)
  const snapshot = step(compiled, state.snapshot, event)
  const next: RunState = {
    ...state,
    ...place,
    snapshot,
    ...trackSplits(compiled, state, snapshot, record, now),
    ...trackHolds(compiled, state, snapshot, record, now),
    // Whatever moves the machine on ends a standstill.
    ...(snapshot === state.snapshot ? {} : { stopped: null }),
    ...bookkeeping(compiled, state, snapshot, event, now, record),
    injects: trackInjects(compiled, state, snapshot, record, now),
    overrides: trackOverrides(state.overrides, record),
    trail: follow(compiled, state, snapshot, record),
  }
  const told = { ...next, go: stillReady(compiled, next) }
  const over = endOf(snapshot) !== null && state.endedAt === undefined ? { ...told, endedAt: now } : told
  return withUndo(state, over, event, record)
}

function started(compiled: CompiledMachine, event: RunEvent, record: JournalRecord): RunState {
  if (event.type !== 'run.started') throw new Refusal(event)
  const { type: _, ...facts } = event
  const fresh = initial(compiled)
  const snapshot = step(compiled, fresh, event)
  return {
    facts,
    snapshot,
    trail: follow(compiled, { snapshot: fresh, trail: NO_TRAIL, facts }, snapshot, record),
    seq: record.seq,
    head: record.hash,
    stamp: { at: record.at, mono: record.mono, session: record.session },
    now: 0,
    splits: [],
    layout: compiled.layout,
    latest: new Int32Array(compiled.layout.places.length).fill(-1),
    holds: [],
    held: null,
    gaps: [],
    dueAt: {},
    go: new Set(),
    crossings: {},
    drawn: [],
    deadline: NOTHING_TOLD_YET,
    laid: [],
    injects: [],
    overrides: [],
    auto: event.auto,
    stopped: null,
    undo: [],
    tail: [],
  }
}

function step(compiled: CompiledMachine, snapshot: Snapshot, event: RunEvent): Snapshot {
  const asked = machineEvent(event)
  if (!asked) return snapshot
  const next = judge(compiled, snapshot, asked)
  if (!next) throw new Refusal(event)
  return next
}

/** A Start that nobody used is gone once its step is no longer ready: it does not count for the next time. */
function stillReady(compiled: CompiledMachine, { go, snapshot }: RunState): RunState['go'] {
  if (go.size === 0) return go
  const { status } = contextOf(snapshot)
  return new Set([...go].filter((id) => status[compiled.layout.place(id).index] === STATUS.ready))
}

function bookkeeping(compiled: CompiledMachine, state: RunState, snapshot: Snapshot, event: RunEvent, now: number, { seq, at }: JournalRecord): Partial<RunState> {
  switch (event.type) {
    case 'gate.voted':
    case 'step.expired': {
      const { index, step: model } = compiled.layout.place(event.step)
      if (contextOf(snapshot).status[index] !== STATUS.backoff) return {}
      return { dueAt: { ...state.dueAt, [event.step]: now + (event.type === 'gate.voted' ? noGoPolicy(model) : expiredPolicy(model)).delayMs } }
    }
    case 'step.ended':
    case 'step.gone': {
      const { index, step: model } = compiled.layout.place(event.step)
      const { status } = contextOf(snapshot)
      if (status[index] === STATUS.backoff) {
        const policy = contextOf(state.snapshot).ending[index] === 'timeout' && event.type === 'step.gone' ? timeoutPolicy(compiled.layout, model) : failurePolicy(compiled.layout, model)
        return { dueAt: { ...state.dueAt, [event.step]: now + policy.delayMs } }
      }
      const again = event.type === 'step.ended' && event.outcome === 'lost' && status[index] === STATUS.ready && !wantsPerson(model)
      return again ? { go: new Set([...state.go, event.step]) } : {}
    }
    case 'step.due':
      return wantsPerson(compiled.layout.place(event.step).step) ? {} : { go: new Set([...state.go, event.step]) }
    case 'step.retried':
      return { go: new Set([...state.go, event.step]) }
    case 'crossing.answered':
      return { crossings: { ...state.crossings, [`${event.step}/${attemptsOf(state, event.step)}`]: event.took } }
    case 'inject.drawn':
      return { drawn: [...state.drawn, event.inject] }
    case 'inject.laid':
      return { laid: [...state.laid, event.inject] }
    case 'deadline.near':
    case 'deadline.over':
    case 'deadline.cleared':
      return { deadline: tellDeadline(state.deadline, event.type === 'deadline.near' ? 'near' : event.type === 'deadline.over' ? 'over' : 'cleared', event.leftMs, at) }
    case 'run.stopped':
      return { stopped: event.reason }
    case 'run.resumed':
      return { stopped: null, auto: event.auto, gaps: [...state.gaps, { seq, from: Math.min(now, state.now + Math.max(0, (event.lastSeenAt ?? 0) - state.stamp.at)), to: now }] }
    case 'gap.classified':
      return { gaps: state.gaps.map((gap) => (gap.seq === event.seq ? { ...gap, as: event.as } : gap)) }
    default:
      return {}
  }
}

function withUndo(state: RunState, next: RunState, event: RunEvent, record: JournalRecord): RunState {
  const human = isHumanOutcome(event, record.actor.via) && 'step' in event && event.step !== undefined
  if (!human && state.undo.length === 0) return next
  const point: UndoPoint[] = human ? [{ seq: record.seq, step: event.step, before: state }] : []
  const undo = [...state.undo, ...point].slice(-UNDO_DEPTH)
  const oldest = undo[0]?.seq ?? Infinity
  return { ...next, undo, tail: [...state.tail, record].filter((kept) => kept.seq >= oldest) }
}
