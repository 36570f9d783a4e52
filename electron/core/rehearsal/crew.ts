/**
 * The people of a simulated run: each does what the runbook asks of them, in a drawn time, and decides by chance what it leaves to
 * them. They see what a captain sees, and speak to the engine as a captain does.
 */
import { RunthroughError } from '../errors.ts'
import type { Actor, Clock, Random, StepId } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { contextOf, endOf } from '../machine/judge.ts'
import { STATUS } from '../machine/status.ts'
import type { Step } from '../runbook/model.ts'
import type { PersonCommand } from '../run/commands.ts'
import type { Engine } from '../run/engine.ts'
import { hasRunner, startsItself } from '../run/start.ts'
import { latestSplit } from '../run/state.ts'
import type { Sampled } from './simulatedRunner.ts'

const CAPTAIN: Actor = { name: 'simulation', via: 'auto' }
/** A captain who has retried so often skips what goes on failing. */
const PATIENCE = 3

export interface CrewOptions {
  readonly compiled: CompiledMachine
  readonly engine: Engine
  readonly clock: Clock
  readonly random: Random
  /** Time and outcome of a step that people do. */
  sample(step: Step): Sampled
}

/** Returns what is to be called after each thing that happens, until it says false: it answers one thing that waits for a person. */
export function createCrew({ compiled, engine, clock, random, sample }: CrewOptions): () => boolean {
  /** Attempts that somebody works at. */
  const busy = new Set<string>()

  function ask(command: PersonCommand): boolean {
    try {
      engine.submit(command, CAPTAIN)
      return true
    } catch (error) {
      if (error instanceof RunthroughError) return false
      throw error
    }
  }

  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random.next() * items.length)]

  /** A failed step: another try, or the way back; what the runbook does not allow falls to the next. */
  function decideOn(step: Step): boolean {
    const tries = latestSplit(engine.state, step.id)?.attempt ?? 0
    const retry: PersonCommand = { do: 'retry', step: step.id }
    const back: PersonCommand = { do: 'rollback', reason: `${step.id} failed` }
    const skip: PersonCommand = { do: 'skip', step: step.id, reason: 'it goes on failing' }
    const wishes = tries >= PATIENCE ? [back, skip, retry] : random.next() < 0.5 ? [retry, back, skip] : [back, retry, skip]
    return wishes.some(ask)
  }

  function answer(step: Step, attempt: number, outcome: Sampled['outcome']): void {
    busy.delete(`${step.id}/${attempt}`)
    if (engine.state.stopped !== null || endOf(engine.state.snapshot) !== null || latestSplit(engine.state, step.id)?.attempt !== attempt) return
    if (step.kind === 'gate') {
      for (const [index, role] of step.poll.entries()) if (!ask({ do: 'vote', step: step.id, role, vote: index === 0 && outcome === 'failed' ? 'no-go' : 'go' })) return
    } else if (step.kind === 'decision') {
      const said = step.auto?.choose
      const outcomes = said === undefined ? Object.keys(step.outcomes) : [said]
      const first = pick(outcomes)
      for (const outcome of [...(first === undefined ? [] : [first]), ...outcomes]) if (ask({ do: 'choose', step: step.id, outcome })) return
    } else if (outcome === 'failed') ask({ do: 'fail', step: step.id, reason: 'failed in the simulation' })
    else ask({ do: 'done', step: step.id })
  }

  /** One answer; true where something was asked of the engine. */
  function look(): boolean {
    const { state } = engine
    const context = contextOf(state.snapshot)
    if (endOf(state.snapshot) !== null) return false
    // A proposed rollback holds the run: the captain takes it, or lets the run go on and deals with the step.
    if (context.held && context.proposed.length > 0 && random.next() < 0.5 && ask({ do: 'rollback', reason: 'as proposed' })) return true
    if (context.held) return ask({ do: 'release', reason: 'the simulation goes on' })
    for (const { step, index } of compiled.layout.places) {
      const status = context.status[index]
      if (status === STATUS.failed && decideOn(step)) return true
      if (status === STATUS.ready && !startsItself(step, state.facts.mode, state.auto) && !state.go.has(step.id) && ask({ do: 'start', step: step.id })) return true
      if (status === STATUS.running && isTheirs(step)) work(step.id, step)
    }
    return false
  }

  function work(id: StepId, step: Step): void {
    const attempt = latestSplit(engine.state, id)?.attempt ?? 0
    const key = `${id}/${attempt}`
    if (busy.has(key)) return
    busy.add(key)
    const { ms, outcome } = sample(step)
    clock.after(ms, () => answer(step, attempt, outcome))
  }

  /** Neither a program nor the clock ends it. */
  function isTheirs(step: Step): boolean {
    if (hasRunner(step, engine.state.facts.mode) || step.kind === 'wait') return false
    return step.kind !== 'hold' || step.lengthMs === undefined
  }

  return look
}
