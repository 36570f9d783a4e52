/** The rows that history is read from: how a run ended, its splits, and what it walked. Computed from its events; may be thrown away and made again. */
import type { BranchId, PhaseId, RunId, StepId } from '../core/ports.ts'
import { bookFacts } from '../core/rehearsal/bookFacts.ts'
import { walkOf } from '../core/rehearsal/walk.ts'
import { endOf } from '../core/machine/judge.ts'
import type { CompiledMachine } from '../core/machine/compile.ts'
import { evolve } from '../core/run/evolve.ts'
import { eventOf, type RunState } from '../core/run/state.ts'
import { summarize } from '../core/run/timeline.ts'
import { runbookFrom, usable, type Look } from './catalog.ts'
import { isDriven } from './driven.ts'
import { sha256Bytes } from './hash.ts'
import type { Host } from './host.ts'
import type { ReadableDatabase } from './store/connection.ts'
import type { Store } from './store/database.ts'
import { openRuns, runbookBytes, setRunEnd, type RunSummary } from './store/runs.ts'
import { readRecords } from './store/records.ts'
import { replaceSplits } from './store/splits.ts'
import { hasBookFacts, saveBookFacts, saveWalk } from './store/walks.ts'

export function saveProjection(store: Store, compiled: CompiledMachine, run: RunId, state: RunState): void {
  const { outcome, splits, activeMs, wallMs } = summarize(compiled, state)
  replaceSplits(
    store,
    run,
    state.facts.runbook,
    splits
      .filter((split) => split.outcome !== null)
      .map((split) => ({
        step: split.step as StepId,
        ...(split.phase === null ? {} : { phase: split.phase as PhaseId }),
        ...(split.lane === null ? {} : { lane: split.lane }),
        ...(split.branch === null ? {} : { branch: split.branch as BranchId }),
        attempt: split.attempt,
        outcome: split.outcome ?? '',
        startedAt: split.startedAt,
        activeMs: split.activeMs,
        wallMs: split.wallMs,
        ...(split.plannedMs === null ? {} : { plannedMs: split.plannedMs }),
        ...(split.volume === null ? {} : { volume: split.volume }),
        ...(split.exitCode === null ? {} : { exitCode: split.exitCode }),
        ...(split.answered ? { answered: true } : {}),
        ...(split.discounted === null ? {} : { discounted: split.discounted }),
        contentSha: sha256Bytes(split.content),
        seq: state.seq,
      })),
  )
  const { sha256 } = state.facts
  if (!hasBookFacts(store.db, sha256)) saveBookFacts(store, sha256, bookFacts(compiled, shortContent))
  saveWalk(store, run, walkOf(state))
  if (outcome !== null) setRunEnd(store, run, { endedAt: outcome === 'stopped' ? null : state.stamp.at, outcome, activeMs, wallMs, stopped: outcome === 'stopped' })
}

/** Enough of a hash to tell two contents of a step apart. */
export const shortContent = (content: string): string => sha256Bytes(content).slice(0, 16)

/** A run as its journal has it, with the machine of the very bytes that it was started from. */
export function readRun(host: { readonly store: { readonly db: ReadableDatabase }; readonly look?: Look }, run: Pick<RunSummary, 'id' | 'sha256'>): { readonly compiled: CompiledMachine; readonly state: RunState } {
  let state: RunState | undefined
  let compiled: CompiledMachine | undefined
  for (const record of readRecords(host.store.db, run.id)) {
    const event = eventOf(record)
    if (event.type === 'run.started') ({ compiled } = usable(runbookFrom(event.file, runbookBytes(host.store.db, run.sha256), host.look)))
    if (compiled) state = evolve(compiled, state, record)
  }
  if (!compiled || !state) throw new Error(`run ${run.id} has no beginning`)
  return { compiled, state }
}

/** Writes the rows of runs whose host died between their last event and these rows. */
export function refreshProjections(host: Host): void {
  for (const run of openRuns(host.store.db)) {
    if (isDriven(host, run.id)) continue
    let read: ReturnType<typeof readRun>
    try {
      read = readRun(host, run)
    } catch (error) {
      // Its own resume says what is wrong with it; the others must not be locked up with it.
      host.log.warn('an open run can not be read', { run: run.id, why: error instanceof Error ? error.message : String(error) })
      continue
    }
    const { compiled, state } = read
    if (endOf(state.snapshot) !== null || state.stopped !== null) saveProjection(host.store, compiled, run.id, state)
  }
}
