/** An engine with a virtual clock, a journal in memory and a scripted runner: for tests of how a run is driven. */
import { createHash } from 'node:crypto'
import type { Actor, Attempt, AttemptEnd, JournalRecord, Recovery, RunId, SessionId, Sha256, StepId, StepRunner } from '../../electron/core/ports.ts'
import type { Runbook } from '../../electron/core/runbook/model.ts'
import type { StepWork } from '../../electron/core/runbook/work.ts'
import { compile } from '../../electron/core/machine/compile.ts'
import { contextOf, endOf } from '../../electron/core/machine/judge.ts'
import { statusName } from '../../electron/core/machine/status.ts'
import { createMemoryJournal } from '../../electron/core/rehearsal/memoryJournal.ts'
import { createVirtualClock, type VirtualClock } from '../../electron/core/rehearsal/virtualClock.ts'
import type { PersonCommand } from '../../electron/core/run/commands.ts'
import type { FastestOf } from '../../electron/core/run/doubt.ts'
import { createEngine, type Engine } from '../../electron/core/run/engine.ts'
import type { RunFacts } from '../../electron/core/run/events.ts'
import { splitsOf, summarize } from '../../electron/core/run/timeline.ts'

export const hash = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') as Sha256 }
export const maria: Actor = { name: 'Maria', via: 'terminal' }
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
export const facts: RunFacts = { runbook: 'book', sha256: 'x' as Sha256, mode: 'rehearsal', environment: 'local', inputs: {}, file: '/book.yaml', auto: false }

/** A runner that does what the test says, when it says so. */
export interface ScriptedRunner extends StepRunner<StepWork> {
  readonly started: string[]
  readonly running: Map<string, (end: AttemptEnd) => void>
  readonly stopped: string[]
  found: (work: StepWork) => 'following' | 'never-began' | { lost: string } | { end: AttemptEnd }
}

export function scriptedRunner(): ScriptedRunner {
  const running = new Map<string, (end: AttemptEnd) => void>()
  const started: string[] = []
  const stopped: string[] = []
  const follow = (work: StepWork, report: (end: AttemptEnd) => void): Attempt => {
    running.set(work.step.id, report)
    return { stop: () => stopped.push(work.step.id), detach: () => running.delete(work.step.id) }
  }
  return {
    started,
    running,
    stopped,
    found: () => 'never-began',
    start(work, report) {
      started.push(work.step.id)
      return follow(work, report)
    },
    recover(work, report): Recovery {
      const found = this.found(work)
      if (found === 'following') return { found, attempt: follow(work, report) }
      if (found === 'never-began') return { found }
      return 'lost' in found ? { found: 'lost', why: found.lost } : { found: 'ended', end: found.end }
    },
  }
}

export interface Driven {
  engine: Engine
  readonly clock: VirtualClock
  readonly runner: ScriptedRunner
  readonly records: JournalRecord[]
  do(command: PersonCommand | { do: 'start' | 'done' | 'retry'; step: string }, actor?: Actor): Driven
  /** The program of a running step ends. */
  ends(step: string, end?: Partial<AttemptEnd>): Driven
  after(ms: number): Driven
  status(step: string): string
  end(): string | null
  types(): string[]
  splits(): ReturnType<typeof splitsOf>
  summary(): ReturnType<typeof summarize>
  /** The host dies and comes back after `ms`. */
  crash(ms: number, options?: { auto?: boolean }): Driven
}

export function drive(book: Runbook, given: Partial<RunFacts> = {}, fastestOf?: FastestOf): Driven {
  const compiled = compile(book)
  const clock = createVirtualClock(1_800_000_000_000)
  const journal = createMemoryJournal()
  const runner = scriptedRunner()
  let sessions = 0
  const start = (): Engine => {
    sessions += 1
    return createEngine({ compiled, run: 'r1' as RunId, session: `s${sessions}` as SessionId, clock, hash, journal, runner, log, ...(fastestOf ? { fastestOf } : {}) })
  }
  const faults: Error[] = []
  const driven: Driven = {
    engine: start(),
    clock,
    runner,
    records: journal.records,
    do(command, actor = maria) {
      driven.engine.submit(command as PersonCommand, actor)
      return check()
    },
    ends(step, end = {}) {
      const report = runner.running.get(step)
      if (!report) throw new Error(`${step} is not running; running: ${[...runner.running.keys()].join()}`)
      runner.running.delete(step)
      report({ outcome: 'done', ...end })
      return check()
    },
    after(ms) {
      clock.advance(ms)
      return check()
    },
    status: (step) => statusName(contextOf(driven.engine.state.snapshot).status[compiled.layout.place(step as StepId).index]),
    end: () => endOf(driven.engine.state.snapshot),
    types: () => journal.records.map((record) => `${record.body.type}${'step' in record.body ? ` ${String(record.body.step)}` : ''}`),
    splits: () => splitsOf(compiled, driven.engine.state),
    summary: () => summarize(compiled, driven.engine.state, driven.engine.now()),
    crash(ms, { auto = false } = {}) {
      const lastSeenAt = clock.wallMs()
      driven.engine.close()
      runner.running.clear()
      clock.advance(ms)
      driven.engine = start()
      driven.engine.restore(journal.records)
      driven.engine.onFault((error) => faults.push(error))
      driven.engine.resume({ auto, lastSeenAt }, maria)
      return check()
    },
  }
  function check(): Driven {
    if (faults[0]) throw faults[0]
    return driven
  }
  driven.engine.onFault((error) => faults.push(error))
  driven.engine.begin({ ...facts, ...given }, maria)
  return check()
}
