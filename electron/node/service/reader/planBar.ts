/** The window bar of a run that has not begun: where each step would stand by history, else by the plan alone. */
import type { PlanBar } from '../../../contract/shapes/library.ts'
import type { Forecast, StepForecast } from '../../../core/forecast/forecast.ts'
import { mainPath } from '../../../core/forecast/path.ts'
import type { CompiledMachine } from '../../../core/machine/compile.ts'
import type { Place } from '../../../core/machine/layout.ts'
import { showProse } from '../../showText.ts'

interface Stretch {
  readonly fromMs: number
  readonly toMs: number
}

/** `seen`: null until it is worked out. */
export function planBar(compiled: CompiledMachine, seen: Forecast | null): PlanBar {
  const { layout } = compiled
  const { runbook } = layout
  const timed = seen && seen.basedOnRuns > 0 ? byHistory(seen) : undefined
  const where = timed ?? byPlan(compiled)
  const places = layout.places.filter((place) => !place.branch)
  const stretch = ({ step }: Place): Stretch => where.get(step.id) ?? { fromMs: 0, toMs: 0 }
  return {
    from: timed ? 'history' : 'plan',
    phases: runbook.phases.map(({ id, title }, index) => ({ id, title: showProse(title), ...around(places.filter((place) => place.phaseIndex === index).map(stretch)) })),
    steps: places.map((place) => ({ step: place.step.id, title: showProse(place.step.title), ...stretch(place), hold: place.step.kind === 'hold', pointOfNoReturn: place.step.pointOfNoReturn })),
    window: runbook.window ?? null,
    total: seen?.total ?? null,
    ...tightest(seen?.steps ?? []),
  }
}

/** Medians; undefined where something on the way is unknown: then half of the bar would be a guess. */
function byHistory({ steps }: Forecast): ReadonlyMap<string, Stretch> | undefined {
  const where = new Map<string, Stretch>()
  for (const { step, starts, ends } of steps) {
    if (!starts || !ends) return undefined
    where.set(step, { fromMs: starts.p50Ms, toMs: Math.max(starts.p50Ms, ends.p50Ms) })
  }
  return where
}

/** Every step as long as planned, begun when all that it waits for is over. */
function byPlan({ layout }: CompiledMachine): ReadonlyMap<string, Stretch> {
  const where = new Map<string, Stretch>()
  const ends: number[] = []
  for (const { place, after } of mainPath(layout)) {
    const fromMs = after.reduce((latest, number) => Math.max(latest, ends[number] ?? 0), 0)
    const toMs = fromMs + (place.step.plannedMs ?? 0)
    ends.push(toMs)
    where.set(place.step.id, { fromMs, toMs })
  }
  return where
}

function around(stretches: readonly Stretch[]): Stretch {
  if (stretches.length === 0) return { fromMs: 0, toMs: 0 }
  return { fromMs: Math.min(...stretches.map(({ fromMs }) => fromMs)), toMs: Math.max(...stretches.map(({ toMs }) => toMs)) }
}

/** Ways back that nobody timed have no number; where some have none, what is known of the others is low evidence. */
function tightest(steps: readonly StepForecast[]): Pick<PlanBar, 'safeMs' | 'evidence'> {
  const ways = steps.map(({ rollback }) => rollback).filter(({ evidence }) => evidence === 'never' || evidence === 'low' || evidence === 'timed')
  if (ways.length === 0) return { safeMs: null, evidence: steps.some(({ rollback }) => rollback.evidence === 'forward-only') ? 'forward-only' : 'none' }
  const safe = ways.flatMap(({ latestSafeMs }) => latestSafeMs ?? [])
  const timed = ways.filter(({ evidence }) => evidence !== 'never')
  if (timed.length === 0) return { safeMs: null, evidence: 'never' }
  return { safeMs: safe.length === 0 ? null : safe.reduce((least, each) => Math.min(least, each)), evidence: ways.every(({ evidence }) => evidence === 'timed') ? 'timed' : 'low' }
}
