/**
 * Where the ends of each step lead, as edges between steps, phases and ends: of one step at a time, so that a run can ask while it goes on
 * what the graph draws as a whole. Ends of lanes and branches are no nodes: what the machine does there by itself is followed.
 */
import type { StepId } from '../ports.ts'
import type { CompiledMachine } from './compile.ts'
import { exitsOf, statesById, type Exit } from './exits.ts'

export interface GraphEdge {
  readonly from: string
  readonly to: string
  /** Of the machine: `FAIL.backfill`; TIMEOUT.x for what follows a time-out; empty where no event is needed. */
  readonly event: string
  readonly kind: 'next' | 'need' | 'retry' | 'failure' | 'timeout' | 'rollback' | 'goto' | 'branch' | 'resume' | 'choose' | 'degrade' | 'enter' | 'end'
  readonly label?: string
}

/** `needs` and ways into a phase are no transitions of their own. */
export const isTransition = ({ event }: GraphEdge): boolean => event !== ''

export interface Ways {
  /** What may end a step, and where that leads. `inside`: where the rollback of the step that its branch came from may lead. */
  of(step: StepId, inside?: () => readonly string[]): readonly GraphEdge[]
}

type Target = { readonly to: string; readonly kind: 'next' | 'end' | 'resume' }

const endId = (end: string): string => `end:${end}`
const known = new WeakMap<CompiledMachine, Ways>()

export function waysOf(compiled: CompiledMachine): Ways {
  const ways = known.get(compiled) ?? createWays(compiled)
  known.set(compiled, ways)
  return ways
}

function createWays({ layout, config, entries }: CompiledMachine): Ways {
  const states = statesById(config)
  const phases = new Set<string>(layout.runbook.phases.map(({ id }) => id))
  const enterAt = new Map<string, string>(entries.all.map((entry) => [entry.key, entry.enter]))
  const seen = new Map<StepId, readonly GraphEdge[]>()
  return {
    of(id, inside) {
      if (inside) return edgesOf(id, inside)
      const edges = seen.get(id) ?? edgesOf(id, () => [])
      seen.set(id, edges)
      return edges
    },
  }

  function edgesOf(id: StepId, inside: () => readonly string[]): readonly GraphEdge[] {
    const { step } = layout.place(id)
    return exitsOf(step, states.get(id) ?? {}).flatMap((exit) => follow(id, exit, inside))
  }

  /** One end of a step as edges. */
  function follow(from: string, exit: Exit, inside: () => readonly string[]): GraphEdge[] {
    const label = exit.label === undefined ? {} : { label: exit.label }
    const base = { from, event: exit.event, ...label }
    const kind = exit.verb === 'CHOOSE' ? ('choose' as const) : undefined
    if (exit.kind === 'again') return [{ ...base, to: from, kind: 'retry' }]
    if (exit.enters) {
      // Proposed: the failed step waits for the person that accepts.
      const into = enterAt.get(exit.enters.key) ?? exit.enters.branch
      if (exit.kind === 'propose')
        return [
          { ...base, to: from, kind: exit.verb === 'TIMEOUT' ? 'timeout' : 'failure' },
          { from, to: into, event: `ACCEPT.${from}`, kind: 'rollback', label: exit.enters.branch },
        ]
      return [{ ...base, to: into, kind: kind ?? (exit.kind === 'rollback' ? 'rollback' : 'branch') }]
    }
    // Inside a branch: which entry it takes is only known by where the branch came from.
    if (exit.kind === 'inside') return inside().map((to) => ({ ...base, to, kind: 'choose' }))
    if (exit.kind === 'propose' || exit.kind === 'hold') return [{ ...base, to: from, kind: kind ?? (exit.verb === 'TIMEOUT' ? 'timeout' : 'failure') }]
    // Failed by default, waiting for a person: the runbook says nothing of it.
    if (exit.to === undefined) return []
    const own = exit.kind === 'goto' || exit.kind === 'degrade' ? exit.kind : undefined
    return resolve(exit.to).map((target) => ({ ...base, to: target.to, kind: kind ?? own ?? target.kind }))
  }

  function resolve(id: string): Target[] {
    if (layout.find(id) || phases.has(id)) return [{ to: id, kind: 'next' }]
    const state = states.get(id)
    if (state?.type === 'final') return laneEndTarget(id)
    const always = state?.always ?? state?.states?.['waiting']?.always ?? []
    return always.flatMap((transition) => transition.actions ?? []).flatMap((action): Target[] => {
      const type = (action.params?.['event'] as { type?: string } | undefined)?.type
      if (type?.startsWith('END.')) return [{ to: endId(type.slice(4)), kind: 'end' }]
      return type?.startsWith('MOVE.') ? [{ to: type.slice(5), kind: 'resume' }] : []
    })
  }

  function laneEndTarget(id: string): Target[] {
    const done = states.get(id.slice(0, id.indexOf(':')))?.onDone ?? []
    return done.flatMap(({ target }) => (target === undefined ? [] : resolve(target.slice(1))))
  }
}
