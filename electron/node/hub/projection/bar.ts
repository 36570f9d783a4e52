/** The window bar as pages get it. It comes with every frame, so what is too short to be seen is told together with its neighbour. */
import type { RunBar } from '../../../contract/shapes/run.ts'
import { windowBar } from '../../../core/view/bar.ts'
import { wallOf } from '../../../core/view/clocks.ts'
import { joinParts } from '../../../core/view/joinParts.ts'
import { viewInputOf, type Scene } from './scene.ts'

type Done = RunBar['done'][number]

export function projectBar(scene: Scene, safeAt: number | null): RunBar | null {
  const { state } = scene
  const bar = windowBar({ ...viewInputOf(scene), now: state.now }, null, safeAt)
  if (!bar) return null
  const splits = state.splits.filter(({ to, from }) => to !== undefined && to !== from)
  const done = bar.done.map((part, index): Done => ({ step: splits[index]?.step ?? '', ...part }))
  return {
    startsAt: bar.startsAt,
    runFrom: bar.runFrom,
    endsAt: bar.endsAt,
    safetyFloorMs: bar.safetyFloorMs,
    safeAt: bar.safe,
    presentFrom: bar.presentFrom,
    rolling: bar.rolling,
    overAt: bar.over ? bar.now : null,
    done: joinParts(done, Math.max(bar.endsAt, bar.now) - Math.min(bar.startsAt, bar.runFrom), (a, b) => a.bad === b.bad && a.rolling === b.rolling),
    holds: state.holds.map(({ from, to }) => ({ from: wallOf(state, from), to: to === undefined ? null : wallOf(state, to) })),
  }
}
