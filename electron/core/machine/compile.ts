/**
 * Runbook → one XState machine, judged by the pure `transition()`. No invoke, no after: time-outs and ends of programs are events.
 *
 * fresh –BEGIN→ live (parallel: `main` the phases, `plan` the branches) → completed | completed-degraded | rolled-back | abandoned.
 * The regions never target each other: a branch is entered when the context says so (`pending`), a branch comes back by
 * raising MOVE. `fresh` exists because XState computes the initial snapshot anew on each pure call: it must be small.
 */
import { assign, createMachine, raise, type AnyStateMachine } from 'xstate'
import type { StepId } from '../ports.ts'
import type { Branch, Phase, Runbook, Step } from '../runbook/model.ts'
import { act, raised, when, type StateConfig, type TransitionConfig } from './config.ts'
import { ABANDON, freshContext, type RunContext } from './context.ts'
import { createEffects } from './effects.ts'
import { collectEntries, entryInto, entryOfPhase, type Entries } from './entries.ts'
import { moveTo, type MachineEvent } from './event.ts'
import { createGuards } from './guards.ts'
import { layOut, type Layout, type Place } from './layout.ts'
import { gotoTarget, stepState } from './stepState.ts'

export interface CompiledMachine {
  readonly machine: AnyStateMachine
  readonly layout: Layout
  readonly entries: Entries
  readonly config: StateConfig
}

/** Compiles a runbook without errors. 5,000 steps take under a second. */
export function compile(runbook: Runbook): CompiledMachine {
  const layout = layOut(runbook)
  const entries = collectEntries(layout)
  const config: StateConfig = {
    id: 'run',
    initial: 'fresh',
    states: {
      fresh: { on: { BEGIN: [{ target: 'live' }] } },
      live: {
        type: 'parallel',
        states: { main: mainRegion(layout, entries), plan: planRegion(layout, entries) },
        on: {
          'END.completed': [{ guard: when('degraded'), target: '#completed-degraded' }, { target: '#completed' }],
          'END.completed-degraded': [{ target: '#completed-degraded' }],
          'END.rolled-back': [{ target: '#rolled-back' }],
          'END.abandoned': [{ target: '#abandoned' }],
          HOLD: [{ guard: when('going'), actions: [act('hold')] }],
          RELEASE: [{ guard: when('held'), actions: [act('release')] }],
          ABANDON: [{ guard: when('notAbandoning'), actions: [act('abandon')] }],
        },
      },
      completed: { id: 'completed', type: 'final' },
      'completed-degraded': { id: 'completed-degraded', type: 'final' },
      'rolled-back': { id: 'rolled-back', type: 'final' },
      abandoned: { id: 'abandoned', type: 'final' },
    },
  }
  return { machine: toXState(config, layout, entries), layout, entries, config }
}

function toXState(config: StateConfig, layout: Layout, entries: Entries): AnyStateMachine {
  type Effect = (context: RunContext, params: never, event: MachineEvent) => RunContext
  type Guard = (context: RunContext, params: never, event: MachineEvent) => boolean
  const effects = Object.entries(createEffects(layout, entries) as Record<string, Effect>)
  const guards = Object.entries(createGuards(layout, entries) as Record<string, Guard>)
  // XState types a machine by its literal configuration; ours is computed, so its type is given up at this one place.
  return createMachine({ ...config, context: freshContext(layout.places.length) } as never, {
    actions: {
      ...Object.fromEntries(effects.map(([name, effect]) => [name, assign(({ context, event }, params) => effect(context as RunContext, params as never, event as MachineEvent))])),
      raise: raise((_, params) => (params as unknown as { event: MachineEvent }).event),
    },
    guards: Object.fromEntries(
      guards.map(([name, guard]) => [name, ({ context, event }: { context: unknown; event: unknown }, params: unknown) => guard(context as RunContext, params as never, event as MachineEvent)]),
    ),
  } as never) as unknown as AnyStateMachine
}

/** The states of a sequence of steps, each leading to the next. */
function sequence(layout: Layout, entries: Entries, steps: readonly Step[], end: string): Record<string, StateConfig> {
  const states: Record<string, StateConfig> = {}
  steps.forEach((step, position) => {
    const following = steps[position + 1]
    states[step.id] = stepState(layout.place(step.id), { layout, entries, next: following ? `#${following.id}` : end })
  })
  return states
}

function moves(places: readonly Place[], target: (place: Place) => string): Record<string, TransitionConfig[]> {
  return Object.fromEntries(
    places.map((place) => [`MOVE.${place.step.id}`, [{ target: `#${target(place)}`, guard: when('mayMove', { to: place.index }), actions: [act('move', { to: place.index })] }]]),
  )
}

const first = (steps: readonly Step[]): StepId => {
  const step = steps[0]
  if (!step) throw new Error('a sequence has at least one step')
  return step.id
}

function mainRegion(layout: Layout, entries: Entries): StateConfig {
  const { phases } = layout.runbook
  const states: Record<string, StateConfig> = {}
  phases.forEach((phase, index) => {
    const following = phases[index + 1]
    const next = following ? `#${following.id}` : '#main:end'
    states[phase.id] = phase.laned ? lanedPhase(layout, entries, phase, index, next) : { id: phase.id, initial: first(phase.lanes[0]?.steps ?? []), states: sequence(layout, entries, phase.lanes[0]?.steps ?? [], next) }
  })
  // A last step that ends while a branch drains does not end the run.
  states['!end'] = {
    id: 'main:end',
    initial: 'waiting',
    states: { waiting: { always: [{ guard: when('onMain'), target: 'over', actions: [raised({ type: 'END.completed' })] }] }, over: {} },
  }
  const main = layout.places.filter((place) => !place.branch)
  return {
    initial: phases[0]?.id ?? '!end',
    states,
    // A lane's own step is resumed or recycled as itself: the other lanes come by and pass over what is settled.
    on: moves(main, (place) => place.step.id),
  }
}

function lanedPhase(layout: Layout, entries: Entries, phase: Phase, phaseIndex: number, next: string): StateConfig {
  const entry = entryOfPhase(layout, phase, phaseIndex)
  const states: Record<string, StateConfig> = {}
  for (const lane of phase.lanes) {
    const end = `${phase.id}:${lane.id}:end`
    const places = lane.steps.map((step) => layout.place(step.id))
    states[String(lane.id)] = {
      initial: first(lane.steps),
      states: { ...sequence(layout, entries, lane.steps, `#${end}`), '!end': { id: end, type: 'final' } },
      on: moves(places, (place) => gotoTarget(place, place)),
    }
  }
  return {
    id: phase.id,
    type: 'parallel',
    states,
    onDone: [{ target: next }],
    ...(entry
      ? { on: { ROLLBACK: [{ guard: when('canRollBack', { entry }), actions: [act('enter', { entry: { key: entry.key, branch: entry.branch }, from: null })], description: 'rollback' }] } }
      : {}),
  }
}

const turnBack: TransitionConfig = { guard: when('canTurnBack'), actions: [act('enterInside')], description: 'rollback' }

function planRegion(layout: Layout, entries: Entries): StateConfig {
  const { branches } = layout.runbook
  const states: Record<string, StateConfig> = {
    '!idle': {
      id: 'plan:idle',
      always: [{ guard: when('asked'), target: '#plan:draining' }],
      on: Object.fromEntries(
        branches.filter((branch) => branch.kind !== 'rollback').map((branch) => {
          const into = entryInto(layout, branch.id)
          return [`BRANCH.${branch.id}`, [{ guard: when('canBranch'), actions: [act('enterByHand', { entry: { key: into.key, branch: branch.id } })], description: `branch ${branch.id}` }]]
        }),
      ),
    },
    '!draining': { id: 'plan:draining', always: [{ guard: when('drained'), target: '#plan:entering' }], on: { ROLLBACK: [turnBack] } },
    '!entering': {
      id: 'plan:entering',
      always: [
        ...entries.all.map((entry) => ({
          guard: when('pendingIs', { key: entry.key }),
          target: `#${entry.enter}`,
          actions: [act('arrive', { branch: entry.branch, position: layout.place(entry.enter).position })],
        })),
        { guard: when('pendingIs', { key: ABANDON }), target: '#plan:over', actions: [raised({ type: 'END.abandoned' })] },
      ],
    },
    '!over': { id: 'plan:over' },
  }
  for (const branch of branches) states[branch.id] = branchState(layout, entries, branch)
  return { initial: '!idle', states }
}

function branchState(layout: Layout, entries: Entries, branch: Branch): StateConfig {
  const end = `${branch.id}:end`
  const over: TransitionConfig =
    'resume' in branch.ends
      ? { guard: when('through'), target: '#plan:idle', actions: [raised(moveTo(branch.ends.resume, 'resume'))] }
      : { guard: when('through'), target: '#plan:over', actions: [raised({ type: `END.${branch.ends.end}` })] }
  return {
    id: `branch:${branch.id}`,
    initial: first(branch.steps),
    states: { ...sequence(layout, entries, branch.steps, `#${end}`), '!end': { id: end, always: [over] } },
    // Leaving for another branch, or giving up: what still runs in here ends first.
    always: [{ guard: when('leaving'), target: '#plan:entering' }],
    on: {
      ...moves(branch.steps.map((step) => layout.place(step.id)), (place) => place.step.id),
      ...(branch.kind === 'rollback' ? {} : { ROLLBACK: [{ guard: when('canRollBackInside', { branch: branch.id }), actions: [act('enterInside')], description: 'rollback' }, turnBack] }),
    },
  }
}
