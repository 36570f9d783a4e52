/**
 * How a rehearsal is led to something that was not rehearsed: what it is started with (where to roll back, which injects are in the deck), and what
 * people do on the way, in the order in which it comes. Proposed, never done for anybody: people decide in a rehearsal as they would on the night.
 */
import type { StepId } from '../ports.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import { graph as graphOf, type Graph } from '../machine/graph.ts'
import type { Place } from '../machine/layout.ts'
import { failurePolicy, timeoutPolicy } from '../machine/policies.ts'
import type { GraphEdge } from '../machine/ways.ts'
import type { Phase } from '../runbook/model.ts'
import { routeTo } from './route.ts'

export type LeadAct = 'choose' | 'vote-no-go' | 'fail' | 'time-out' | 'expire' | 'accept' | 'roll-back' | 'inject'

/** Something that has to happen at a step. */
export interface LeadStep {
  readonly step: StepId
  readonly act: LeadAct
  /** `choose`: the outcome; `inject`: its id. */
  readonly what?: string
  /** `fail`, `time-out`: so often in a row. */
  readonly times?: number
  /** What a person does, as a sentence. */
  readonly words: string
}

export interface Lead {
  readonly rollbackAt?: StepId
  readonly injects: readonly string[]
  readonly steps: readonly LeadStep[]
}

/** `transition`: an edge of the graph. `entry`: the way back from a step, a phase with lanes or a branch, to its end. */
export type Goal = Pick<GraphEdge, 'from' | 'to' | 'event' | 'kind'>

/** Undefined where nothing leads there: then the file is to be changed, or its findings say why. `graph`: where it was made already. */
export function leadTo(compiled: CompiledMachine, goal: Goal, graph: Graph = graphOf(compiled)): Lead | undefined {
  const { layout } = compiled
  const source = layout.find(goal.from)
  const branch = layout.runbook.branches.find(({ id }) => id === goal.from)
  const target = branch ? (branch.steps[0]?.id ?? '') : goal.from
  const undoes = source?.branch ? source.step.undoes.map((id) => layout.place(id)) : []
  // A step with something to undo is passed over where that was never started.
  const allowed = (edge: GraphEdge): boolean => undoes.length === 0 || edge.event === '' || layout.find(edge.from)?.branch === source?.branch || layout.find(edge.to)?.branch !== source?.branch || undoes.some((undone) => hasBegun(edge, undone))
  const way = routeTo(graph, target, allowed)
  if (!way) return undefined
  const led: { rollbackAt?: StepId; injects: string[]; steps: LeadStep[] } = { injects: [], steps: [] }
  for (const edge of [...way, goal]) take(edge, undoes)
  return led

  function at(id: StepId): string {
    return `“${layout.place(id).step.title}”`
  }

  function hasBegun({ from, event }: GraphEdge, undone: Place): boolean {
    const place = layout.find(from)
    if (place) return begunBefore(undone, place) || (event !== 'ROLLBACK' && place === undone)
    const index = layout.runbook.phases.findIndex(({ id }) => id === from)
    const phase = layout.runbook.phases[index]
    return phase !== undefined && (undone.phaseIndex < index || (undone.phaseIndex === index && after(phase, undone) !== undefined))
  }

  function take(edge: Goal, undoes: readonly Place[]): void {
    const [verb = '', step = ''] = edge.event.split('.', 2)
    const id = step as StepId
    const outcome = edge.event.slice(verb.length + step.length + 2)
    switch (verb) {
      case 'CHOOSE':
        led.steps.push({ step: id, act: 'choose', what: outcome, words: `At ${at(id)}, choose “${outcome}”.` })
        return
      case 'NOGO':
        led.steps.push({ step: id, act: 'vote-no-go', words: `At ${at(id)}, one role votes no-go.` })
        return
      case 'EXPIRED':
        led.steps.push({ step: id, act: 'expire', words: `At ${at(id)}, let the deadline pass.` })
        return
      case 'FAIL':
      case 'TIMEOUT':
        return fail(id, verb, edge.kind)
      case 'ACCEPT':
        return accept(id)
      case 'ROLLBACK':
        return rollBack(edge.from, undoes)
      default:
    }
  }

  function fail(id: StepId, verb: 'FAIL' | 'TIMEOUT', kind: GraphEdge['kind']): void {
    const place = layout.place(id)
    const { retries } = (verb === 'FAIL' ? failurePolicy : timeoutPolicy)(layout, place.step)
    const times = kind === 'retry' ? 1 : retries + 1
    const inject = layout.runbook.injects.find(({ at: where, outcome }) => where === id && outcome === (verb === 'FAIL' ? 'failed' : 'timed-out'))
    if (inject && !led.injects.includes(inject.id)) {
      led.injects.push(inject.id)
      led.steps.push({ step: id, act: 'inject', what: inject.id, words: `At ${at(id)}, the inject ${inject.id} is drawn and ends it.` })
      if (times === 1) return
    }
    const left = inject ? times - 1 : times
    const often = inject ? (left === 1 ? ' once more' : `, ${left} more times`) : left === 1 ? '' : `, ${left} times in a row`
    if (verb === 'TIMEOUT') led.steps.push({ step: id, act: 'time-out', times: left, words: `At ${at(id)}, let it run past its time-out${often}.` })
    else led.steps.push({ step: id, act: 'fail', times: left, words: `At ${at(id)}, make it fail${often}: break what it looks at, or say that it failed.` })
  }

  /** The proposal comes first. A gate proposes by a no-go, anything else by its failure or time-out. */
  function accept(id: StepId): void {
    const proposing = graph.edges.find((edge) => edge.from === id && edge.to === id && (edge.kind === 'failure' || edge.kind === 'timeout'))
    if (proposing) take(proposing, [])
    led.steps.push({ step: id, act: 'accept', words: `Accept the rollback that is then proposed at ${at(id)}.` })
  }

  function rollBack(from: string, undoes: readonly Place[]): void {
    const branch = layout.runbook.branches.find(({ id }) => id === from)
    const first = branch?.steps[0]
    if (branch && first) {
      led.steps.push({ step: first.id, act: 'roll-back', words: `In “${branch.title}”, start the rollback while ${at(first.id)} stands ahead or runs.` })
      return
    }
    const phase = layout.runbook.phases.find(({ id }) => id === from)
    const start = phase ? rollbackStep(phase, undoes) : (from as StepId)
    // Only once in a run, and only the tool's own where nothing of the main path was left before.
    if (led.rollbackAt === undefined && start !== undefined) led.rollbackAt = start
  }

  /** In a phase with lanes: after what is to be undone; else as late as a point of no return in any lane allows. */
  function rollbackStep(phase: Phase, undoes: readonly Place[]): StepId | undefined {
    const inPhase = undoes.find((undone) => undone.phase === phase)
    if (inPhase) return after(phase, inPhase)
    const undone = new Set(layout.runbook.branches.flatMap(({ steps }) => steps.flatMap((step) => step.undoes)))
    const lanes = phase.lanes.filter(({ steps }) => steps.length > 0)
    const lane = lanes.find(({ steps }) => steps.some(({ id }) => undone.has(id))) ?? lanes[0]
    const risky = phase.lanes.some(({ steps }) => steps.some(({ pointOfNoReturn }) => pointOfNoReturn))
    return risky ? lanes[0]?.steps[0]?.id : lane?.steps.at(-1)?.id
  }

  /** A step of the phase that can only start once `undone` has: the next of its lane, else one that needs it. */
  function after(phase: Phase, undone: Place): StepId | undefined {
    const needing = phase.lanes.flatMap(({ steps }) => steps).find(({ needs }) => needs.includes(undone.step.id))
    return undone.sequence[undone.position + 1]?.id ?? needing?.id
  }
}

function begunBefore(one: Place, other: Place): boolean {
  if (one.branch || other.branch) return false
  return one.phaseIndex < other.phaseIndex || (one.phaseIndex === other.phaseIndex && one.lane === other.lane && one.position < other.position)
}
