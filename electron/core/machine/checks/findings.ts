/** What every check is given, and how it says where a run gets to. */
import type { Position, Step } from '../../runbook/model.ts'
import type { Report } from '../../runbook/codes.ts'
import type { CompiledMachine } from '../compile.ts'
import type { Place } from '../layout.ts'
import type { Node, Reach } from '../reach.ts'

/** Where things stand in the file more exactly than the model knows; without it a finding points to the step. */
export interface Where {
  need(step: Step, need: string): Position | undefined
  /** The first `rollback` of the step's actions, or the one that enters a branch. */
  action(step: Step, branch?: string): Position | undefined
  window(): Position | undefined
}
export const NOWHERE: Where = { need: () => undefined, action: () => undefined, window: () => undefined }

export interface Subject {
  readonly compiled: CompiledMachine
  readonly reach: Reach
  /** Steps that some run can start. */
  readonly runnable: ReadonlySet<Place>
  readonly where: Where
  readonly report: Report
}

const SHOWN = 4

/** `prepare → migrate/backfill`: how a run gets there, the last few steps of it. */
export function pathTo(node: Node): string {
  const places: Place[] = []
  for (let at: Node | null = node; at; at = at.parent) if (at.place && places.at(-1) !== at.place) places.push(at.place)
  const names = places.slice(0, SHOWN).reverse().map(nameOf)
  return `${places.length > SHOWN ? '… → ' : ''}${names.join(' → ')}`
}

export function nameOf({ step, phase, branch }: Place): string {
  return `${branch?.id ?? phase?.id}/${step.id}`
}
