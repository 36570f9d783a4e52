/**
 * The run against a schedule. The schedule is the main path with every step as long as the comparison says: a lane is the sum of
 * its steps, a phase its longest lane. `needs` across lanes are left out: the forecast knows them, this is only what it falls back to.
 */
import type { StepId } from '../ports.ts'
import type { Layout, Place } from '../machine/layout.ts'
import { contextOf } from '../machine/judge.ts'
import { isRunning, isSettled, STATUS } from '../machine/status.ts'
import type { Step } from '../runbook/model.ts'
import { latestSplit } from '../run/state.ts'
import { compared, sequenceMs, type ViewInput } from './input.ts'

const known = (input: ViewInput, step: StepId): number | null => compared(input, step) ?? input.comparisonOf(step).plannedMs

/** Late by max(fixedMs, time of the sequence − dueMs), ms; early is negative. `dueMs` is null where time alone makes it no later. */
export interface Lateness {
  readonly fixedMs: number
  readonly dueMs: number | null
}

/** How late it is now, ms; null off the main path, or where nothing is known of any step. */
export function lateness(input: ViewInput): number | null {
  const late = latenessClock(input)
  return late && Math.max(late.fixedMs, late.dueMs === null ? -Infinity : sequenceMs(input, input.now) - late.dueMs)
}

/** The same inside: nothing due is due never. */
interface Late {
  readonly fixedMs: number
  readonly dueMs: number
}

/**
 * How late the run will leave its present phase against the schedule: every lane as late as at its last end or, once that is later, at
 * what should have ended by now; a lane with slack may be late without making the phase so. Told so that it ticks by itself.
 */
export function latenessClock(input: ViewInput): Lateness | null {
  const { compiled, state } = input
  if (contextOf(state.snapshot).plan !== null) return null
  let from = 0
  let late: Late = { fixedMs: 0, dueMs: Infinity }
  let anything = false
  for (const phase of compiled.layout.runbook.phases) {
    const before = late
    const lanes = phase.lanes.map((lane) => laneAgainst(input, lane.steps, from, before))
    anything ||= lanes.some(({ known }) => known)
    const due = Math.max(from, ...lanes.map((lane) => lane.due))
    if (lanes.some(({ begun }) => begun)) {
      late = {
        fixedMs: Math.max(...lanes.map((lane) => lane.due + lane.late.fixedMs)) - due,
        dueMs: Math.min(...lanes.map((lane) => lane.late.dueMs - lane.due)) + due,
      }
    }
    from = due
  }
  return anything ? { fixedMs: late.fixedMs, dueMs: Number.isFinite(late.dueMs) ? late.dueMs : null } : null
}

/** One lane from `from` on: when it is due to end, how late it is, whether anything in it has begun or is known. */
function laneAgainst(input: ViewInput, steps: readonly Step[], from: number, before: Late): { due: number; late: Late; begun: boolean; known: boolean } {
  const { compiled, state } = input
  const { status } = contextOf(state.snapshot)
  const lane = { due: from, late: before, begun: false, known: false }
  let open = false
  for (const { index, step } of placesOf(compiled.layout, steps)) {
    const { id } = step
    const duration = known(input, id)
    const startDue = lane.due
    lane.known ||= duration !== null
    lane.due += duration ?? 0
    if (open) continue
    const code = status[index]
    lane.begun ||= code !== STATUS.none
    if (isSettled(code)) {
      const to = latestSplit(state, id)?.to
      if (to !== undefined) lane.late = { fixedMs: sequenceMs(input, to) - lane.due, dueMs: Infinity }
      continue
    }
    open = true
    if (code !== STATUS.none) lane.late = { fixedMs: lane.late.fixedMs, dueMs: Math.min(lane.late.dueMs, code === STATUS.ready ? startDue : lane.due) }
  }
  return lane
}

/** Expected end of each step ahead or present, run time ms: from now on, every step as long as the comparison says. */
export function expectedEnds(input: ViewInput): Map<StepId, number> {
  const { compiled, state, now } = input
  const { plan } = contextOf(state.snapshot)
  const ends = new Map<StepId, number>()
  const walk = (steps: readonly Step[], from: number): number => {
    let at = from
    for (const place of placesOf(compiled.layout, steps)) {
      if (!isAhead(input, place)) continue
      at += remaining(input, place)
      ends.set(place.step.id, at)
    }
    return at
  }
  let at = now
  const branch = compiled.layout.runbook.branches.find(({ id }) => id === plan)
  if (branch) at = walk(branch.steps, at)
  if (plan !== null && !(branch && 'resume' in branch.ends)) return ends
  for (const phase of compiled.layout.runbook.phases) at = Math.max(at, ...phase.lanes.map((lane) => walk(lane.steps, at)))
  return ends
}

/** Not settled, and not a compensation of what was never started. */
export function isAhead({ compiled, state }: ViewInput, { index, step, branch }: Place): boolean {
  const { status, started } = contextOf(state.snapshot)
  if (isSettled(status[index])) return false
  if (!branch || step.undoes.length === 0 || status[index] !== STATUS.none) return true
  return step.undoes.some((id) => started[compiled.layout.place(id).index] === 1)
}

function remaining(input: ViewInput, { index, step }: Place): number {
  const duration = known(input, step.id) ?? 0
  if (!isRunning(contextOf(input.state.snapshot).status[index])) return duration
  const from = latestSplit(input.state, step.id)?.from ?? input.now
  return Math.max(0, duration - (sequenceMs(input, input.now) - sequenceMs(input, from)))
}

const sequences = new WeakMap<Layout, Map<readonly Step[], readonly Place[]>>()

/** Of a sequence of steps: looked up once, for it is walked with every event, once a comparison. */
function placesOf(layout: Layout, steps: readonly Step[]): readonly Place[] {
  const known = sequences.get(layout) ?? new Map<readonly Step[], readonly Place[]>()
  sequences.set(layout, known)
  const places = known.get(steps) ?? steps.map(({ id }) => layout.place(id))
  known.set(steps, places)
  return places
}
