/** What a run leaves behind, as `--json` gives it (docs/json.md): how injects were dealt with, and what is to be watched. */
import type { CompiledMachine } from '../core/machine/compile.ts'
import { hypercareOf } from '../core/run/hypercare.ts'
import { asExpected, inTime } from '../core/run/reaction.ts'
import type { RunState } from '../core/run/state.ts'

export interface InjectShape {
  readonly inject: string
  readonly step: string
  readonly drawn_at: string
  /** Drawn → detected → decided → over, each in ms; null where that has not happened. */
  readonly detected_ms: number | null
  readonly decision_ms: number | null
  readonly execution_ms: number | null
  readonly decide_within_ms: number | null
  readonly in_time: boolean | null
  readonly expected: string
  readonly took: string | null
  readonly as_expected: boolean | null
  readonly decided_by?: string
}

export interface HypercareShape {
  readonly kind: string
  readonly step: string
  readonly text: string
  readonly tier?: string
  readonly at: string
}

/** `now`: run time, ms. */
export function injectShapes({ layout }: CompiledMachine, state: RunState, now: number): InjectShape[] {
  return state.injects.flatMap((one): InjectShape[] => {
    const card = layout.runbook.injects.find(({ id }) => id === one.inject)
    if (!card) return []
    const { drawnAt, detectedAt, decision, endedAt } = one
    return [
      {
        inject: one.inject,
        step: one.step,
        drawn_at: new Date(state.stamp.at - (state.now - drawnAt)).toISOString(),
        detected_ms: between(drawnAt, detectedAt),
        decision_ms: between(detectedAt, decision?.at),
        execution_ms: between(decision?.at, endedAt),
        decide_within_ms: card.decideWithinMs ?? null,
        in_time: inTime(one, card, now),
        expected: card.expects,
        took: decision?.took ?? null,
        as_expected: asExpected(one, card),
        ...(decision ? { decided_by: decision.by } : {}),
      },
    ]
  })
}

export function hypercareShapes(compiled: CompiledMachine, state: RunState): HypercareShape[] {
  return hypercareOf(compiled, state).map(({ kind, step, text, tier, at }) => ({ kind, step, text, ...(tier === null ? {} : { tier }), at: new Date(at).toISOString() }))
}

function between(from: number | undefined, to: number | undefined): number | null {
  return from === undefined || to === undefined ? null : Math.round(to - from)
}
