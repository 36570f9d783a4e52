/** A run that this process drives. */
import { endOf } from '../../core/machine/judge.ts'
import { RunthroughError } from '../../core/errors.ts'
import type { StepSignal } from '../../core/runbook/work.ts'
import type { DrivenRun } from '../drivenRun.ts'
import type { Host } from '../host.ts'
import { createSignalLog } from './signalLog.ts'
import { adding, type RunSource } from './source.ts'

export interface DrivenSource extends RunSource {
  readonly driven: DrivenRun
}

export interface DrivenSourceOptions {
  readonly host: Host
  readonly driven: DrivenRun
  /** It has ended, and its rows are written. */
  ended(): void
  /** It can't be driven from here any more: the disk is full, or another process has it. */
  lost(error: Error): void
}

/** To be made as soon as a run is driven. */
export function createDrivenSource({ host, driven, ended, lost }: DrivenSourceOptions): DrivenSource {
  const { engine, compiled } = driven
  const changes = new Set<() => void>()
  const signals = new Set<(signal: StepSignal) => void>()
  const log = createSignalLog(driven)
  /** As it is shown: the end only once its rows are written, so that whoever sees it finds the run in the history. */
  let state = engine.state
  let isOver = false

  const endSignals = driven.onSignal((signal) => {
    for (const listener of signals) listener(signal)
  })
  const endRecords = engine.subscribe((_, next) => (endOf(next.snapshot) === null ? show() : over()))
  driven.settled.then(over, () => undefined) // Then it is lost.
  void driven.lost.then(fail)

  /** A run that stands still unattended is still driven: a person may go on with it. */
  function over(): void {
    if (isOver || endOf(engine.state.snapshot) === null) return
    isOver = true
    // The driver writes the rows of the end in a turn of its own, which is before this one.
    host.clock.after(0, () => {
      show()
      ended()
    })
  }

  function fail(error: Error): void {
    if (isOver) return
    isOver = true
    lost(error)
  }

  function show(): void {
    state = engine.state
    for (const listener of changes) listener()
  }

  return {
    driven,
    compiled,
    get state() {
      return state
    },
    now: () => engine.now(),
    driver: () => (endOf(state.snapshot) === null ? { is: 'here' } : { is: 'ended' }),
    signals: log,
    async submit(command, actor) {
      if (isOver) throw new RunthroughError('illegal', `Run ${driven.id} is over.`, 'Nothing can be changed about it any more.')
      return driven.submit(command, actor).seq
    },
    look: () => undefined,
    onChange: (listener) => adding(changes, listener),
    onSignal: (listener) => adding(signals, listener),
    close() {
      endSignals()
      endRecords()
      changes.clear()
      signals.clear()
    },
  }
}
