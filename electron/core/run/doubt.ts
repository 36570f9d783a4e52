/**
 * The plausibility floor: a step that is done in less than half of its fastest time before is asked about, for what is over so soon has perhaps not
 * run at all. What people do and what programs do alike; a gate, a decision and a pause have no time that they would need.
 */
import { RunthroughError } from '../errors.ts'
import type { StepId } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { contextOf, endOf } from '../machine/judge.ts'
import { isSettled } from '../machine/status.ts'
import type { Step } from '../runbook/model.ts'
import type { PersonCommand } from './commands.ts'
import type { RunEvent } from './events.ts'
import { illegal } from './refusals.ts'
import { attemptsOf, latestSplit, type RunState, type SplitState } from './state.ts'
import { activeMs } from './timeline.ts'

/** The fastest of its earlier times that can be compared with this run's, ms of active time, and how much it moved. */
export interface Fastest {
  readonly ms: number
  readonly volume?: number
}
export type FastestOf = (step: StepId) => Fastest | undefined

/** Below that everything trembles: what takes so short is never asked about. */
const TREMBLES_MS = 2_000
const SHARE = 0.5
const ASKED: ReadonlySet<Step['kind']> = new Set<Step['kind']>(['manual', 'command', 'migration', 'check', 'announce'])

/** The question that an end brings, told right behind it; undefined where it is plausible. `state`: after the event. */
export function doubtOf(compiled: CompiledMachine, state: RunState, event: RunEvent, fastestOf: FastestOf): RunEvent | undefined {
  if (event.type !== 'step.ended' || event.outcome !== 'done') return undefined
  if (state.facts.mode !== 'rehearsal' && state.facts.mode !== 'live') return undefined
  const split = latestSplit(state, event.step)
  if (split?.outcome !== 'done' || split.answered || split.inject !== undefined || !ASKED.has(compiled.layout.place(event.step).step.kind)) return undefined
  const fastest = fastestOf(event.step)
  if (!fastest || fastest.ms < TREMBLES_MS) return undefined
  const tookMs = tookMsOf(compiled, state, split)
  return tookMs < fastest.ms * SHARE * volumeShare(split, fastest) ? { type: 'step.doubted', step: event.step, attempt: split.attempt, tookMs, fastestMs: Math.round(fastest.ms) } : undefined
}

/** Active time of an attempt that has ended, ms. */
export function tookMsOf(compiled: CompiledMachine, state: RunState, split: SplitState): number {
  return Math.round(activeMs(compiled, state, split, split.to ?? state.now, state.now))
}

/** Less to move takes less time. */
function volumeShare({ volume: now }: SplitState, { volume: then }: Fastest): number {
  return now !== undefined && then !== undefined && then > 0 ? Math.min(1, now / then) : 1
}

/** Doubts that somebody can still answer, the oldest first. Until then such a time counts for nothing. */
export function openDoubts({ splits, snapshot }: RunState): readonly SplitState[] {
  return endOf(snapshot) !== null ? [] : splits.filter(({ doubt }) => doubt && doubt.ran === undefined)
}

/** Steps that did not run, count as done, and were not run again since. */
export function deniedDoubts(state: RunState): readonly SplitState[] {
  return endOf(state.snapshot) !== null ? [] : state.splits.filter((split) => split.doubt?.ran === false && split.outcome === 'done' && latestSplit(state, split.step) === split && isSettled(contextOf(state.snapshot).status[state.layout.place(split.step).index]))
}

/** @throws RunthroughError `illegal`, `bad-input` */
export function vouch(state: RunState, { step, attempt = attemptsOf(state, step), ran, reason = '' }: Extract<PersonCommand, { do: 'vouch' }>): RunEvent {
  const split = state.splits.find((other) => other.step === step && other.attempt === attempt)
  if (!split?.doubt) throw illegal(`Nobody asks whether ${step} really ran.`, 'Only what was done much faster than ever is asked about.')
  if (split.doubt.ran !== undefined) throw illegal(`It was said already that ${step} ${split.doubt.ran ? 'ran' : 'did not run'}.`, 'A note can say more.')
  if (!ran && reason.trim() === '') throw new RunthroughError('bad-input', 'A reason is missing.', 'Say how you know that it did not run: it stands in the log for those who come after.')
  return { type: 'step.vouched', step, attempt, ran, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) }
}
