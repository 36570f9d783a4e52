/** Scenes of runs on the virtual clock: what a projection looks at, without a host. */
import type { Comparisons } from '../../../electron/contract/shapes/scalars.ts'
import { forecast } from '../../../electron/core/forecast/forecast.ts'
import { buildHistory } from '../../../electron/core/forecast/history.ts'
import { compile, type CompiledMachine } from '../../../electron/core/machine/compile.ts'
import type { RunId, StepId } from '../../../electron/core/ports.ts'
import type { Runbook } from '../../../electron/core/runbook/model.ts'
import { NOTHING_TOLD_YET } from '../../../electron/core/run/deadline.ts'
import { memoryOf } from '../../../electron/core/view/alerts.ts'
import { rememberOptions } from '../../../electron/core/view/stepOptions.ts'
import { wallOf } from '../../../electron/core/view/clocks.ts'
import type { Foretold, Scene } from '../../../electron/node/hub/projection/scene.ts'
import type { Driven } from '../../support/drive.ts'

/** Makes scenes of one run as time goes by; `told` goes on from one to the next where the caller keeps it. */
export function scenesOf(book: Runbook, rest: Partial<Scene> = {}): (run: Driven, more?: Partial<Scene>) => Scene {
  const compiled = compile(book)
  const optionsOf = rememberOptions(compiled)
  const comparisons = new Map(
    compiled.layout.places.map(({ step: { id, plannedMs: plan = null } }): [StepId, Comparisons] => [id, { plan, median: plan === null ? null : plan * 2, best: null, last: null, p90: null }]),
  )
  const comparisonsOf = (step: StepId): Comparisons => comparisons.get(step) ?? { plan: null, median: null, best: null, last: null, p90: null }
  return (run, more = {}) => ({
    run: 'r1' as RunId,
    compiled,
    state: run.engine.state,
    now: run.engine.now(),
    driver: { is: 'here' },
    comparison: 'plan',
    comparisonsOf,
    p90Of: () => null,
    foretold: null,
    optionsOf,
    signs: () => ({ lines: [] }),
    windowAlert: 0.8,
    fault: null,
    told: memoryOf(NOTHING_TOLD_YET),
    ...rest,
    ...more,
  })
}

/** By the plan alone. */
export function foretell(compiled: CompiledMachine, run: Driven): Foretold {
  const { state } = run.engine
  return { forecast: forecast({ compiled, history: buildHistory(compiled, []), state, now: run.engine.now(), seed: 1, draws: 50 }), at: wallOf(state, run.engine.now()) }
}
