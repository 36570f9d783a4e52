/**
 * The compiled machine as nodes and edges, for drawing and for counting coverage: what the runbook says (rule 14). What a person does by
 * hand, and rollbacks that no run can take because a point of no return lies behind, are left out; SCXML shows the full machine.
 */
import type { Runbook, StepKind } from '../runbook/model.ts'
import type { CompiledMachine } from './compile.ts'
import type { Place } from './layout.ts'
import { reach, type Reach } from './reach.ts'
import { isTransition, waysOf, type GraphEdge } from './ways.ts'

export interface GraphNode {
  readonly id: string
  readonly kind: 'start' | 'phase' | 'lane' | 'step' | 'branch' | 'end'
  readonly title?: string
  readonly parent?: string
  readonly stepKind?: StepKind
  readonly owner?: string
  readonly pointOfNoReturn?: boolean
}

export interface Graph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

/** For `check --json`, in its names. */
export interface Figures {
  readonly steps: number
  readonly states: number
  /** Edges that an event takes; `needs` and ways into a phase are no transitions of their own. */
  readonly transitions: number
  readonly rollback_entries: number
}

export const START = 'start:run'

export function figures(compiled: CompiledMachine, reached: Reach = reach(compiled)): Figures {
  const { nodes, edges } = graph(compiled, reached)
  const transitions = edges.filter(isTransition)
  return { steps: compiled.layout.places.length, states: nodes.length, transitions: transitions.length, rollback_entries: transitions.filter(({ event }) => event === 'ROLLBACK').length }
}

/** Nodes and edges in file order; the same for the same runbook. `reached`: where it was looked at already. */
export function graph(compiled: CompiledMachine, reached: Reach = reach(compiled)): Graph {
  const { layout } = compiled
  const ways = waysOf(compiled)
  const edges = new Map<string, GraphEdge>()
  const add = (edge: GraphEdge): void => {
    const key = `${edge.from}\n${edge.to}\n${edge.event}\n${edge.kind}`
    if (!edges.has(key)) edges.set(key, edge)
  }
  const enter = (from: string, to: string): void => add({ from, to, event: '', kind: 'enter' })

  const { phases, branches } = layout.runbook
  if (phases[0]) add({ from: START, to: phases[0].id, event: 'BEGIN', kind: 'enter' })
  for (const phase of phases)
    for (const lane of phase.lanes) {
      if (phase.laned) enter(phase.id, laneId(phase.id, lane.id))
      enter(phase.laned ? laneId(phase.id, lane.id) : phase.id, lane.steps[0]?.id ?? '')
    }
  for (const place of layout.places) {
    const { step } = place
    for (const need of step.needs) add({ from: need, to: step.id, event: '', kind: 'need' })
    for (const edge of ways.of(step.id, () => insideOf(place))) add(edge)
  }
  for (const { from, entry } of reached.byHand) add({ from, to: entry.enter, event: 'ROLLBACK', kind: 'rollback', label: entry.branch })
  for (const { branch, entry } of reached.byHandInside) add({ from: branch, to: entry.enter, event: 'ROLLBACK', kind: 'rollback', label: entry.branch })

  const all = [...edges.values()]
  const ends = [...new Set(all.flatMap(({ to }) => (to.startsWith('end:') ? [to] : [])))]
  const nodes = [...nodesOf({ phases, branches }), ...ends.map((id): GraphNode => ({ id, kind: 'end', title: id.slice(4) }))]
  return { nodes, edges: all }

  function insideOf({ branch }: Place): string[] {
    return reached.byHandInside.filter((one) => one.branch === branch?.id).map(({ entry }) => entry.enter)
  }
}

const laneId = (phase: string, lane: string | null): string => `${phase}:${lane}`

function nodesOf({ phases, branches }: Pick<Runbook, 'phases' | 'branches'>): GraphNode[] {
  const nodes: GraphNode[] = [{ id: START, kind: 'start' }]
  const steps = (list: Runbook['branches'][number]['steps'], parent: string): void => {
    for (const { id, title, kind, owner, pointOfNoReturn } of list)
      nodes.push({ id, kind: 'step', title, parent, stepKind: kind, ...(owner === undefined ? {} : { owner }), ...(pointOfNoReturn ? { pointOfNoReturn } : {}) })
  }
  for (const phase of phases) {
    nodes.push({ id: phase.id, kind: 'phase', title: phase.title })
    for (const lane of phase.lanes) {
      if (phase.laned) nodes.push({ id: laneId(phase.id, lane.id), kind: 'lane', title: lane.id ?? '', parent: phase.id })
      steps(lane.steps, phase.laned ? laneId(phase.id, lane.id) : phase.id)
    }
  }
  for (const branch of branches) {
    nodes.push({ id: branch.id, kind: 'branch', title: branch.title })
    steps(branch.steps, branch.id)
  }
  return nodes
}
