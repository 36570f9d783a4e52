/**
 * The very engine of a rehearsal under a virtual clock, many times: how often does the runbook end how, and when. Times are drawn
 * from the forecast's models, one night (G) a run. A step fails with the mean of its posterior, (1 + failures)/(20 + attempts), a
 * Beta(1, 19) prior, so that ways nobody has walked yet are walked too.
 */
import type { Hash, Log, Random, RunId, SessionId, Sha256, StepId } from '../ports.ts'
import { estimate, type StepModel } from '../forecast/estimate.ts'
import type { History } from '../forecast/history.ts'
import { quantilesOf, type Quantiles } from '../forecast/order.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { endOf } from '../machine/judge.ts'
import { streamOf } from '../random.ts'
import type { Step } from '../runbook/model.ts'
import { createEngine } from '../run/engine.ts'
import { createCrew } from './crew.ts'
import { createMemoryJournal } from './memoryJournal.ts'
import { createSimulatedRunner, type Sampled } from './simulatedRunner.ts'
import { createVirtualClock } from './virtualClock.ts'

export interface SimulateInput {
  readonly compiled: CompiledMachine
  readonly history: History
  /** How many, ≥ 1. */
  readonly runs: number
  /** The same seed gives the same answer. */
  readonly seed: number
  readonly hash: Hash
  /** Wall ms of every run's start, for steps that wait for a time of day. */
  readonly startsAt?: number
  /** Default 10,000: a run with more events is given up. */
  readonly mostEvents?: number
}

export interface Simulation {
  readonly runs: number
  readonly seed: number
  /** Outcome → share of the runs. `stopped`: it stood still, or was given up. */
  readonly ends: Readonly<Record<string, number>>
  /** Ms, of the runs that ended; null where none did. */
  readonly total: Quantiles | null
  /** Steps without plan and history: they took no time. */
  readonly unknownSteps: readonly StepId[]
}

const MOST_EVENTS = 10_000
/** 2026-01-01T00:00Z. */
const SOME_NIGHT = 1_767_225_600_000
const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

export function simulate(input: SimulateInput): Simulation {
  const { compiled, history, runs, seed } = input
  const models = estimate(compiled, history)
  const counted: Record<string, number> = {}
  const totals: number[] = []
  for (let number = 0; number < runs; number += 1) {
    const { outcome, ms } = oneRun(input, models, streamOf(seed, `run ${number}`), number)
    counted[outcome] = (counted[outcome] ?? 0) + 1
    if (outcome !== 'stopped') totals.push(ms)
  }
  return {
    runs,
    seed,
    ends: Object.fromEntries(Object.entries(counted).map(([outcome, count]) => [outcome, count / runs])),
    total: totals.length === 0 ? null : quantilesOf(totals),
    unknownSteps: compiled.layout.places.map(({ step }) => step.id).filter((step) => !models.has(step)),
  }
}

function oneRun({ compiled, history, seed, hash, startsAt = SOME_NIGHT, mostEvents = MOST_EVENTS }: SimulateInput, models: ReadonlyMap<StepId, StepModel>, random: Random, number: number): { outcome: string; ms: number } {
  const clock = createVirtualClock(startsAt)
  const journal = createMemoryJournal()
  const night = logistic(random)
  const sample = (step: Step): Sampled => {
    const model = models.get(step.id)
    const { attempts, failures } = history.steps.get(step.id) ?? { attempts: 0, failures: 0 }
    // Both are drawn each time, so that one answer does not shift the next.
    const ms = model ? Math.exp(model.mu + model.shared * night + model.own * logistic(random)) : 0
    const failed = random.next() < (1 + failures) / (20 + attempts)
    return { ms, outcome: step.auto?.outcome ?? (failed ? 'failed' : 'done') }
  }
  const engine = createEngine({
    compiled,
    run: `simulated-${number}` as RunId,
    session: 'simulation' as SessionId,
    clock,
    hash,
    journal,
    runner: createSimulatedRunner(clock, ({ step }) => sample(step)),
    log: silent,
  })
  let fault: Error | undefined
  engine.onFault((error) => {
    fault = error
  })
  const answer = createCrew({ compiled, engine, clock, random, sample })
  // Nobody is answered for: the crew does that, in their own time.
  engine.begin({ runbook: compiled.layout.runbook.id, sha256: '' as Sha256, file: '', mode: 'simulation', environment: null, inputs: {}, auto: false, seed }, { name: 'simulation', via: 'runthrough' })
  const goesOn = (): boolean => {
    if (fault) throw fault
    return endOf(engine.state.snapshot) === null && journal.records.length < mostEvents
  }
  while (goesOn() && (answer() || clock.next())) continue
  const outcome = endOf(engine.state.snapshot) ?? 'stopped'
  engine.close()
  return { outcome, ms: engine.state.endedAt ?? engine.state.now }
}

/** Of mean 0 and variance 1. */
function logistic(random: Random): number {
  const v = Math.max(random.next(), 1e-9)
  return (Math.sqrt(3) / Math.PI) * Math.log(1 / v - 1)
}
