/**
 * What a person may do now: with each present step, and with the run. Nothing is decided here: every command is put to `decide`
 * with placeholder words, so that a screen offers exactly what the machine would take.
 */
import { RunthroughError } from '../errors.ts'
import type { Actor, BranchId, StepId } from '../ports.ts'
import type { StepKind } from '../runbook/model.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { runEvent } from '../machine/event.ts'
import { contextOf, judge } from '../machine/judge.ts'
import type { Place } from '../machine/layout.ts'
import { STATUS, statusName, type StatusName } from '../machine/status.ts'
import type { PersonCommand } from './commands.ts'
import { decide } from './decide.ts'
import { presentPlaces } from './present.ts'
import { injectsToLay } from './injects.ts'
import { latestSplit, type RunState } from './state.ts'
import { amendable, gotoTargets, recycleTargets } from './targets.ts'

export type StepVerb = 'start' | 'done' | 'fail' | 'retry' | 'skip' | 'degrade' | 'choose' | 'vote' | 'accept' | 'crossing' | 'branch' | 'goto'
export type RunVerb = 'hold' | 'release' | 'rollback' | 'undo' | 'abandon' | 'gap' | 'recycle' | 'amend' | 'draw'

export interface StepOptions {
  readonly step: StepId
  readonly status: StatusName
  readonly kind: StepKind
  readonly can: readonly StepVerb[]
  /** Of a decision that can be made now. */
  readonly outcomes?: readonly string[]
  /** Roles of a gate that can be voted on now, those that have not voted first. */
  readonly roles?: readonly string[]
  /** Fix-forwards and fallbacks that can be entered out of a failed step. */
  readonly branches?: readonly BranchId[]
  /** Steps that can be gone to out of a failed step. */
  readonly gotos?: readonly StepId[]
}

/** Nobody: fields and second names are not asked of it. Only `decide`'s yes or no is used. */
const NOBODY: Actor = { name: 'nobody', via: 'auto' }
const REASON = 'is it possible?'

export function personOptions(compiled: CompiledMachine, state: RunState): StepOptions[] {
  return presentPlaces(compiled, state).map((place) => optionsAt(compiled, state, place))
}

/** What may be done with the run as a whole, in the order of their weight. */
export function runOptions(compiled: CompiledMachine, state: RunState): RunVerb[] {
  const earlier = recycleTargets(compiled, state)[0]
  const ended = amendable(state)[0]
  const card = injectsToLay(compiled, state)[0]
  const commands: Readonly<Record<RunVerb, PersonCommand | undefined>> = {
    hold: { do: 'hold', reason: REASON },
    release: { do: 'release', reason: REASON },
    undo: { do: 'undo' },
    gap: { do: 'gap', as: 'work' },
    rollback: { do: 'rollback', reason: REASON },
    recycle: earlier && { do: 'recycle', to: earlier.step.id, reason: REASON },
    amend: ended && { do: 'amend', step: ended.step, endedAt: ended.endedAt, reason: REASON },
    draw: card && { do: 'draw', inject: card.id },
    abandon: { do: 'abandon', reason: REASON },
  }
  return (Object.keys(commands) as RunVerb[]).filter((verb) => commands[verb] && possible(compiled, state, commands[verb]))
}

/** The branch that a rollback from here would walk, undefined where none is possible. */
export function rollbackBranch(compiled: CompiledMachine, state: RunState): string | undefined {
  const next = judge(compiled, state.snapshot, runEvent('ROLLBACK'))
  return (next && contextOf(next).plan) ?? undefined
}

/** For one present step: each question costs a transition of the machine, and most screens ask about one step at a time. */
export function optionsAt(compiled: CompiledMachine, state: RunState, place: Place): StepOptions {
  const { step, index } = place
  const { status, proposed } = contextOf(state.snapshot)
  const { id, kind } = step
  const may = (command: PersonCommand): boolean => possible(compiled, state, command)
  const outcomes = step.kind === 'decision' ? Object.keys(step.outcomes).filter((outcome) => may({ do: 'choose', step: id, outcome })) : []
  const votes = latestSplit(state, id)?.votes
  const roles = step.kind === 'gate' ? step.poll.filter((role) => may({ do: 'vote', step: id, role, vote: 'go' })) : []
  const failed = status[index] === STATUS.failed
  const branches = failed ? compiled.layout.runbook.branches.filter((branch) => branch.kind !== 'rollback' && may({ do: 'branch', branch: branch.id, from: id, reason: REASON })).map((branch) => branch.id) : []
  const gotos = gotoTargets(compiled, state, place).map((target) => target.step.id)
  const first = gotos[0]
  const verbs: Readonly<Record<StepVerb, boolean>> = {
    start: may({ do: 'start', step: id }),
    done: may({ do: 'done', step: id }),
    choose: outcomes.length > 0,
    vote: roles.length > 0,
    fail: may({ do: 'fail', step: id, reason: REASON }),
    retry: may({ do: 'retry', step: id }),
    skip: may({ do: 'skip', step: id, reason: REASON }),
    degrade: may({ do: 'degrade', step: id, reason: REASON }),
    accept: proposed.includes(index) && may({ do: 'accept', step: id, reason: REASON }),
    crossing: may({ do: 'crossing', step: id, took: 'unknown', second: 'somebody' }),
    branch: branches.length > 0,
    goto: first !== undefined && may({ do: 'goto', from: id, to: first, reason: REASON }),
  }
  return {
    step: id,
    status: statusName(status[index]),
    kind,
    can: (Object.keys(verbs) as StepVerb[]).filter((verb) => verbs[verb]),
    ...(verbs.branch ? { branches } : {}),
    ...(verbs.goto ? { gotos } : {}),
    ...(outcomes.length > 0 ? { outcomes } : {}),
    ...(roles.length > 0 ? { roles: [...roles].sort((a, b) => Number(votes?.[a] !== undefined) - Number(votes?.[b] !== undefined)) } : {}),
  }
}

function possible(compiled: CompiledMachine, state: RunState, command: PersonCommand): boolean {
  return refusalOf(compiled, state, command) === null
}

/** Why not, where it is not possible now. */
function refusalOf(compiled: CompiledMachine, state: RunState, command: PersonCommand): RunthroughError | null {
  try {
    decide(compiled, state, command, NOBODY)
    return null
  } catch (error) {
    if (error instanceof RunthroughError) return error
    throw error
  }
}

/** Can the run go back to it now? */
export function mayRecycle(compiled: CompiledMachine, state: RunState, step: StepId): boolean {
  return possible(compiled, state, { do: 'recycle', to: step, reason: REASON })
}

/** Why no earlier step can be gone back to, where there is one. */
export function recycleRefusal(compiled: CompiledMachine, state: RunState): RunthroughError | null {
  const earlier = recycleTargets(compiled, state)[0]
  return earlier ? refusalOf(compiled, state, { do: 'recycle', to: earlier.step.id, reason: REASON }) : null
}
