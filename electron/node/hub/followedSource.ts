/** A run that another process drives, or nobody, or that has ended: read along its journal, and looked at again while somebody watches. */
import { endOf } from '../../core/machine/judge.ts'
import type { CompiledMachine } from '../../core/machine/compile.ts'
import { RunthroughError } from '../../core/errors.ts'
import { recordHash } from '../../core/chain.ts'
import type { JournalRecord, RunId } from '../../core/ports.ts'
import { evolve } from '../../core/run/evolve.ts'
import { eventOf, type RunState } from '../../core/run/state.ts'
import type { StepSignal } from '../../core/runbook/work.ts'
import type { RunNow } from '../../contract/shapes/run.ts'
import { driverOf } from '../driven.ts'
import type { Host } from '../host.ts'
import { askDriver } from '../runs.ts'
import { readLease } from '../store/lease.ts'
import { readRecords } from '../store/records.ts'
import { getRun } from '../store/runs.ts'
import { brokenFold } from '../worker/brokenFold.ts'
import { followOutput } from './followedOutput.ts'
import type { Machines } from './machines.ts'
import { createSignalLog } from './signalLog.ts'
import { inSlices } from './slices.ts'
import { adding, type RunSource } from './source.ts'

export interface FollowOptions {
  readonly host: Host
  readonly machines: Machines
  readonly run: RunId
  /** Its journal can't be read on. */
  failed(error: Error): void
}

const LOOK_MS = 200

/** @throws RunthroughError `unknown-run`, `chain-broken`, `damaged-database` */
export async function followRun({ host, machines, run, failed }: FollowOptions): Promise<RunSource> {
  const { store, clock } = host
  const summary = getRun(store.db, run)
  const [first] = readRecords(store.db, run)
  const beginning = first && eventOf(first)
  if (beginning?.type !== 'run.started') throw brokenFold(run, 0)
  const compiled = machines.of(summary, beginning.file)
  let state = await foldAll(host, run, compiled)
  let shownDriver = JSON.stringify(driver())
  const changes = new Set<() => void>()
  const listeners = new Set<(signal: StepSignal) => void>()
  const signals = createSignalLog()
  const output = followOutput(host.runFolder(run), clock, (signal) => {
    signals.take(signal)
    for (const listener of listeners) listener(signal)
  })
  let cancel: (() => void) | undefined

  function driver(): RunNow['driver'] {
    if (endOf(state.snapshot) !== null) return { is: 'ended' }
    const holder = driverOf(host, run)
    if (holder) return { is: 'elsewhere', who: `process ${holder.pid} on ${holder.host}` }
    return { is: 'nobody', lastSeenAt: readLease(store.db, run)?.beatAt ?? null }
  }

  function lookAgain(): void {
    const before = state.seq
    for (const record of readRecords(store.db, run, state.seq + 1)) state = follow(host, compiled, state, record)
    output.look(state)
    const now = JSON.stringify(driver())
    if (state.seq === before && now === shownDriver) return
    shownDriver = now
    for (const listener of changes) listener()
  }

  function watch(): void {
    cancel = clock.after(LOOK_MS, () => {
      try {
        lookAgain()
        watch()
      } catch (error) {
        cancel = undefined
        failed(error instanceof Error ? error : new Error(String(error)))
      }
    })
  }

  return {
    compiled,
    get state() {
      return state
    },
    now: () => state.now + Math.max(0, clock.wallMs() - state.stamp.at),
    driver,
    signals,
    async submit(command, actor) {
      lookAgain()
      const end = endOf(state.snapshot)
      if (end !== null) throw new RunthroughError('illegal', `Run ${run} has ended (${end}).`, 'Nothing can be changed about it any more.')
      if (driver().is === 'nobody') throw new RunthroughError('illegal', `Nobody drives run ${run}, so nobody takes commands for it.`, 'Take it up again (Resume): it stands where it stood.')
      return askDriver(host, run, command, actor)
    },
    look(isWatched) {
      if (!isWatched) {
        cancel?.()
        cancel = undefined
      } else if (!cancel) {
        lookAgain()
        watch()
      }
    },
    onChange: (listener) => adding(changes, listener),
    onSignal: (listener) => adding(listeners, listener),
    close() {
      cancel?.()
      cancel = undefined
      changes.clear()
      listeners.clear()
    },
  }
}

async function foldAll(host: Host, run: RunId, compiled: CompiledMachine): Promise<RunState> {
  let state: RunState | undefined
  await inSlices(readRecords(host.store.db, run), (record) => {
    state = follow(host, compiled, state, record)
  })
  if (!state) throw brokenFold(run, 0)
  return state
}

/** @throws RunthroughError `chain-broken` where the record does not continue the chain, or the machine does not take it */
function follow(host: Host, compiled: CompiledMachine, state: RunState | undefined, record: JournalRecord): RunState {
  const { hash, ...rest } = record
  if (record.seq !== (state?.seq ?? 0) + 1 || record.prev !== (state?.head ?? '') || recordHash(host.hash, rest) !== hash) throw brokenFold(record.run, state?.seq ?? 0)
  try {
    return evolve(compiled, state, record)
  } catch (error) {
    throw brokenFold(record.run, state?.seq ?? 0, error)
  }
}
