/** Events → splits as people read them: per attempt, with active and wall time. The numbers of history, reports and `--json`. */
import type { CompiledMachine } from '../machine/compile.ts'
import { endOf, type EndName } from '../machine/judge.ts'
import { contextOf } from '../machine/judge.ts'
import { ABANDON } from '../machine/context.ts'
import { hasRunner } from './start.ts'
import { outages, type Doubt, type RunState, type SplitOutcome, type SplitState } from './state.ts'
import { overlap } from './time.ts'

export interface Split {
  readonly step: string
  readonly phase: string | null
  readonly lane: string | null
  readonly branch: string | null
  readonly attempt: number
  /** Null while it runs. */
  readonly outcome: SplitOutcome | null
  /** Wall ms. */
  readonly startedAt: number
  readonly activeMs: number
  readonly wallMs: number
  readonly plannedMs: number | null
  readonly volume: number | null
  readonly exitCode: number | null
  readonly message: string | null
  /** The tool answered for a person. */
  readonly answered: boolean
  /** Why it says nothing of how the step does by itself: an inject was drawn at it, it did not really run, or nobody has said whether it did. */
  readonly discounted: 'inject' | 'did-not-run' | 'doubted' | null
  readonly doubt: Doubt | null
  /** Changes when what the step does changes. */
  readonly content: string
}

export interface Summary {
  readonly outcome: EndName | 'stopped' | null
  readonly branch: string | null
  readonly activeMs: number
  readonly wallMs: number
  readonly splits: readonly Split[]
}

/** Active ms of an attempt up to `to` = wall − holds (steps done by people) − outage (unless its program went on meanwhile). */
export function activeMs(compiled: CompiledMachine, state: RunState, split: SplitState, to: number, now: number): number {
  const step = compiled.layout.place(split.step).step
  const pauses = [...(hasRunner(step, state.facts.mode) ? [] : state.holds), ...(split.outlived ? [] : outages(state))]
  return Math.max(0, to - split.from - overlap(pauses, split.from, to, now))
}

/** `now`: present run time, ms; an open split is measured up to it. */
export function splitsOf(compiled: CompiledMachine, state: RunState, now = state.now): Split[] {
  return state.splits.map((split) => {
    const { step, phase, lane, branch } = compiled.layout.place(split.step)
    const to = split.to ?? now
    return {
      step: split.step,
      phase: phase?.id ?? null,
      lane,
      branch: branch?.id ?? null,
      attempt: split.attempt,
      outcome: split.outcome ?? null,
      startedAt: split.startedAt,
      activeMs: Math.round(activeMs(compiled, state, split, to, now)),
      wallMs: Math.round(to - split.from),
      plannedMs: step.plannedMs ?? null,
      volume: split.volume ?? null,
      exitCode: split.exitCode ?? null,
      message: split.message ?? null,
      answered: split.answered ?? false,
      discounted: discountedBy(split),
      doubt: split.doubt ?? null,
      content: step.content,
    }
  })
}

function discountedBy({ inject, doubt }: SplitState): Split['discounted'] {
  if (inject !== undefined) return 'inject'
  if (!doubt || doubt.ran === true) return null
  return doubt.ran === false ? 'did-not-run' : 'doubted'
}

/** `now` counts only while the run is open. Run active = wall − holds − outage. */
export function summarize(compiled: CompiledMachine, state: RunState, now = state.now): Summary {
  const end = endOf(state.snapshot)
  const to = end !== null || state.stopped !== null ? state.endedAt ?? state.now : now
  const { plan } = contextOf(state.snapshot)
  return {
    outcome: end ?? (state.stopped === null ? null : 'stopped'),
    branch: plan === null || plan === ABANDON ? null : plan,
    activeMs: Math.round(to - overlap([...state.holds, ...outages(state)], 0, to, to)),
    wallMs: Math.round(to),
    splits: splitsOf(compiled, state, to),
  }
}
