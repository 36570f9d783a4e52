/** All that a projection of a run looks at. */
import type { Comparison as ComparisonKey, Comparisons } from '../../../contract/shapes/scalars.ts'
import type { RunNow } from '../../../contract/shapes/run.ts'
import type { Forecast } from '../../../core/forecast/forecast.ts'
import type { CompiledMachine } from '../../../core/machine/compile.ts'
import type { RunId, StepId } from '../../../core/ports.ts'
import type { RunState } from '../../../core/run/state.ts'
import type { AlertGround, AlertMemory } from '../../../core/view/alerts.ts'
import type { Comparison, ComparisonName, ViewInput } from '../../../core/view/input.ts'
import type { Signs } from '../../../core/view/signs.ts'
import type { AskOptions } from '../../../core/view/stepOptions.ts'
import { rollbackNow } from '../../../core/view/wayBack.ts'

/** A forecast, and when it was made (wall ms). */
export interface Foretold {
  readonly forecast: Forecast
  readonly at: number
}

export interface Scene {
  readonly run: RunId
  readonly compiled: CompiledMachine
  readonly state: RunState
  /** Present run time, ms: where expected ends count from. All that ticks is the same at any time. */
  readonly now: number
  readonly driver: RunNow['driver']
  readonly comparison: ComparisonKey
  comparisonsOf(step: StepId): Comparisons
  /** How long a step takes in nine of ten nights, ms; as it was foretold before the run. */
  p90Of(step: StepId): number | null
  readonly foretold: Foretold | null
  readonly optionsOf: AskOptions
  signs(step: StepId, attempt: number): Signs
  /** Below this chance to fit the window an alert is told. */
  readonly windowAlert: number
  readonly fault: AlertGround['fault']
  readonly told: AlertMemory
}

/** The same as the view of the core takes it. */
export function viewInputOf(scene: Scene, comparison: ComparisonName = scene.comparison): ViewInput {
  const base = inputs.get(scene) ?? inputOf(scene)
  inputs.set(scene, base)
  return comparison === base.comparison ? base : { ...base, comparison }
}

/** Made once a scene, comparisons once a run, ends of steps once a forecast: they are asked for thousands of times with each event. */
const inputs = new WeakMap<Scene, ViewInput>()
const comparisons = new WeakMap<Comparisons, Comparison>()
const ends = new WeakMap<Forecast['steps'], ReadonlyMap<StepId, number>>()

function inputOf(scene: Scene): ViewInput {
  const { run, compiled, state, now, comparison, comparisonsOf, foretold, signs } = scene
  return { run, compiled, state, now, comparison, comparisonOf: (step) => comparisonOf(comparisonsOf(step)), forecast: foretold && forecastInput(scene, foretold.forecast), signs }
}

function comparisonOf(of: Comparisons): Comparison {
  const known = comparisons.get(of)
  if (known) return known
  const made: Comparison = { plannedMs: of.plan, medianMs: of.median, bestMs: of.best, lastMs: of.last, p90Ms: of.p90 }
  comparisons.set(of, made)
  return made
}

function forecastInput({ compiled, state }: Scene, { total, steps }: Forecast): NonNullable<ViewInput['forecast']> {
  return { ...total, rollback: rollbackNow(compiled, state, steps), stepEnds: stepEndsOf(steps) }
}

function stepEndsOf(steps: Forecast['steps']): ReadonlyMap<StepId, number> {
  const known = ends.get(steps) ?? new Map(steps.flatMap(({ step, ends: at }) => (at ? [[step, at.p50Ms] as const] : [])))
  ends.set(steps, known)
  return known
}
