/**
 * The compiled machine as nodes and edges, for drawing and for counting coverage: what the runbook says (rule 14). What a person does by
 * hand, and rollbacks that no run can take because a point of no return lies behind, are left out; SCXML shows the full machine.
 */
import type { Runbook, StepKind } from '../runbook/model.ts'
import type { CompiledMachine } from './compile.ts'
import { exitsOf, statesById, type Exit } from './exits.ts'
import { reach, type Reach } from './reach.ts'

export interface GraphNode {
  readonly id: string
  readonly kind: 'start' | 'phase' | 'lane' | 'step' | 'branch' | 'end'
  readonly title?: string
  readonly parent?: string
  readonly stepKind?: StepKind
  readonly owner?: string
  readonly pointOfNoReturn?: boolean
}

export interface GraphEdge {
  readonly from: string
  readonly to: string
  /** Of the machine: `FAIL.backfill`; TIMEOUT.x for what follows a time-out; empty where no event is needed. */
  readonly event: string
  readonly kind: 'next' | 'need' | 'retry' | 'failure' | 'timeout' | 'rollback' | 'goto' | 'branch' | 'resume' | 'choose' | 'degrade' | 'enter' | 'end'
  readonly label?: string
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
const endId = (end: string): string => `end:${end}`

export function figures(compiled: CompiledMachine, reached: Reach = reach(compiled)): Figures {
  const { nodes, edges } = graph(compiled, reached)
  const transitions = edges.filter(({ event }) => event !== '')
  return { steps: compiled.layout.places.length, states: nodes.length, transitions: transitions.length, rollback_entries: transitions.filter(({ event }) => event === 'ROLLBACK').length }
}

/** Nodes and edges in file order; the same for the same runbook. `reached`: where it was looked at already. */
export function graph(compiled: CompiledMachine, reached: Reach = reach(compiled)): Graph {
  const { layout, config, entries } = compiled
  const states = statesById(config)
  const enterAt = new Map<string, string>(entries.all.map((entry) => [entry.key, entry.enter]))
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
    for (const exit of exitsOf(step, states.get(step.id) ?? {})) follow(step.id, exit)
  }
  for (const { from, entry } of reached.byHand) add({ from, to: entry.enter, event: 'ROLLBACK', kind: 'rollback', label: entry.branch })
  for (const { branch, entry } of reached.byHandInside) add({ from: branch, to: entry.enter, event: 'ROLLBACK', kind: 'rollback', label: entry.branch })

  const all = [...edges.values()]
  const ends = [...new Set(all.flatMap(({ to }) => (to.startsWith('end:') ? [to] : [])))]
  const nodes = [...nodesOf({ phases, branches }), ...ends.map((id): GraphNode => ({ id, kind: 'end', title: id.slice(4) }))]
  return { nodes, edges: all }

  /** One end of a step as edges. */
  function follow(from: string, exit: Exit): void {
    const label = exit.label === undefined ? {} : { label: exit.label }
    const base = { from, event: exit.event, ...label }
    const chosen = exit.verb === 'CHOOSE'
    const kind = chosen ? ('choose' as const) : undefined
    if (exit.kind === 'again') return add({ ...base, to: from, kind: 'retry' })
    if (exit.enters) {
      // Proposed: the failed step waits for the person that accepts.
      const into = enterAt.get(exit.enters.key) ?? exit.enters.branch
      if (exit.kind === 'propose') {
        add({ ...base, to: from, kind: exit.verb === 'TIMEOUT' ? 'timeout' : 'failure' })
        return add({ from, to: into, event: `ACCEPT.${from}`, kind: 'rollback', label: exit.enters.branch })
      }
      return add({ ...base, to: into, kind: kind ?? (exit.kind === 'rollback' ? 'rollback' : 'branch') })
    }
    // Inside a branch: which entry it takes is only known by where the branch came from.
    if (exit.kind === 'inside') return insideOf(from).forEach((to) => add({ ...base, to, kind: 'choose' }))
    if (exit.kind === 'propose' || exit.kind === 'hold') return add({ ...base, to: from, kind: kind ?? (exit.verb === 'TIMEOUT' ? 'timeout' : 'failure') })
    // Failed by default, waiting for a person: the runbook says nothing of it.
    if (exit.to === undefined) return
    for (const target of resolve(exit.to)) {
      const own = exit.kind === 'goto' ? 'goto' : exit.kind === 'degrade' ? 'degrade' : 'next'
      add({ ...base, to: target.to, kind: kind ?? (own === 'next' ? target.kind : own) })
    }
  }

  function insideOf(step: string): string[] {
    const branch = layout.find(step)?.branch?.id
    return reached.byHandInside.filter((one) => one.branch === branch).map(({ entry }) => entry.enter)
  }

  /** Ends of lanes and branches are no nodes: what the machine does there by itself is followed. */
  function resolve(id: string): { to: string; kind: 'next' | 'end' | 'resume' }[] {
    if (layout.find(id) || phases.some((phase) => phase.id === id)) return [{ to: id, kind: 'next' }]
    const state = states.get(id)
    if (state?.type === 'final') return laneEndTarget(id)
    const always = state?.always ?? state?.states?.['waiting']?.always ?? []
    return always.flatMap((transition) => transition.actions ?? []).flatMap((action): { to: string; kind: 'end' | 'resume' }[] => {
      const type = (action.params?.['event'] as { type?: string } | undefined)?.type
      if (type?.startsWith('END.')) return [{ to: endId(type.slice(4)), kind: 'end' }]
      return type?.startsWith('MOVE.') ? [{ to: type.slice(5), kind: 'resume' }] : []
    })
  }

  function laneEndTarget(id: string): { to: string; kind: 'next' | 'end' | 'resume' }[] {
    const done = states.get(id.slice(0, id.indexOf(':')))?.onDone ?? []
    return done.flatMap(({ target }) => (target === undefined ? [] : resolve(target.slice(1))))
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
