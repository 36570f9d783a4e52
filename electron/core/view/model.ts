/** The whole view as data, from the run's state and the time alone. */
import type { BranchId, RunId, StepId } from '../ports.ts'
import { ABANDON } from '../machine/context.ts'
import { contextOf, endOf, type EndName } from '../machine/judge.ts'
import type { Place } from '../machine/layout.ts'
import { isRunning, STATUS } from '../machine/status.ts'
import { openDoubts, tookMsOf } from '../run/doubt.ts'
import type { Mode } from '../run/events.ts'
import { hypercareOf, type HypercareItem } from '../run/hypercare.ts'
import { injectsToLay } from '../run/injects.ts'
import { optionsAt, recycleRefusal, rollbackBranch, runOptions, type RunVerb, type StepOptions } from '../run/options.ts'
import { presentPlaces } from '../run/present.ts'
import { amendable, recycleTargets, type EndedAttempt } from '../run/targets.ts'
import { passedOver } from '../run/tiers.ts'
import { summarize } from '../run/timeline.ts'
import type { Branch, Step } from '../runbook/model.ts'
import { windowBar, type WindowBar } from './bar.ts'
import { wallAt, type ComparisonName, type ViewInput } from './input.ts'
import { presentSteps, type Present, type PresentChoices } from './present.ts'
import { splitRows, type SplitRow } from './rows.ts'
import { expectedEnds, lateness } from './schedule.ts'
import { wayBackOf, type WayBack } from './wayBack.ts'

/** What is out of the ordinary with the run as a whole; the worst of it. */
export type Standing =
  | { readonly is: 'going' }
  | { readonly is: 'held'; readonly forMs: number; readonly because: string | null }
  | { readonly is: 'gap'; readonly ms: number }
  | { readonly is: 'draining' | 'branch'; readonly branch: Branch; readonly waitsFor: readonly string[] }
  | { readonly is: 'abandoning'; readonly waitsFor: readonly string[] }
  | { readonly is: 'stopped'; readonly because: string }

export interface EndedStep extends EndedAttempt {
  readonly model: Step
}

export interface Choices extends PresentChoices {
  readonly run: readonly RunVerb[]
  /** Where a rollback from here leads, if one is possible. */
  readonly rollback: Branch | null
  branches(ids: readonly BranchId[]): Branch[]
  steps(ids: readonly StepId[]): Step[]
  /** Steps that can be gone back to; looked up when they are asked for. */
  earlier(): Step[]
  /** Why none of them can be, in words. */
  notEarlier(): string | null
  /** Attempts whose end can be amended. */
  ended(): EndedStep[]
  /** Names of the injects that a facilitator can draw. */
  injects(): readonly string[]
  /** Failed checks that a release of the hold would pass over: then it wants a reason. */
  releaseOver(): Step[]
}

export interface ViewModel {
  readonly run: RunId
  readonly mode: Mode
  readonly title: string
  readonly environment: string | null
  readonly sha256: string
  readonly end: EndName | 'stopped' | null
  readonly nowWall: number
  /** Of the sequence: stops in a hold. */
  readonly sequenceMs: number
  readonly wallMs: number
  /** Until the window's end, wall; null without a window. */
  readonly leftMs: number | null
  readonly eta: { readonly p10: number; readonly p50: number; readonly p90: number; readonly from: 'forecast' } | { readonly p50: number; readonly from: ComparisonName } | null
  readonly comparison: ComparisonName
  readonly lateMs: number | null
  readonly standing: Standing
  /** The hold, where something graver stands before it. */
  readonly alsoHeld: Standing | null
  readonly degraded: boolean
  readonly bar: WindowBar | null
  readonly wayBack: WayBack | null
  readonly rows: readonly SplitRow[]
  readonly present: readonly Present[]
  /** Drawn, and nobody has said yet that they see it. */
  readonly unseen: readonly { readonly inject: string; readonly symptom: string }[]
  /** Done so fast that somebody is asked whether it really ran. */
  readonly doubts: readonly { readonly model: Step; readonly attempt: number; readonly tookMs: number; readonly fastestMs: number }[]
  readonly hypercare: readonly HypercareItem[]
  readonly choices: Choices
}

/** Asked once a record, not once a redraw: every question is put to the machine. */
export function choicesOf({ compiled, state }: Pick<ViewInput, 'compiled' | 'state'>): Choices {
  const into = rollbackBranch(compiled, state)
  const asked = new Map<Place, StepOptions>()
  const step = (place: Place): StepOptions => {
    const options = asked.get(place) ?? optionsAt(compiled, state, place)
    asked.set(place, options)
    return options
  }
  const { layout } = compiled
  const model = (id: StepId): Step => layout.place(id).step
  return {
    present: presentPlaces(compiled, state),
    step,
    run: runOptions(compiled, state),
    rollback: layout.runbook.branches.find(({ id }) => id === into) ?? null,
    branches: (ids) => ids.map((id) => layout.branch(id)),
    steps: (ids) => ids.map(model),
    earlier: () => recycleTargets(compiled, state).map((place) => place.step),
    notEarlier() {
      const no = recycleRefusal(compiled, state)
      return no && `${no.message} ${no.hint}`
    },
    injects: () => injectsToLay(compiled, state).map(({ id }) => id),
    releaseOver: () => passedOver(compiled, state).map(model),
    ended: () => amendable(state).map((attempt) => ({ ...attempt, model: model(attempt.step) })),
  }
}

export function viewModel(input: ViewInput, choices: Choices = choicesOf(input)): ViewModel {
  const { compiled, state, now } = input
  const { facts } = state
  const summary = summarize(compiled, state, now)
  const rows = splitRows(input)
  const [standing, held] = [standingOf(input), heldOf(input)]
  const eta = summary.outcome === null ? etaOf(input) : null
  const wayBack = wayBackOf(input)
  const times = new Map<StepId, number | null>(rows.map((row) => [row.step, row.timeMs]))
  return {
    run: input.run,
    mode: facts.mode,
    title: compiled.layout.runbook.title,
    environment: facts.environment,
    sha256: facts.sha256,
    end: summary.outcome,
    nowWall: wallAt(input, now),
    sequenceMs: summary.activeMs,
    wallMs: summary.wallMs,
    leftMs: facts.window ? facts.window.endsAt - wallAt(input, now) : null,
    eta,
    comparison: input.comparison,
    lateMs: lateness(input),
    standing,
    alsoHeld: held !== null && standing.is !== 'held' ? held : null,
    degraded: contextOf(state.snapshot).status.includes(STATUS.degraded),
    bar: windowBar(input, eta?.from === 'forecast' ? eta : null, wayBack?.safe),
    wayBack,
    rows,
    present: presentSteps(input, choices, (step) => times.get(step) ?? null),
    unseen: summary.outcome === null ? unseenOf(input) : [],
    doubts: openDoubts(state).map((split) => ({ model: compiled.layout.place(split.step).step, attempt: split.attempt, tookMs: tookMsOf(compiled, state, split), fastestMs: split.doubt?.fastestMs ?? 0 })),
    hypercare: hypercareOf(compiled, state),
    choices,
  }
}

function unseenOf({ compiled, state }: ViewInput): ViewModel['unseen'] {
  const unseen = state.injects.filter(({ detectedAt }) => detectedAt === undefined).map(({ inject }) => inject)
  return compiled.layout.runbook.injects.filter(({ id }) => unseen.includes(id)).map(({ id, symptom }) => ({ inject: id, symptom }))
}

function etaOf(input: ViewInput): ViewModel['eta'] {
  const { now } = input
  const { p10Ms, p50Ms, p90Ms } = input.forecast ?? {}
  const at = (ms: number): number => wallAt(input, Math.max(now, ms))
  if (p10Ms !== undefined && p50Ms !== undefined && p90Ms !== undefined) return { from: 'forecast', p10: at(p10Ms), p50: at(p50Ms), p90: at(p90Ms) }
  const last = Math.max(...expectedEnds(input).values())
  return Number.isFinite(last) && last > now ? { from: input.comparison, p50: wallAt(input, last) } : null
}

function standingOf(input: ViewInput): Standing {
  const { compiled, state, now } = input
  const context = contextOf(state.snapshot)
  if (endOf(state.snapshot) !== null) return { is: 'going' }
  if (state.stopped !== null) return { is: 'stopped', because: state.stopped }
  const waitsFor = compiled.layout.places.filter(({ index }) => isRunning(context.status[index])).map(({ step }) => step.title)
  if (context.plan === ABANDON || context.pending === ABANDON) return { is: 'abandoning', waitsFor }
  const gap = state.gaps.findLast((other) => other.as === undefined)
  if (gap) return { is: 'gap', ms: (gap.to ?? now) - gap.from }
  const held = heldOf(input)
  if (held) return held
  const branch = compiled.layout.runbook.branches.find(({ id }) => id === context.plan)
  if (!branch) return { is: 'going' }
  return context.pending === null ? { is: 'branch', branch, waitsFor: [] } : { is: 'draining', branch, waitsFor }
}

function heldOf({ state, now }: ViewInput): Standing | null {
  return state.held && { is: 'held', forMs: now - (state.holds.at(-1)?.from ?? now), because: state.held.reason || null }
}
