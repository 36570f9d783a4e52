/**
 * Drives one run: decides, commits, evolves, then lets happen what the agenda says. An event is on disk before any effect of it
 * starts and before anybody sees it. The same engine serves tabletop, rehearsal, live and simulation, with other ports.
 */
import { RunthroughError } from '../errors.ts'
import type { Actor, Attempt, AttemptEnd, Clock, Hash, Journal, JournalRecord, Log, RunId, SessionId, StepId, StepRunner } from '../ports.ts'
import type { StepWork } from '../runbook/work.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { endOf } from '../machine/judge.ts'
import { agenda } from './agenda.ts'
import type { Command } from './commands.ts'
import { decide } from './decide.ts'
import { doubtOf, type FastestOf } from './doubt.ts'
import type { Due, Work } from './due.ts'
import type { RunEvent, RunFacts } from './events.ts'
import { evolve } from './evolve.ts'
import { crossingProbes, crossingAnswer } from './crossing.ts'
import { standing } from './standing.ts'
import { seal } from './record.ts'
import { recover } from './recover.ts'
import type { RunState } from './state.ts'
import { between } from './time.ts'

export interface EngineOptions {
  readonly compiled: CompiledMachine
  readonly run: RunId
  readonly session: SessionId
  readonly clock: Clock
  readonly hash: Hash
  readonly journal: Journal
  readonly runner: StepRunner<StepWork>
  readonly log: Log
  /** Of earlier runs; where it is left out, nobody is asked whether a step really ran. */
  readonly fastestOf?: FastestOf
}

export interface ResumeOptions {
  readonly auto: boolean
  readonly lastSeenAt?: number
  readonly takenOverFrom?: string
  /** Events that the journal has lost, and that are gone on without. */
  readonly lostEvents?: number
  readonly first?: (state: RunState) => readonly Command[]
}

export interface Engine {
  /** Throws before `begin` or `restore`. */
  readonly state: RunState
  /** Present run time, ms. */
  now(): number
  /** Starts a new run. */
  begin(facts: RunFacts, actor: Actor): void
  /** Stands where the records stand; starts nothing. */
  restore(records: Iterable<JournalRecord>): void
  /**
   * After `restore`: finds again what was running, and goes on. `lastSeenAt`: wall ms of the dead host's last sign of life.
   * `first`: what is asked before anything new starts. @throws RunthroughError where the run does not allow it
   */
  resume(options: ResumeOptions, actor: Actor): void
  /** @throws RunthroughError where the run does not allow it, or where it can't be written down. */
  submit(command: Command, actor: Actor): RunState
  /** Called after each committed record. Returns a function that ends it. */
  subscribe(listener: (record: JournalRecord, state: RunState) => void): () => void
  /** Called once when the engine can't go on (journal full, lease lost). */
  onFault(listener: (error: Error) => void): void
  /** Stops driving; programs run on. */
  close(): void
}

const TOOL: Actor = { name: 'runthrough', via: 'runthrough' }
const AUTO: Actor = { name: 'auto', via: 'auto' }
/** setTimeout's limit: longer waits are cut in pieces. */
const LONGEST_WAIT_MS = 2 ** 31 - 1
const JUMP_MS = 2_000

export function createEngine(options: EngineOptions): Engine {
  const { compiled, run, clock, journal, runner, log } = options
  let state: RunState | undefined
  let closed = false
  let driving = false
  let cancelTimer: (() => void) | undefined
  const attempts = new Map<string, { attempt: Attempt; stopping: boolean }>()
  const probing = new Map<string, Attempt>()
  const listeners = new Set<(record: JournalRecord, state: RunState) => void>()
  const faultListeners = new Set<(error: Error) => void>()
  const keyOf = (step: StepId, attempt: number): string => `${step}/${attempt}`
  const current = (): RunState => {
    if (!state) throw new Error('the engine has no run yet')
    return state
  }
  const now = (): number => current().now + between(current().stamp, { at: clock.wallMs(), mono: clock.monoMs(), session: options.session })

  function commit(events: readonly RunEvent[], actor: Actor): void {
    const sealed: { readonly record: JournalRecord; readonly after: RunState }[] = []
    const add = (event: RunEvent, by: Actor): RunState => {
      const before = sealed.at(-1)?.after ?? state
      const record = seal(options, before, event, by)
      const after = evolve(compiled, before, record)
      sealed.push({ record, after })
      return after
    }
    for (const event of events) {
      const after = add(event, actor)
      const doubt = options.fastestOf && doubtOf(compiled, after, event, options.fastestOf)
      if (doubt) add(doubt, TOOL)
    }
    // All or none: what one command means is never half on disk.
    journal.append(sealed.map(({ record }) => record))
    for (const { record, after } of sealed) {
      state = after
      for (const listener of listeners) listener(record, after)
    }
  }

  function fault(error: unknown): void {
    if (closed) return
    log.error('the run can not go on', { run, error: String(error) })
    close()
    for (const listener of faultListeners) listener(error instanceof Error ? error : new Error(String(error)))
  }

  /** Carries out what is due and keeps programs and timer as the agenda wants them. */
  function drive(): void {
    if (driving || closed) return
    driving = true
    try {
      for (;;) {
        const list = agenda(compiled, current(), now())
        keepWork(list.work)
        probe()
        const first = neverBegun(list.work) ?? list.due[0]
        if (!first || first.at > now()) {
          wait(first)
          if (!first && list.work.length === 0 && probing.size === 0) standStill()
          break
        }
        const before = current().seq
        commit(decide(compiled, current(), first.command, first.auto ? AUTO : TOOL), first.auto ? AUTO : TOOL)
        if (current().seq === before) throw new Error(`the agenda asks for ${first.command.do} ${'step' in first.command ? first.command.step : ''}, which the machine refuses`)
      }
    } catch (error) {
      fault(error)
    } finally {
      driving = false
    }
  }

  function wait(first: Due | undefined): void {
    cancelTimer?.()
    cancelTimer = first ? clock.after(Math.min(LONGEST_WAIT_MS, Math.max(0, first.at - now())), drive) : undefined
  }

  /** Nobody will answer an unattended run that waits for a person. */
  function standStill(): void {
    const { auto, stopped } = current()
    if (!auto || stopped !== null || endOf(current().snapshot) !== null) return
    commit(decide(compiled, current(), { do: 'stop', reason: standing(compiled, current()) }, TOOL), TOOL)
  }

  /** What is to be stopped before it began (a host died between the two) is not started for that. */
  function neverBegun(work: readonly Work[]): Due | undefined {
    const item = work.find(({ step, attempt, stop }) => stop && !attempts.has(keyOf(step.id, attempt)))
    return item && { at: 0, command: { do: 'ended', step: item.step.id, attempt: item.attempt, end: { outcome: 'stopped', message: 'It was stopped before it began.' } } }
  }

  function keepWork(work: readonly Work[]): void {
    for (const item of work) {
      const key = keyOf(item.step.id, item.attempt)
      let held = attempts.get(key)
      if (!held && item.stop) continue
      if (!held) {
        held = { attempt: runner.start({ run, step: item.step, attempt: item.attempt, startedAt: item.startedAt }, (end) => ended(item.step.id, item.attempt, end)), stopping: false }
        attempts.set(key, held)
      }
      if (item.stop && !held.stopping) {
        held.stopping = true
        held.attempt.stop()
      }
    }
  }

  function ended(step: StepId, attempt: number, end: AttemptEnd): void {
    attempts.delete(keyOf(step, attempt))
    if (closed) return
    attend({ do: 'ended', step, attempt, end })
  }

  function attend(command: Command): void {
    try {
      noticeJump()
      commit(decide(compiled, current(), command, TOOL), TOOL)
    } catch (error) {
      fault(error)
      return
    }
    drive()
  }

  /** Did a failed point of no return take effect? Its own check answers where it can. */
  function probe(): void {
    for (const { key, work } of crossingProbes(compiled, current(), run)) {
      if (probing.has(key)) continue
      const attempt = runner.start(work, (end) => {
        probing.delete(key)
        // Meanwhile somebody may have answered, or retried the step.
        if (closed || !crossingProbes(compiled, current(), run).some((probe) => probe.key === key)) return
        attend({ do: 'crossing', step: work.step.id, took: crossingAnswer(end), second: `its crossed-when check (${end.outcome})` })
      })
      probing.set(key, attempt)
    }
  }

  function noticeJump(): void {
    const { stamp } = current()
    if (stamp.session !== options.session) return
    const byMs = Math.round(clock.wallMs() - stamp.at - (clock.monoMs() - stamp.mono))
    if (Math.abs(byMs) > JUMP_MS) commit(decide(compiled, current(), { do: 'jumped', byMs }, TOOL), TOOL)
  }

  function close(): void {
    closed = true
    cancelTimer?.()
    for (const { attempt } of attempts.values()) attempt.detach()
    for (const attempt of probing.values()) attempt.detach()
    attempts.clear()
    probing.clear()
  }

  return {
    get state() {
      return current()
    },
    now,
    begin(facts, actor) {
      if (state) throw new Error('the run has begun')
      commit([{ type: 'run.started', ...facts }], actor)
      drive()
    },
    restore(records) {
      for (const record of records) state = evolve(compiled, state, record)
      current()
    },
    resume({ first, ...how }, actor) {
      const recovered = recover(compiled, current(), now(), (work) => runner.recover({ run, ...work }, (end) => ended(work.step.id, work.attempt, end)))
      for (const { work, attempt } of recovered.following) attempts.set(keyOf(work.step.id, work.attempt), { attempt, stopping: false })
      commit(decide(compiled, current(), { do: 'resumed', outlived: recovered.outlived, ...how }, actor), actor)
      for (const command of recovered.ended) commit(decide(compiled, current(), command, TOOL), TOOL)
      for (const command of first?.(current()) ?? []) commit(decide(compiled, current(), command, actor), actor)
      drive()
    },
    submit(command, actor) {
      if (closed) throw new RunthroughError('illegal', 'This run is no longer driven from here.', 'Resume it.')
      noticeJump()
      commit(decide(compiled, current(), command, actor), actor)
      drive()
      return current()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onFault(listener) {
      faultListeners.add(listener)
    },
    close,
  }
}
