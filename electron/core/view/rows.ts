/** The split list: what is over in the order of its end, what is present, then what is ahead. */
import type { StepId } from '../ports.ts'
import { contextOf, endOf } from '../machine/judge.ts'
import type { Place } from '../machine/layout.ts'
import { STATUS } from '../machine/status.ts'
import { presentPlaces } from '../run/present.ts'
import { latestIndex, latestSplit } from '../run/state.ts'
import { splitsOf, type Split } from '../run/timeline.ts'
import { compared, wallAt, type ViewInput } from './input.ts'
import type { MarkName } from './marks.ts'
import { expectedEnds, isAhead } from './schedule.ts'

export interface SplitRow {
  readonly step: StepId
  readonly title: string
  readonly owner: string | null
  readonly lane: string | null
  /** Title of its phase or branch: rows of one group stand under it. */
  readonly group: string
  readonly mark: MarkName
  /** 2 and more: there were earlier ones. */
  readonly attempt: number
  /** Active time of the latest attempt, ms; null ahead. */
  readonly timeMs: number | null
  /** Against the comparison, ms; of a running step only once it takes longer. */
  readonly deltaMs: number | null
  /** Wall ms of its end, or of its expected end. */
  readonly endsAt: number | null
  readonly present: boolean
}

export function splitRows(input: ViewInput): SplitRow[] {
  const { compiled, state, now } = input
  const splits = splitsOf(compiled, state, now)
  const split = (id: StepId): Split | undefined => splits[latestIndex(state, id)]
  const present = presentPlaces(compiled, state)
  const isPresent = new Set(present.map(({ index }) => index))
  const over = compiled.layout.places
    .filter(({ index, step }) => !isPresent.has(index) && (split(step.id)?.outcome ?? null) !== null)
    .sort((a, b) => (latestSplit(state, a.step.id)?.to ?? 0) - (latestSplit(state, b.step.id)?.to ?? 0))
  const expected = expectedEnds(input)
  const isOver = new Set(over.map(({ index }) => index))
  const ended = endOf(state.snapshot) !== null
  const ahead = ended ? [] : aheadOf(input, expected).filter(({ index }) => !isPresent.has(index) && !isOver.has(index))
  const row = (place: Place, kind: 'over' | 'present' | 'ahead'): SplitRow => {
    const { step, phase, branch, lane } = place
    const mine = split(step.id)
    const attempted = kind !== 'ahead' && mine !== undefined && mine.outcome !== 'skipped' && mine.outcome !== 'passed-over' && !(kind === 'present' && isReady(input, place))
    const timeMs = attempted ? mine.activeMs : null
    return {
      step: step.id,
      title: step.title,
      owner: step.owner ?? null,
      lane,
      group: branch?.title ?? phase?.title ?? '',
      mark: kind === 'ahead' ? 'ahead' : kind === 'over' ? (mine?.outcome ?? 'done') : markOf(input, place, mine),
      attempt: attempted ? mine.attempt : 0,
      timeMs,
      deltaMs: deltaOf(input, step.id, kind, mine, timeMs),
      endsAt: kind === 'over' ? wallAt(input, latestSplit(state, step.id)?.to ?? now) : endWall(input, step.id, expected),
      present: kind === 'present',
    }
  }
  return [...over.map((place) => row(place, 'over')), ...present.map((place) => row(place, 'present')), ...ahead.map((place) => row(place, 'ahead'))]
}

/** What is still to come on the strand that is walked, phase by phase, in a phase by expected end. */
function aheadOf(input: ViewInput, expected: ReadonlyMap<StepId, number>): Place[] {
  const { compiled, state } = input
  const { plan } = contextOf(state.snapshot)
  const branch = compiled.layout.runbook.branches.find(({ id }) => id === plan)
  const at = ({ step }: Place): number => input.forecast?.stepEnds?.get(step.id) ?? expected.get(step.id) ?? 0
  return compiled.layout.places
    .filter((place) => (place.branch ? place.branch === branch : plan === null || (branch !== undefined && 'resume' in branch.ends)))
    .filter((place) => isAhead(input, place))
    .sort((a, b) => rank(a) - rank(b) || (a.lane === b.lane ? a.position - b.position : at(a) - at(b)))
}

const rank = ({ phaseIndex }: Place): number => (phaseIndex === Infinity ? -1 : phaseIndex)

function isReady({ state }: ViewInput, { index }: Place): boolean {
  return contextOf(state.snapshot).status[index] === STATUS.ready
}

export function markOf({ state }: ViewInput, { index, branch }: Place, split: Pick<Split, 'outcome'> | undefined): MarkName {
  switch (contextOf(state.snapshot).status[index]) {
    case STATUS.ready:
      return 'armed'
    case STATUS.running:
      return branch?.kind === 'rollback' ? 'rolling' : 'running'
    case STATUS.ending:
      return 'ending'
    case STATUS.backoff:
      return 'backoff'
    case STATUS.failed:
      return split?.outcome === 'timed-out' || split?.outcome === 'lost' ? split.outcome : 'failed'
    default:
      return split?.outcome ?? 'ahead'
  }
}

function deltaOf(input: ViewInput, step: StepId, kind: 'over' | 'present' | 'ahead', split: Split | undefined, timeMs: number | null): number | null {
  const other = compared(input, step)
  if (other === null || timeMs === null) return null
  if (kind === 'present') return split?.outcome === null && timeMs > other ? timeMs - other : null
  return split?.outcome === 'done' || split?.outcome === 'degraded' ? timeMs - other : null
}

function endWall(input: ViewInput, step: StepId, expected: ReadonlyMap<StepId, number>): number | null {
  const at = input.forecast?.stepEnds?.get(step) ?? expected.get(step)
  return at === undefined ? null : wallAt(input, Math.max(at, input.now))
}
