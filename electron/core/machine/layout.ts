/** Where every step stands in its runbook: a number for each, and the sequence (lane, phase or branch) that it belongs to. */
import type { Branch, Phase, Runbook, Step } from '../runbook/model.ts'
import type { BranchId, StepId } from '../ports.ts'

export interface Place {
  /** Dense number, also the index of its byte in the context. */
  readonly index: number
  readonly step: Step
  /** Index of the phase; Infinity for a branch's steps, which stand after everything. */
  readonly phaseIndex: number
  readonly phase?: Phase
  readonly lane: string | null
  readonly branch?: Branch
  /** Position within its sequence. */
  readonly position: number
  /** All steps of its sequence. */
  readonly sequence: readonly Step[]
}

export interface Layout {
  readonly runbook: Runbook
  readonly places: readonly Place[]
  place(id: StepId): Place
  find(id: string): Place | undefined
  branch(id: BranchId): Branch
}

export function layOut(runbook: Runbook): Layout {
  const places: Place[] = []
  const byId = new Map<string, Place>()
  const add = (place: Place): void => {
    places.push(place)
    byId.set(place.step.id, place)
  }
  runbook.phases.forEach((phase, phaseIndex) => {
    for (const lane of phase.lanes)
      lane.steps.forEach((step, position) => add({ index: places.length, step, phaseIndex, phase, lane: lane.id, position, sequence: lane.steps }))
  })
  for (const branch of runbook.branches)
    branch.steps.forEach((step, position) => add({ index: places.length, step, phaseIndex: Infinity, lane: null, branch, position, sequence: branch.steps }))
  const branches = new Map<string, Branch>(runbook.branches.map((branch) => [branch.id, branch]))
  return {
    runbook,
    places,
    find: (id) => byId.get(id),
    place(id) {
      const found = byId.get(id)
      if (!found) throw new Error(`no step ${id} in runbook ${runbook.id}`)
      return found
    },
    branch(id) {
      const found = branches.get(id)
      if (!found) throw new Error(`no branch ${id} in runbook ${runbook.id}`)
      return found
    },
  }
}
