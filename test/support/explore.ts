/** Every state that a run can get into by what its runbook says, one transition() after the other: slow, and beyond doubt. */
import type { CompiledMachine } from '../../electron/core/machine/compile.ts'
import { entryOfPhase, entryOfStep } from '../../electron/core/machine/entries.ts'
import { runEvent, type MachineEvent } from '../../electron/core/machine/event.ts'
import { contextOf, endOf, initial, judge, type Snapshot } from '../../electron/core/machine/judge.ts'

export interface Explored {
  /** Steps that are started in some state. */
  readonly started: ReadonlySet<string>
  /** States from which no end is reached: a failed step may be tried again; a person's rollback does not count. */
  readonly stuck: readonly unknown[]
  /** States of the main path before a point of no return in which a rollback is neither possible (to its end) nor waived. */
  readonly without: readonly unknown[]
}

/** Undefined where there are more than `limit` states. */
export function explore(compiled: CompiledMachine, limit: number): Explored | undefined {
  const { layout } = compiled
  const alphabet = layout.places.flatMap(({ step }): MachineEvent[] => {
    const { id, kind } = step
    const verbs = ['START', 'DUE', 'RETRY', 'ACCEPT', 'GONE', ...(kind === 'decision' ? [] : ['DONE']), ...(kind === 'decision' || kind === 'gate' || kind === 'hold' ? [] : ['FAIL'])]
    if (kind === 'gate') verbs.push('NOGO')
    if ((kind === 'gate' || kind === 'decision') && step.deadlineMs !== undefined) verbs.push('EXPIRED')
    if (step.timeoutMs !== undefined) verbs.push('TIMEOUT')
    if (kind === 'decision') verbs.push(...Object.keys(step.outcomes).map((label) => `CHOOSE.${label}`))
    return verbs.map((verb) => ({ type: verb.startsWith('CHOOSE.') ? `CHOOSE.${id}.${verb.slice(7)}` : `${verb}.${id}` }))
  })
  const begun = judge(compiled, initial(compiled), runEvent('BEGIN'))
  if (!begun) throw new Error('a run begins')
  const states = new Map<string, { snapshot: Snapshot; next: string[]; back: string | undefined }>()
  const work: [string, Snapshot][] = []
  const add = (snapshot: Snapshot): string => {
    const { status, started, ...rest } = contextOf(snapshot)
    const key = JSON.stringify([snapshot.value, [...status], [...started], rest])
    if (!states.has(key)) {
      states.set(key, { snapshot, next: [], back: undefined })
      work.push([key, snapshot])
    }
    return key
  }
  add(begun)
  const startedSteps = new Set<string>()
  for (let item = work.pop(); item; item = work.pop()) {
    if (states.size > limit) return undefined
    const [key, snapshot] = item
    const state = states.get(key)
    if (!state || endOf(snapshot)) continue
    for (const event of alphabet) {
      const next = judge(compiled, snapshot, event)
      if (!next) continue
      if (event.type.startsWith('START.')) startedSteps.add(event.type.slice(6))
      state.next.push(add(next))
    }
    const released = judge(compiled, snapshot, runEvent('RELEASE'))
    if (released) state.next.push(add(released))
    // While a branch drains, what runs may be stopped as well.
    if (contextOf(snapshot).pending !== null)
      for (const { step } of layout.places) {
        const stopped = judge(compiled, snapshot, { type: `STOPPED.${step.id}` })
        if (stopped) state.next.push(add(stopped))
      }
    const back = judge(compiled, snapshot, runEvent('ROLLBACK'))
    if (back) state.back = add(back)
  }

  const before = new Map<string, string[]>()
  for (const [key, { next }] of states) for (const to of next) before.set(to, [...(before.get(to) ?? []), key])
  const reaching = (good: (snapshot: Snapshot) => boolean): Set<string> => {
    const found = new Set([...states].filter(([, { snapshot }]) => good(snapshot)).map(([key]) => key))
    for (const key of found) for (const earlier of before.get(key) ?? []) found.add(earlier)
    return found
  }
  const ending = reaching((snapshot) => endOf(snapshot) !== null)
  const returning = reaching((snapshot) => endOf(snapshot) === 'rolled-back')

  const without = [...states].filter(([, { snapshot, back }]) => {
    const context = contextOf(snapshot)
    if (endOf(snapshot) || context.plan !== null || context.pending !== null || context.crossed.length > 0) return false
    if (back !== undefined) return !returning.has(back)
    return !waived(snapshot)
  })
  return { started: startedSteps, stuck: [...states.keys()].filter((key) => !ending.has(key)), without: without.map(([key]) => key) }

  /** Is it said for the place where the main path stands that there is no rollback? */
  function waived(snapshot: Snapshot): boolean {
    const main = (snapshot.value as { live: { main: Record<string, unknown> } }).live.main
    const [phaseId] = Object.keys(main)
    const index = layout.runbook.phases.findIndex((phase) => phase.id === phaseId)
    const phase = layout.runbook.phases[index]
    if (!phase) return true
    const stepId = phase.laned ? undefined : Object.keys(main[phase.id] as object)[0]
    const place = stepId === undefined ? undefined : layout.find(stepId)
    const declared = (phase.laned ? undefined : place?.step.rollback) ?? phase.rollback ?? layout.runbook.rollback
    const entry = place ? entryOfStep(layout, place) : entryOfPhase(layout, phase, index)
    return entry === undefined && declared !== undefined && 'none' in declared
  }
}

