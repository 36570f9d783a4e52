/** Runbooks of a given size: as models, as the text of a file, and as the barest XState machine of as many states. */
import { createMachine, type AnyStateMachine } from 'xstate'
import type { MachineEvent } from '../../electron/core/machine/event.ts'
import type { Runbook, Step } from '../../electron/core/runbook/model.ts'
import { runbook, step } from '../support/build.ts'

const laneId = (lane: number): string => `lane${lane}`
const stepId = (lane: number, position: number): string => `s${lane}-${position}`

/** One phase; step ids lane by lane. */
export function stepsByLane(steps: number, lanes: number): string[][] {
  return Array.from({ length: lanes }, (_, lane) => Array.from({ length: Math.floor(steps / lanes) }, (_unused, position) => stepId(lane, position)))
}

export function bookOf(steps: number, lanes: number, make: (id: string) => Step = (id) => step(id, { plannedMs: 60_000 })): Runbook {
  const ids = stepsByLane(steps, lanes)
  const of = (lane: readonly string[]): Step[] => lane.map((id) => make(id))
  return runbook([lanes === 1 ? { phase: 'work', steps: of(ids[0] ?? []) } : { phase: 'work', lanes: Object.fromEntries(ids.map((lane, number) => [laneId(number), of(lane)])) }])
}

/** START and DONE of every step: the first of each lane, the second of each lane … */
export function walkOf(steps: number, lanes: number): MachineEvent[] {
  const ids = stepsByLane(steps, lanes)
  return (ids[0] ?? []).flatMap((_, position) => ids.flatMap((lane) => [{ type: `START.${lane[position]}` }, { type: `DONE.${lane[position]}` }]))
}

/** Each step a compound state of two, no context, no guards, no actions; it takes the very same events. */
export function bareMachine(steps: number, lanes: number): AnyStateMachine {
  const lane = (ids: readonly string[]): object => ({
    initial: ids[0],
    states: {
      ...Object.fromEntries(ids.map((id, position) => [id, { id, initial: 'ready', states: { ready: { on: { [`START.${id}`]: 'running' } }, running: { on: { [`DONE.${id}`]: `#${ids[position + 1] ?? `end-${ids[0]}`}` } } } }])),
      end: { id: `end-${ids[0]}`, type: 'final' },
    },
  })
  const ids = stepsByLane(steps, lanes)
  const states = lanes === 1 ? lane(ids[0] ?? []) : { type: 'parallel', states: Object.fromEntries(ids.map((each, number) => [laneId(number), lane(each)])) }
  // Computed, so its type says nothing.
  return createMachine({ id: 'bare', initial: 'fresh', states: { fresh: { on: { BEGIN: 'live' } }, live: states } } as never) as unknown as AnyStateMachine
}

/** A file as people write it: phases of 500 steps in ten lanes, owners, plans, time-outs, retries, a rollback that ends in a check. Under 1 MiB. */
export function fileOf(steps: number): string {
  const perPhase = 500
  let left = steps - 2
  const phases = Array.from({ length: Math.ceil(steps / perPhase) }, (_, phase) => {
    const lanes = Array.from({ length: 10 }, (_unused, lane) => {
      const ids = Array.from({ length: perPhase / 10 }, (_none, position) => `p${phase}-l${lane}-s${position}`)
      const lines = ids.slice(0, left).map((id) => `        - { step: ${id}, kind: command, run: { command: [node, work.mjs, ${id}] }, owner: captain, planned: 1m, timeout: 5m, on: { failure: { retry: 1, then: rollback } } }`)
      left -= lines.length
      return [`      l${lane}:`, ...lines].join('\n')
    })
    return [`  - phase: p${phase}`, '    rollback: { branch: back }', '    lanes:', ...lanes].join('\n')
  })
  return `runbook: large
title: Large
environments: { local: { grade: 1 } }
roles: { captain: { escalate: nobody } }
components: { heart: { tier: important, owner: captain } }
phases:
${phases.join('\n')}
branches:
  - branch: back
    kind: rollback
    steps:
      - { step: restore, kind: command, run: { command: [node, restore.mjs] }, owner: captain, planned: 1m, timeout: 5m, on: { failure: hold, timeout: hold } }
      - { step: restored, kind: check, run: { command: [node, look.mjs] }, component: heart, owner: captain, planned: 1m, timeout: 5m, on: { failure: hold, timeout: hold } }
    ends: rolled-back
`
}
