/** The injects that were drawn, as pages get them: never one that is still hidden, and never what a card hopes for before somebody has decided. */
import type { RunInject } from '../../../contract/shapes/run.ts'
import { asExpected, inTime } from '../../../core/run/reaction.ts'
import { wallOf } from '../../../core/view/clocks.ts'
import { showProse } from '../../showText.ts'
import type { Scene } from './scene.ts'

export function projectInjects({ compiled, state }: Pick<Scene, 'compiled' | 'state'>): RunInject[] {
  const wall = (ms: number | undefined): number | null => (ms === undefined ? null : wallOf(state, ms))
  return state.injects.flatMap((one): RunInject[] => {
    const card = compiled.layout.runbook.injects.find(({ id }) => id === one.inject)
    if (!card) return []
    const { decision } = one
    return [
      {
        inject: one.inject,
        step: one.step,
        symptom: showProse(card.symptom),
        drawnAt: wallOf(state, one.drawnAt),
        detectedAt: wall(one.detectedAt),
        what: one.what === undefined ? null : showProse(one.what),
        decidedAt: wall(decision?.at),
        took: decision?.took ?? null,
        decidedBy: decision?.by ?? null,
        endedAt: wall(one.endedAt),
        decideWithinMs: card.decideWithinMs ?? null,
        // What time alone changes is the page's to see.
        inTime: inTime(one, card, state.now),
        expected: decision ? card.expects : null,
        asExpected: asExpected(one, card),
      },
    ]
  })
}
