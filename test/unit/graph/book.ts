/** A runbook as the plan shows it, without a host: nothing of it was ever rehearsed, unless `evidence` says otherwise. */
import { readFileSync } from 'node:fs'
import type { Evidence } from '../../../electron/contract/shapes/scalars.ts'
import { compile, type CompiledMachine } from '../../../electron/core/machine/compile.ts'
import { entryOfStep } from '../../../electron/core/machine/entries.ts'
import { examine } from '../../../electron/core/machine/examine.ts'
import { graph } from '../../../electron/core/machine/graph.ts'
import type { Runbook } from '../../../electron/core/runbook/model.ts'
import { branchFacts, phaseFacts, stepFacts } from '../../../electron/node/service/stepFacts.ts'
import type { Book } from '../../../renderer/parts/graph/machine.ts'

interface Known {
  /** Of the way back from a step. */
  readonly evidence?: (step: string) => { readonly evidence: Evidence; readonly rehearsals: number }
  /** What a step took, ms; null where nobody timed it. */
  readonly median?: (step: string) => number | null
}

export function bookFrom(runbook: Runbook, known: Known = {}): Book {
  return bookOf(compile(runbook), known)
}

/** Of a file in runbooks/ or test/fixtures/good/. */
export function bookOfFile(path: string, known: Known = {}): Book {
  const { compiled } = examine(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'))
  if (!compiled) throw new Error(`${path} has errors`)
  return bookOf(compiled, known)
}

function bookOf(compiled: CompiledMachine, { evidence = () => ({ evidence: 'never', rehearsals: 0 }), median = () => null }: Known): Book {
  const { nodes, edges } = graph(compiled)
  const facts = stepFacts(compiled, { comparisonsOf: (step) => ({ comparisons: { plan: step.plannedMs ?? null, median: median(step.id), best: null, last: null, p90: null }, n: 0 }) })
  return {
    coverage: null,
    problems: [],
    phases: phaseFacts(compiled),
    branches: branchFacts(compiled),
    graph: {
      nodes: nodes.map(({ id, kind, title = '', parent = null, stepKind = null, owner = null, pointOfNoReturn = false }) => ({ id, kind, title, parent, stepKind, owner, pointOfNoReturn })),
      edges: edges.map(({ label = null, ...edge }) => ({ ...edge, label, coverage: null })),
    },
    steps: facts.map((fact, index) => {
      const place = compiled.layout.places[index]
      const branch = (place && entryOfStep(compiled.layout, place)?.branch) ?? null
      return { ...fact, line: 1, times: [], starts: null, takes: null, rollback: { branch, ...evidence(fact.id), p50Ms: null, p90Ms: null, latestSafeMs: null, fitsIfStarted: null } }
    }),
  }
}
