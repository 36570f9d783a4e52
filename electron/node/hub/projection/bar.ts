/** The window bar as pages get it. It comes with every frame, so what is too short to be seen is told together with its neighbour. */
import type { RunBar } from '../../../contract/shapes/run.ts'
import { windowBar } from '../../../core/view/bar.ts'
import { wallOf } from '../../../core/view/clocks.ts'
import { viewInputOf, type Scene } from './scene.ts'

type Done = RunBar['done'][number]

/** Parts shorter than this share of the bar are less than two points wide on any screen. */
const SHORTEST = 1 / 1_000
const MOST_PARTS = 250

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
    done: joined(done, Math.max(bar.endsAt, bar.now) - Math.min(bar.startsAt, bar.runFrom)),
    holds: state.holds.map(({ from, to }) => ({ from: wallOf(state, from), to: to === undefined ? null : wallOf(state, to) })),
  }
}

/** Neighbours of one kind, in the order of their start. */
function joined(done: readonly Done[], lengthMs: number): Done[] {
  let shortest = lengthMs * SHORTEST
  for (;;) {
    const parts = joinShort(done, shortest)
    if (parts.length <= MOST_PARTS || shortest > lengthMs) return parts
    shortest *= 2
  }
}

function joinShort(done: readonly Done[], shortest: number): Done[] {
  const parts: Done[] = []
  for (const part of done) {
    const last = parts.at(-1)
    const isShort = part.to - part.from < shortest || (last !== undefined && last.to - last.from < shortest)
    const isNear = last !== undefined && part.from - last.to < shortest && part.bad === last.bad && part.rolling === last.rolling
    if (last && isShort && isNear) parts[parts.length - 1] = { ...last, from: Math.min(last.from, part.from), to: Math.max(last.to, part.to) }
    else parts.push(part)
  }
  return parts
}
