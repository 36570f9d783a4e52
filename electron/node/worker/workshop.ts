/** What a thread for heavy work keeps between two pieces of it: machines by their bytes, and runs folded as far as their journals were read. */
import { brokenFold } from './brokenFold.ts'
import { forecast, type Forecast } from '../../core/forecast/forecast.ts'
import type { History } from '../../core/forecast/history.ts'
import type { CompiledMachine } from '../../core/machine/compile.ts'
import type { RunId } from '../../core/ports.ts'
import { leadTo, type Lead } from '../../core/rehearsal/leadTo.ts'
import { simulate, type Simulation } from '../../core/rehearsal/simulate.ts'
import { evolve } from '../../core/run/evolve.ts'
import type { RunState } from '../../core/run/state.ts'
import { runbookFrom, usable } from '../catalog.ts'
import { nodeHash } from '../hash.ts'
import { FORECAST_SEED, historyFor } from '../insight.ts'
import { rememberTexts } from '../service/reader/examinedTexts.ts'
import type { ReadableDatabase } from '../store/connection.ts'
import { readRecords } from '../store/records.ts'
import { getRun, listRuns } from '../store/runs.ts'
import type { ToForetell, ToLead, ToSimulate } from './heavy.ts'

export interface Workshop {
  forecast(what: ToForetell): Forecast
  simulate(what: ToSimulate): Simulation
  /** Null where nothing leads there. */
  lead(what: ToLead): Lead | null
}

interface Followed {
  readonly compiled: CompiledMachine
  state: RunState
  history: History
  /** Of the runs that the history was made from. */
  others: string
}

/** A host has seldom more than one run under way; the oldest is folded anew. */
const KEPT_RUNS = 4

export function createWorkshop(db: ReadableDatabase): Workshop {
  const look = rememberTexts()
  const runs = new Map<RunId, Followed>()

  function followed(run: RunId, compiled: CompiledMachine): Followed {
    const known = runs.get(run)
    runs.delete(run)
    const base = known?.compiled === compiled ? known : undefined
    const state = fold(run, compiled, base?.state)
    const others = othersOf(compiled, run)
    const is = base?.others === others ? base : { compiled, state, others, history: historyFor(db, compiled, run) }
    is.state = state
    runs.set(run, is)
    const [oldest] = runs.keys()
    if (runs.size > KEPT_RUNS && oldest !== undefined) runs.delete(oldest)
    return is
  }

  function fold(run: RunId, compiled: CompiledMachine, known: RunState | undefined): RunState {
    let state = known
    try {
      for (const record of readRecords(db, run, (state?.seq ?? 0) + 1)) state = evolve(compiled, state, record)
    } catch (error) {
      throw brokenFold(run, state?.seq ?? 0, error)
    }
    if (!state) throw brokenFold(run, 0)
    return state
  }

  /** Changes when a run that the history is made of ends, or is taken out of it. */
  function othersOf(compiled: CompiledMachine, run: RunId): string {
    return listRuns(db, compiled.layout.runbook.id)
      .filter(({ id }) => id !== run)
      .map(({ id, endedAt, outcome, excluded }) => `${id} ${endedAt} ${outcome} ${excluded}`)
      .join('\n')
  }

  return {
    forecast({ file, bytes, run, nowMs }) {
      const { compiled } = usable(runbookFrom(file, bytes, look))
      if (run === undefined) return forecast({ compiled, history: historyFor(db, compiled), seed: FORECAST_SEED })
      getRun(db, run)
      const { state, history } = followed(run, compiled)
      return forecast({ compiled, history, state, seed: FORECAST_SEED, ...(nowMs === undefined ? {} : { now: Math.max(nowMs, state.now) }) })
    },
    simulate({ file, bytes, runs: count, seed }) {
      const { compiled } = usable(runbookFrom(file, bytes, look))
      return simulate({ compiled, history: historyFor(db, compiled), runs: count, seed, hash: nodeHash })
    },
    lead: ({ file, bytes, goal }) => leadTo(usable(runbookFrom(file, bytes, look)).compiled, goal) ?? null,
  }
}
