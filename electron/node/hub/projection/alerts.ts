/** Where a run stands, as far as alerts rest on it. */
import type { PresentStep } from '../../../contract/shapes/run.ts'
import { openDoubts } from '../../../core/run/doubt.ts'
import { latestSplit } from '../../../core/run/state.ts'
import type { AlertGround } from '../../../core/view/alerts.ts'
import { wallOf } from '../../../core/view/clocks.ts'
import type { Scene } from './scene.ts'
import { gapMs, heldSince, openGap } from './standing.ts'

/** `end`: its outcome, null while it goes on. */
export function alertGround(scene: Scene, present: readonly PresentStep[], safeAt: number | null, end: string | null): AlertGround {
  const { state, foretold, windowAlert, fault, compiled } = scene
  const gap = openGap(state)
  return {
    now: wallOf(state, scene.now),
    end: end === null ? null : { outcome: end, at: wallOf(state, state.endedAt ?? state.now), because: state.stopped },
    present: present.map(({ step, attempt, mark, why, proposed, failedAt, overdueAt, votes, can }) => {
      const model = compiled.layout.find(step)?.step
      const since = model?.kind === 'gate' && can.includes('vote') ? latestSplit(state, model.id)?.startedAt : undefined
      return {
        step,
        title: model?.title ?? step,
        attempt,
        mark,
        why,
        proposed,
        failedAt,
        overdueAt,
        polls: since === undefined ? null : { since, nth: (model && latestSplit(state, model.id)?.reopenings) ?? 0, missing: votes.filter(({ vote }) => vote === null).map(({ role }) => role) },
      }
    }),
    held: state.held && end === null ? { nth: state.holds.length, ...heldSince(state) } : null,
    doubts: openDoubts(state).map(({ step, attempt, from, to = from }) => ({ step, title: compiled.layout.place(step).step.title, attempt, at: wallOf(state, to) })),
    gap: gap && end === null ? { seq: gap.seq, ms: gapMs(gap), at: wallOf(state, gap.to ?? gap.from) } : null,
    fitsWindow: foretold?.forecast.fitsWindow ?? null,
    threshold: windowAlert,
    safeAt,
    fault,
  }
}
