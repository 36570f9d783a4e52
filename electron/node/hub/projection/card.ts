/** The rollback card, as pages get it: what the machine would do now, with the times that the latest forecast knows of. */
import type { CardOption, RollbackCard, WayTime } from '../../../contract/shapes/card.ts'
import type { RunNow } from '../../../contract/shapes/run.ts'
import type { PresentRollback, WayBackStep } from '../../../core/forecast/presentRollback.ts'
import { contextOf } from '../../../core/machine/judge.ts'
import { isRunning, isSettled } from '../../../core/machine/status.ts'
import { fromHere } from '../../../core/run/fromHere.ts'
import { wallOf } from '../../../core/view/clocks.ts'
import type { Scene } from './scene.ts'

/** `now`: of this very scene. Null where no rollback can be started. */
export function projectCard(scene: Scene, { can, wayBack }: RunNow): RollbackCard | null {
  if (can.rollback === null) return null
  const { compiled, state, foretold } = scene
  const from = fromHere(compiled, state)
  if (from.entry === null) return null
  const { layout } = compiled
  const { status, started } = contextOf(from.after)
  const branch = layout.branch(from.entry.branch)
  const enter = layout.place(from.entry.enter).position
  const isDone = ({ id, undoes }: (typeof branch.steps)[number], position: number): boolean =>
    position >= enter && !(undoes.length > 0 && undoes.every((undone) => started[layout.place(undone).index] !== 1)) && (contextOf(from.after).pending !== null || !isSettled(status[layout.place(id).index]))
  // Made a moment ago: it may be of another way back, of which it says nothing here.
  const known = foretold?.forecast.rollback?.branch === branch.id ? foretold.forecast.rollback : null
  const running = layout.places.filter((place) => isRunning(contextOf(state.snapshot).status[place.index]))
  return {
    branch: branch.id,
    steps: branch.steps.filter(isDone).map(({ id }) => timeOf(id, known?.steps)),
    passedOver: branch.steps.filter((step, position) => !isDone(step, position)).map(({ id }) => id),
    stops: running.filter(({ step }) => step.onRollback === 'stop').map(({ step }) => step.id),
    awaits: running.filter(({ step }) => step.onRollback === 'wait').map(({ step }) => timeOf(step.id, known?.awaits)),
    awaitsMs: known?.awaitsMs ?? null,
    decideMs: known?.decideMs ?? null,
    options: [rollbackOption(scene, branch.id, known, wayBack), ...otherOptions(scene)],
  }
}

function timeOf(step: string, known: readonly WayBackStep[] | undefined): WayTime {
  const found = known?.find((one) => one.step === step)
  return { step, p50Ms: found?.p50Ms ?? null, p90Ms: found?.p90Ms ?? null }
}

function rollbackOption({ state }: Scene, branch: string, known: PresentRollback | null, wayBack: RunNow['wayBack']): CardOption {
  const at = (ms: number | undefined): number | null => (ms === undefined ? null : wallOf(state, ms))
  return { branch, p50At: at(known?.ends?.p50Ms), p90At: at(known?.ends?.p90Ms), fitsWindow: known?.fitsWindow ?? null, evidence: wayBack?.evidence ?? 'never', rehearsals: known?.rehearsals ?? 0 }
}

/** Those of the failed steps that are still the present ones. */
function otherOptions({ state, foretold }: Scene): CardOption[] {
  return (foretold?.forecast.otherWays ?? []).map(({ branch, ends, fitsWindow, rehearsals }) => ({
    branch,
    p50At: ends && wallOf(state, ends.p50Ms),
    p90At: ends && wallOf(state, ends.p90Ms),
    fitsWindow,
    evidence: rehearsals === 0 ? 'never' : rehearsals < 3 ? 'low' : 'timed',
    rehearsals,
  }))
}
