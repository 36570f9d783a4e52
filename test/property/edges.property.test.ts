import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile, type CompiledMachine } from '../../electron/core/machine/compile.ts'
import { contextOf, initial, judge, type Snapshot } from '../../electron/core/machine/judge.ts'
import type { Place } from '../../electron/core/machine/layout.ts'
import { failurePolicy, timeoutPolicy } from '../../electron/core/machine/policies.ts'
import { statusName } from '../../electron/core/machine/status.ts'
import { moveTo, runEvent, type MachineEvent } from '../../electron/core/machine/event.ts'
import type { Action, Runbook, Step } from '../../electron/core/runbook/model.ts'
import { arbitraryRunbook } from '../support/arbitrary.ts'

const MOST_STATES = 800

/** Everything that may happen to a step by what the runbook says, and by a person's word. */
function eventsOf(step: Step): MachineEvent[] {
  const verbs = ['START', 'DONE', 'FAIL', 'TIMEOUT', 'GONE', 'STOPPED', 'DUE', 'SKIP', 'ACCEPT', ...(step.kind === 'gate' ? ['NOGO', 'EXPIRED'] : [])]
  if (step.kind === 'decision') verbs.splice(verbs.indexOf('DONE'), 1)
  return [...verbs.map((verb) => ({ type: `${verb}.${step.id}` })), ...(step.kind === 'decision' ? Object.keys(step.outcomes).map((label) => ({ type: `CHOOSE.${step.id}.${label}` })) : [])]
}

interface Taken {
  readonly event: string
  readonly before: Snapshot
  readonly after: Snapshot
}

/** The transitions between the reachable states, breadth first; `complete` where these are all. */
function explore(compiled: CompiledMachine, more: (snapshot: Snapshot) => readonly MachineEvent[] = () => []): { readonly taken: Taken[]; readonly complete: boolean } {
  const start = judge(compiled, initial(compiled), runEvent('BEGIN'))
  if (!start) throw new Error('no beginning')
  const key = (snapshot: Snapshot): string => {
    const context = contextOf(snapshot)
    return JSON.stringify([snapshot.value, [...context.status], [...context.started], context.tries, context.ending, context.plan, context.pending, context.from, context.crossed, context.held, context.proposed])
  }
  const seen = new Set([key(start)])
  const queue = [start]
  const taken: Taken[] = []
  for (let before = queue.shift(); before; before = queue.shift()) {
    for (const event of [...compiled.layout.places.flatMap(({ step }) => eventsOf(step)), runEvent('ROLLBACK'), runEvent('RELEASE'), ...more(before)]) {
      const after = judge(compiled, before, event)
      if (!after) continue
      taken.push({ event: event.type, before, after })
      const name = key(after)
      if (seen.has(name)) continue
      seen.add(name)
      if (seen.size > MOST_STATES) return { taken, complete: false }
      queue.push(after)
    }
  }
  return { taken, complete: true }
}

/** Whether a transition shows the action's effect. */
function shows(compiled: CompiledMachine, step: Step, action: Action, { before, after }: Taken): boolean {
  const context = contextOf(after)
  const status = (id: string): string => statusName(context.status[compiled.layout.place(id as never).index])
  switch (action.do) {
    case 'continue':
      return status(step.id) === 'done'
    case 'degrade':
      return status(step.id) === 'degraded'
    case 'hold':
      return status(step.id) === 'failed' || (context.held && !contextOf(before).held)
    case 'goto':
      // A target that has nothing to undo is passed over at once.
      return JSON.stringify(after.value).includes(`"${action.step}"`) || status(action.step) === 'passed' || after.status === 'done'
    case 'branch':
      return context.plan === action.branch || after.status === 'done'
    case 'rollback':
      return context.proposed.includes(compiled.layout.place(step.id).index) || (context.plan !== contextOf(before).plan && context.plan !== null) || status(step.id) === 'failed'
  }
}

/** The declared actions of a step: which event leads to which. */
function declared(compiled: CompiledMachine, step: Step): { readonly event: string; readonly action: Action; readonly retries: number }[] {
  const failure = failurePolicy(compiled.layout, step)
  const timeout = timeoutPolicy(compiled.layout, step)
  return [
    { event: `FAIL.${step.id}`, action: failure.then, retries: failure.retries },
    { event: `GONE.${step.id}`, action: timeout.then, retries: timeout.retries },
    ...(step.kind === 'gate' ? [{ event: `NOGO.${step.id}`, action: step.onNoGo?.then ?? { do: 'hold' as const }, retries: step.onNoGo?.retries ?? 0 }] : []),
    ...(step.kind === 'decision' ? Object.entries(step.outcomes).map(([label, action]) => ({ event: `CHOOSE.${step.id}.${label}`, action, retries: 0 })) : []),
  ]
}

test('every edge that the runbook declares for a step that can run can be taken, and does what it says', () => {
  let explored = 0
  fc.assert(
    fc.property(arbitraryRunbook({ maxPhases: 2, maxLanes: 2, maxSteps: 2 }), (book: Runbook) => {
      const compiled = compile(book)
      const { taken, complete } = explore(compiled)
      if (!complete) return
      explored += 1
      for (const { step } of compiled.layout.places) {
        if (!taken.some(({ event }) => event === `START.${step.id}`)) continue
        for (const { event, action, retries } of declared(compiled, step)) {
          const own = taken.filter((transition) => transition.event === event)
          expect(own.length, `${event} can be taken`).toBeGreaterThan(0)
          expect(own.some((transition) => shows(compiled, step, action, transition)), `${event} does ${JSON.stringify(action)}`).toBe(true)
          if (retries > 0) expect(own.some(({ after }) => statusName(contextOf(after).status[compiled.layout.place(step.id).index]) === 'backoff'), `${event} retries`).toBe(true)
        }
      }
    }),
    { numRuns: 60 },
  )
  // A cap that swallows every case would make this test true of nothing.
  expect(explored).toBeGreaterThan(15)
})

const hasLanes = (book: Runbook): boolean => book.phases.some((phase) => phase.lanes.length > 1)

/** The lane that a transition moves: its step's, a move's target's, or the one that a branch comes back to. */
function movedBy(compiled: CompiledMachine, { event, before, after }: Taken): Place | undefined {
  const place = compiled.layout.places.find(({ step }) => event.split('.')[1] === step.id)
  if (!place?.branch) return place
  const cameBack = contextOf(before).plan === place.branch.id && contextOf(after).plan === null && contextOf(after).pending === null
  return cameBack && 'resume' in place.branch.ends ? compiled.layout.place(place.branch.ends.resume) : undefined
}

test('two lanes never reset each other, whatever happens in one of them', () => {
  let seen = 0
  fc.assert(
    fc.property(arbitraryRunbook({ maxPhases: 1, maxLanes: 2, maxSteps: 2 }), (book) => {
      if (!hasLanes(book)) return
      const compiled = compile(book)
      const statusOf = (snapshot: Snapshot, place: Place): string => statusName(contextOf(snapshot).status[place.index])
      const byHand = (snapshot: Snapshot): MachineEvent[] =>
        compiled.layout.places.filter((place) => statusOf(snapshot, place) === 'failed').flatMap(({ step: from, sequence }) => sequence.map((to) => moveTo(to.id, 'goto', from.id)))
      for (const transition of explore(compiled, byHand).taken) {
        const moved = movedBy(compiled, transition)
        if (!moved?.phase?.laned) continue
        for (const place of compiled.layout.places) {
          if (place.phase !== moved.phase || place.lane === moved.lane) continue
          const was = statusOf(transition.before, place)
          const is = statusOf(transition.after, place)
          if (was === 'failed' || was === 'running') seen += 1
          if (was !== 'none' || is !== 'ready') expect(`${place.step.id} ${is}`, `after ${transition.event}`).toBe(`${place.step.id} ${was}`)
        }
      }
    }),
    { numRuns: 120 },
  )
  expect(seen).toBeGreaterThan(100)
})
