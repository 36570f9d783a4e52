/** What changed between the bytes of a past run and those of now, step by step, by their present ids (`was:`). */
import { presentIds } from '../forecast/history.ts'
import type { CompiledMachine } from '../machine/compile.ts'
import type { BookFacts, StepFact } from './bookFacts.ts'

/** In words, or undefined where it is as it was. */
export type Changed = string | undefined

export interface Changes {
  /** The present id of a step that had this one then; any other id is left as it is. */
  present(id: string): string
  /** A step has another id now. */
  readonly isRenamed: boolean
  /** What the step does. */
  step(id: string): Changed
  /** What leads to the step. */
  lead(id: string): Changed
  /** Which steps a branch has, and in which order. `enter`: from this one on. */
  branch(id: string, enter: string): Changed
}

export function changesBetween(compiled: CompiledMachine, now: BookFacts, then: BookFacts): Changes {
  const ids = presentIds(compiled.layout) as ReadonlyMap<string, string>
  const present = (id: string): string => ids.get(id) ?? id
  const old = new Map<string, StepFact>(then.steps.map((fact) => [present(fact.id), fact]))
  const today = new Map<string, StepFact>(now.steps.map((fact) => [fact.id, fact]))

  const step = once((id): Changed => {
    const before = old.get(id)
    if (!before) return `${id} is new`
    return before.content === today.get(id)?.content ? undefined : `${id} changed`
  })
  const lead = once((id): Changed => {
    const [was, is] = [new Set((old.get(id)?.before ?? []).map(present)), new Set(today.get(id)?.before)]
    for (const before of is) {
      if (!was.has(before)) return `${before} now leads to ${id}`
      const changed = step(before)
      if (changed !== undefined) return `${changed}, which leads to ${id}`
    }
    for (const before of was) if (!is.has(before)) return `${before} no longer leads to ${id}`
    return undefined
  })

  return {
    present,
    isRenamed: then.steps.some(({ id }) => present(id) !== id),
    step,
    lead,
    branch(id, enter) {
      const was = from(then.steps.filter((fact) => fact.in === id).map((fact) => present(fact.id)), enter)
      const is = from(now.steps.filter((fact) => fact.in === id).map((fact) => fact.id), enter)
      const gone = was.find((one) => !is.includes(one))
      if (gone !== undefined) return `${gone} is no longer on the way back`
      const added = is.find((one) => !was.includes(one))
      if (added !== undefined) return `${added} was put on the way back`
      return is.join() === was.join() ? undefined : `the steps of ${id} have another order`
    },
  }
}

const from = (ids: readonly string[], first: string): readonly string[] => ids.slice(Math.max(0, ids.indexOf(first)))

function once(of: (id: string) => Changed): (id: string) => Changed {
  const known = new Map<string, { readonly changed: Changed }>()
  return (id) => {
    const seen = known.get(id) ?? { changed: of(id) }
    known.set(id, seen)
    return seen.changed
  }
}
