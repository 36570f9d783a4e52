/** One runbook in full, before anything runs: built from what is known of it and from its forecast. */
import type { Covered, CoverageView } from '../../../contract/shapes/coverage.ts'
import type { PlanEnvironment, PlanStep, PlanView } from '../../../contract/shapes/plan.ts'
import type { RollbackForecast } from '../../../core/forecast/rollback.ts'
import type { Forecast, StepForecast } from '../../../core/forecast/forecast.ts'
import type { CompiledMachine } from '../../../core/machine/compile.ts'
import type { Figures, Graph } from '../../../core/machine/graph.ts'
import type { Coverage } from '../../../core/rehearsal/coverage.ts'
import { edgeKey } from '../../../core/rehearsal/walk.ts'
import { allSteps, type Diagnostic, type Environment, type Runbook } from '../../../core/runbook/model.ts'
import { stepTimes } from '../../insight.ts'
import { showProse } from '../../showText.ts'
import type { ReadableDatabase } from '../../store/connection.ts'
import { pastTimes } from '../pastTimes.ts'
import { problemsOf } from './problems.ts'
import { branchFacts, phaseFacts, stepFacts } from '../stepFacts.ts'

export interface BookInput {
  readonly db: ReadableDatabase
  readonly compiled: CompiledMachine
  readonly graph: Graph
  readonly figures: Figures
  /** Null where the file has errors: then nothing is foretold. */
  readonly forecast: Forecast | null
  /** The same. */
  readonly coverage: Coverage | null
  /** The file, and what is wrong with it. */
  readonly source: string
  readonly diagnostics: readonly Diagnostic[]
}

/** The part of the view that needs a runbook that compiles. */
export function planBook(input: BookInput): NonNullable<PlanView['book']> {
  const { compiled, graph, figures, coverage } = input
  const { runbook } = compiled.layout
  return {
    id: runbook.id,
    title: showProse(runbook.title),
    summary: runbook.summary === undefined ? null : showProse(runbook.summary),
    phases: phaseFacts(compiled),
    branches: branchFacts(compiled),
    steps: planSteps(input),
    problems: problemsOf(runbook, input.source, input.diagnostics),
    graph: graphOf(graph, coverage),
    coverage: coverage && coverageOf(coverage),
    figures: { steps: figures.steps, states: figures.states, transitions: figures.transitions, rollbackEntries: figures.rollback_entries },
    roles: Object.entries(runbook.roles).map(([id, { escalate = null, deputy = null }]) => ({ id, escalate, deputy })),
    components: Object.entries(runbook.components).map(([id, { tier, owner = null }]) => ({ id, tier, owner })),
    risks: runbook.risks.map(({ mitigation = null, owner = null, ...risk }) => ({ ...risk, mitigation, owner })),
    readiness: runbook.readiness.map(({ category = null, evidence = null, owner = null, ...item }) => ({ ...item, category, evidence, owner })),
    environments: Object.values(runbook.environments).map(environmentOf),
    inputs: runbook.inputs.map(({ id, title, pattern = null, default: value = null }) => ({ id, title: showProse(title), pattern, default: value })),
    injects: runbook.injects.map(({ id }) => id),
    unanswered: unansweredOf(runbook),
  }
}

function planSteps({ db, compiled, forecast }: BookInput): PlanStep[] {
  const { runbook } = compiled.layout
  const foretold = new Map<string, StepForecast>(forecast?.steps.map((step) => [step.step, step]))
  const facts = stepFacts(compiled, { comparisonsOf: (step) => pastTimes(db, runbook.id, step) })
  return facts.map((fact, index) => {
    const place = compiled.layout.places[index]
    const seen = foretold.get(fact.id)
    return {
      ...fact,
      line: place?.step.at.line ?? 1,
      times: place ? [...stepTimes(db, runbook.id, place.step)] : [],
      starts: seen?.starts ?? null,
      takes: seen?.takes ?? null,
      rollback: rollbackOf(seen?.rollback),
    }
  })
}

function rollbackOf(rollback: RollbackForecast | undefined): PlanStep['rollback'] {
  return {
    branch: rollback?.branch ?? null,
    evidence: rollback?.evidence ?? 'none',
    rehearsals: rollback?.rehearsals ?? 0,
    p50Ms: rollback?.p50Ms ?? null,
    p90Ms: rollback?.p90Ms ?? null,
    latestSafeMs: rollback?.latestSafeMs ?? null,
    fitsIfStarted: rollback?.fitsIfStarted ?? null,
  }
}

function graphOf({ nodes, edges }: Graph, coverage: Coverage | null): NonNullable<PlanView['book']>['graph'] {
  const covered = new Map(coverage?.edges.map((edge) => [edgeKey(edge), edge]))
  return {
    nodes: nodes.map(({ id, kind, title = '', parent = null, stepKind = null, owner = null, pointOfNoReturn = false }) => ({ id, kind, title: showProse(title), parent, stepKind, owner, pointOfNoReturn })),
    edges: edges.map(({ label = null, ...edge }) => {
      const seen = covered.get(edgeKey(edge))
      return { ...edge, label, coverage: seen ? coveredOf(seen) : null }
    }),
  }
}

type Seen = Pick<Coverage['edges'][number], 'status' | 'lastAt' | 'by' | 'why'>

function coveredOf({ status, lastAt, by, why }: Seen): Covered {
  return { status, lastAt: lastAt ?? null, by: by === undefined ? null : showProse(by), why: why === undefined ? null : showProse(why) }
}

function coverageOf({ transitions, entries }: Coverage): CoverageView {
  return { transitions, entries: entries.map(({ from, branch, enter, n, ...seen }) => ({ from, branch, enter, n, ...coveredOf(seen) })) }
}

/** Which secrets are set is known to the process that would give them. */
function environmentOf({ id, grade, live, vars, secrets, comms, identity }: Environment): PlanEnvironment {
  return { id, grade, live, vars: { ...vars }, secrets: secrets.map((name) => ({ name, set: false })), comms, identity: identity !== undefined }
}

/** Decisions that nobody would take: all else an unattended rehearsal answers by itself. */
function unansweredOf(runbook: Runbook): string[] {
  return [...allSteps(runbook)].flatMap(({ step }) => (step.kind === 'decision' && step.auto?.choose === undefined ? [step.id] : []))
}
