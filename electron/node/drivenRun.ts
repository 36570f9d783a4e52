/** One run driven by this process: the engine with its journal, runner, lease and the commands that come from elsewhere. */
import { RunthroughError } from '../core/errors.ts'
import type { Actor, Journal, JournalRecord, RunId, StepRunner } from '../core/ports.ts'
import { endOf } from '../core/machine/judge.ts'
import type { CompiledMachine } from '../core/machine/compile.ts'
import type { PersonCommand } from '../core/run/commands.ts'
import { createEngine, type Engine, type ResumeOptions } from '../core/run/engine.ts'
import type { RunState } from '../core/run/state.ts'
import type { Runbook } from '../core/runbook/model.ts'
import type { StepSignal, StepWork } from '../core/runbook/work.ts'
import { createRefusingRunner } from './exec/refusingRunner.ts'
import { createStepRunner } from './exec/stepRunner.ts'
import { valuesFor } from './given.ts'
import type { Host } from './host.ts'
import { createLosses, type Loss } from './losses.ts'
import { fastestFor } from './insight.ts'
import { saveProjection } from './projection.ts'
import type { Prepared } from './prepared.ts'
import { obeyRequests, refuseOldRequests } from './requested.ts'
import { backUp } from './store/backup.ts'
import { openJournal, type RunJournal } from './store/journal.ts'
import { heartbeat, LEASE_BEAT_MS, releaseLease, thisHolder, type Writer } from './store/lease.ts'
import { REQUEST_POLL_MS } from './store/requests.ts'
import { createRun, setRunEnd } from './store/runs.ts'
import { executionsOf, keepApproval, refuseChanged, type TrustFacts } from './trust.ts'

export interface DrivenRun {
  readonly id: RunId
  readonly runbook: Runbook
  readonly compiled: CompiledMachine
  readonly engine: Engine
  submit(command: PersonCommand, actor: Actor): RunState
  onSignal(listener: (signal: StepSignal) => void): () => void
  /** What is lost if this rollback is started now. @throws RunthroughError `illegal`, `untrusted` */
  measureLoss(branch: string): Promise<Loss>
  /** Resolves when the run has ended, or stands still unattended; rejects when it can't go on (disk full, lease lost). */
  readonly settled: Promise<RunState>
  /** Resolves with what keeps it from being driven on, also of a run that stands still; never rejects. */
  readonly lost: Promise<Error>
  /** Stops driving; programs run on. The run can be resumed. */
  close(): void
}

type Beginning =
  | { readonly run: RunId; readonly begin: Actor }
  | {
      readonly run: RunId
      readonly records: readonly JournalRecord[]
      readonly writer: Writer
      readonly auto: boolean
      readonly resumedBy: Actor
      readonly lastSeenAt?: number
      readonly takenOverFrom?: string
      /** The end of its journal is lost, and it is gone on all the same. */
      readonly lostEvents?: number
      readonly first?: ResumeOptions['first']
    }

export function driveRun(host: Host, prepared: Prepared, beginning: Beginning): DrivenRun {
  const { run } = beginning
  const { store, clock } = host
  const { facts, compiled, book, trust, environment } = prepared
  let writer: Writer | undefined = 'writer' in beginning ? beginning.writer : undefined
  let journal: RunJournal | undefined = writer ? openJournal(store, run, writer, { acceptLostTail: 'lostEvents' in beginning }) : undefined
  const signalListeners = new Set<(signal: StepSignal) => void>()
  const cancels = new Set<() => void>()
  let open = true

  /** The run's row is made together with its first record. */
  const lazyJournal: Journal = {
    append(records) {
      if (journal) {
        journal.append(records)
        return
      }
      const { runbook, mode } = facts
      // First the approval: one without a run does no harm.
      if (trust) keepApproval(store, run, trust, clock)
      writer = createRun(store, { id: run, runbookId: runbook, bytes: book.bytes, mode, environment: facts.environment ?? '', startedAt: clock.wallMs(), records }, thisHolder(host.session), clock)
      journal = openJournal(store, run, writer)
    },
  }
  // Nothing executes in a tabletop, and nothing anywhere without an approval.
  const approved = facts.mode === 'tabletop' || facts.mode === 'simulation' ? null : trust
  const engine = createEngine({
    compiled,
    run,
    session: host.session,
    clock,
    hash: host.hash,
    journal: lazyJournal,
    log: host.log,
    runner: approved ? executing(approved) : createRefusingRunner(),
    fastestOf: fastestFor(store.db, compiled, facts, run),
  })

  function executing(approval: TrustFacts): StepRunner<StepWork> {
    const refuseScripts = refuseChanged(book, approval)
    return createStepRunner({
      folder: host.runFolder(run),
      cwd: book.folder,
      values: valuesFor(environment, facts.inputs, prepared.secrets),
      clock,
      mode: facts.mode === 'live' ? 'live' : 'rehearsal',
      comms: environment?.comms ?? 'shown',
      audiences: prepared.runbook.audiences,
      onSignal: (signal) => {
        for (const listener of signalListeners) listener(signal)
      },
      beforeStart: (step) => refuseScripts(executionsOf(step)),
      log: host.log,
      launcher: host.launcher,
      about: { runbook: facts.runbook, sha256: facts.sha256, mode: facts.mode, environment: facts.environment },
    })
  }

  const { promise: settled, resolve: settle, reject: fail } = Promise.withResolvers<RunState>()
  const { promise: lost, resolve: lose } = Promise.withResolvers<Error>()
  // Who does not wait for it must not be killed by its rejection: the fault is told by the log as well.
  settled.catch(() => undefined)

  function fault(error: Error): void {
    shut()
    fail(error)
    lose(error)
  }

  engine.onFault(fault)
  engine.subscribe((record, state) => {
    if (endOf(state.snapshot) === null && state.stopped === null) return
    if (record.body.type !== 'run.stopped' && state.endedAt !== state.now) return
    // After this commit's own effects, not in the midst of them.
    every(0, () => {
      saveProjection(store, compiled, run, engine.state)
      if (endOf(engine.state.snapshot) !== null) keepCopy()
      if (endOf(engine.state.snapshot) !== null || engine.state.stopped !== null) settle(engine.state)
      return false
    })
  })

  /** A run that has ended is not undone by a disk that has no room for a copy. */
  function keepCopy(): void {
    try {
      backUp(store.db, store.files.backups, clock.wallMs())
    } catch (error) {
      host.log.warn('no backup could be made', { error: String(error) })
    }
  }

  /** Repeats `look` until it says false or the run is closed. */
  function every(ms: number, look: () => boolean): void {
    const cancel = clock.after(ms, () => {
      cancels.delete(cancel)
      if (!open) return
      try {
        if (look()) every(ms, look)
      } catch (error) {
        fault(error as Error)
      }
    })
    cancels.add(cancel)
  }

  function shut(): void {
    if (!open) return
    open = false
    for (const cancel of cancels) cancel()
    engine.close()
    journal?.close()
  }

  if ('begin' in beginning) engine.begin(facts, beginning.begin)
  else {
    setRunEnd(store, run, { endedAt: null, outcome: null })
    engine.restore(beginning.records)
    const { auto, lastSeenAt, takenOverFrom, lostEvents, first, resumedBy } = beginning
    try {
      refuseOldRequests(host, run)
      engine.resume({ auto, ...(lastSeenAt === undefined ? {} : { lastSeenAt }), ...(takenOverFrom === undefined ? {} : { takenOverFrom }), ...(lostEvents === undefined ? {} : { lostEvents }), ...(first ? { first } : {}) }, resumedBy)
    } catch (error) {
      shut()
      throw error
    }
  }
  every(LEASE_BEAT_MS, () => {
    if (writer && !heartbeat(store, run, writer, clock)) throw new RunthroughError('leased', `Run ${run} was taken over by another process.`, 'Go on there. From here `runthrough rollback` and `runthrough abandon` still reach it.')
    return true
  })
  every(REQUEST_POLL_MS, () => {
    obeyRequests(host, run, engine)
    return true
  })

  return {
    id: run,
    runbook: prepared.runbook,
    compiled,
    engine,
    submit: (command, actor) => engine.submit(command, actor),
    onSignal(listener) {
      signalListeners.add(listener)
      return () => signalListeners.delete(listener)
    },
    measureLoss: createLosses(host, run, prepared),
    settled,
    lost,
    close() {
      if (!open) return
      shut()
      if (!writer) return
      // An open run keeps its lease row with a last beat: the next host reads from it how long the run was alone.
      const over = endOf(engine.state.snapshot) !== null
      try {
        if (over) releaseLease(store, run, writer)
        else heartbeat(store, run, writer, clock)
      } catch (error) {
        // The run stands as it is journalled; that nobody drives it is seen by our process being gone.
        host.log.warn('the lease could not be given back', { run, error: String(error) })
      }
    },
  }
}
