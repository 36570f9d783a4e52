/** A run on the page: the snapshot, and each frame put on top of it. Rows and parts that a frame did not change stay the same objects. */
import type { RollbackCard } from '../../electron/contract/shapes/card.ts'
import type { LogEntry, RunFixed, RunFrame, RunNow, RunRow, RunSnapshot } from '../../electron/contract/shapes/run.ts'
import type { StepFacts } from '../../electron/contract/shapes/step.ts'
import { share } from './share.ts'

export interface RunState {
  readonly fixed: RunFixed
  readonly steps: ReadonlyMap<string, StepFacts>
  /** The splits from top to bottom. */
  readonly order: readonly string[]
  readonly rows: readonly RunRow[]
  /** Where in `rows` a step's is. */
  readonly places: ReadonlyMap<string, number>
  readonly now: RunNow
  /** Null where no rollback can be started. */
  readonly card: RollbackCard | null
  /** The latest, oldest first; earlier ones by `run.log`. */
  readonly log: readonly LogEntry[]
}

/** As many log entries stay on the page; it is shortened by a tenth at a time, not at each entry. */
export const MOST_LOG = 2000
const SLACK = 200

export function runState({ fixed, order, rows, now, card, log }: RunSnapshot): RunState {
  return { fixed, steps: byId(fixed.steps), order, rows, places: placesOf(rows), now, card, log }
}

export function applyRunFrame(state: RunState, frame: RunFrame): RunState {
  const { rows, places } = withRows(state, frame.rows)
  const fixed = frame.comparisons === undefined ? state.fixed : withComparisons(state.fixed, frame.comparisons)
  return {
    fixed,
    steps: fixed === state.fixed ? state.steps : byId(fixed.steps),
    order: frame.order ?? state.order,
    rows,
    places,
    now: frame.now === undefined ? state.now : share(state.now, frame.now),
    card: frame.card === undefined ? state.card : frame.card,
    log: frame.log === undefined ? state.log : withLog(state.log, frame.log),
  }
}

export function rowOf({ rows, places }: Pick<RunState, 'rows' | 'places'>, step: string): RunRow | undefined {
  return rows[places.get(step) ?? -1]
}

function withRows(state: RunState, changed: readonly RunRow[] | undefined): Pick<RunState, 'rows' | 'places'> {
  if (changed === undefined || changed.length === 0) return state
  const rows = [...state.rows]
  let places: Map<string, number> | undefined
  for (const row of changed) {
    const at = (places ?? state.places).get(row.step)
    if (at !== undefined) rows[at] = row
    else {
      places ??= new Map(state.places)
      places.set(row.step, rows.length)
      rows.push(row)
    }
  }
  return { rows, places: places ?? state.places }
}

function withComparisons(fixed: RunFixed, comparisons: NonNullable<RunFrame['comparisons']>): RunFixed {
  return { ...fixed, steps: fixed.steps.map((step) => (Object.hasOwn(comparisons, step.id) ? { ...step, comparisons: comparisons[step.id] ?? step.comparisons } : step)) }
}

/** What was taken up again after a cut may come twice. */
function withLog(log: readonly LogEntry[], more: readonly LogEntry[]): readonly LogEntry[] {
  const last = log.at(-1)?.seq ?? 0
  const fresh = more.filter(({ seq }) => seq > last)
  if (fresh.length === 0) return log
  const all = [...log, ...fresh]
  return all.length > MOST_LOG + SLACK ? all.slice(-MOST_LOG) : all
}

function byId(steps: readonly StepFacts[]): ReadonlyMap<string, StepFacts> {
  return new Map(steps.map((step) => [step.id, step]))
}

function placesOf(rows: readonly RunRow[]): ReadonlyMap<string, number> {
  return new Map(rows.map(({ step }, index) => [step, index]))
}
