import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile, type CompiledMachine } from '../../electron/core/machine/compile.ts'
import { contextOf, endOf } from '../../electron/core/machine/judge.ts'
import type { Place } from '../../electron/core/machine/layout.ts'
import { statusName } from '../../electron/core/machine/status.ts'
import { RunthroughError } from '../../electron/core/errors.ts'
import type { JournalRecord } from '../../electron/core/ports.ts'
import type { Runbook } from '../../electron/core/runbook/model.ts'
import { agenda } from '../../electron/core/run/agenda.ts'
import type { PersonCommand } from '../../electron/core/run/commands.ts'
import { decide } from '../../electron/core/run/decide.ts'
import { evolve } from '../../electron/core/run/evolve.ts'
import { eventOf, type RunState } from '../../electron/core/run/state.ts'
import { splitsOf } from '../../electron/core/run/timeline.ts'
import { maria } from '../support/drive.ts'
import { walked, walkThrough } from '../support/moves.ts'

const comparable = (book: Runbook, state: RunState) => {
  const context = contextOf(state.snapshot)
  return { value: state.snapshot.value, context: { ...context, status: [...context.status], started: [...context.started] }, splits: splitsOf(compile(book), state), holds: state.holds, held: state.held, gaps: state.gaps, go: [...state.go].sort(), now: state.now, undo: state.undo.map(({ seq }) => seq) }
}

function replay(book: Runbook, records: readonly JournalRecord[]): RunState {
  const compiled = compile(book)
  let state: RunState | undefined
  for (const record of records) state = evolve(compiled, state, record)
  if (!state) throw new Error('no records')
  return state
}

test('replay equals live, and decide never emits what evolve refuses', () => {
  fc.assert(
    fc.property(walked, (input) => {
      const run = walkThrough(input)
      expect(comparable(input.book, replay(input.book, run.records))).toEqual(comparable(input.book, run.engine.state))
    }),
    { numRuns: 300 },
  )
})

test('a run that is not over can always be moved on: something runs, something is due, or a person can do something', () => {
  fc.assert(
    fc.property(walked, (input) => {
      const compiled = compile(input.book)
      walkThrough(input, (run) => {
        const { state } = run.engine
        if (endOf(state.snapshot) !== null) return
        const { due, work } = agenda(compiled, state, run.engine.now())
        if (due.length > 0 || work.length > 0) return
        const open = compiled.layout.places.filter((place) => !['none', 'done', 'skipped', 'degraded', 'passed', 'undone'].includes(statusName(contextOf(state.snapshot).status[place.index])))
        const commands: PersonCommand[] = open.flatMap(({ step }): PersonCommand[] => [
          { do: 'start', step: step.id }, { do: 'done', step: step.id }, { do: 'retry', step: step.id }, { do: 'skip', step: step.id, reason: 'r' }, { do: 'vote', step: step.id, role: 'captain', vote: 'go' },
          ...(step.kind === 'decision' ? Object.keys(step.outcomes).map((outcome) => ({ do: 'choose' as const, step: step.id, outcome })) : []),
        ])
        const possible = [...commands, { do: 'release' } as const].some((command) => {
          try {
            return decide(compiled, state, command, maria).length > 0
          } catch (error) {
            if (error instanceof RunthroughError) return false
            throw error
          }
        })
        expect(possible, `stuck in ${JSON.stringify(state.snapshot.value)}`).toBe(true)
      })
    }),
    { numRuns: 150 },
  )
})

/** The lane that an event moves: its step's, or the one that a branch comes back to; none where the phase itself is entered by it. */
function movedLane(compiled: CompiledMachine, before: RunState, after: RunState, record: JournalRecord): Place | undefined {
  const event = eventOf(record)
  if (event.type === 'step.left' || event.type === 'run.recycled') return inActivePhase(before, compiled.layout.place(event.to))
  if (!event.type.startsWith('step.') || !('step' in event) || event.step === undefined) return undefined
  const place = compiled.layout.place(event.step)
  if (!place.branch) return place
  const cameBack = contextOf(before.snapshot).plan === place.branch.id && contextOf(after.snapshot).plan === null
  return cameBack && 'resume' in place.branch.ends ? inActivePhase(before, compiled.layout.place(place.branch.ends.resume)) : undefined
}

function inActivePhase(state: RunState, place: Place): Place | undefined {
  const { main } = (state.snapshot.value as { live: { main: Record<string, unknown> } }).live
  return place.phase && place.phase.id in main ? place : undefined
}

test("what happens to a lane's step, and a branch that comes back to it, leave the sibling lanes as they were", () => {
  let seen = 0
  fc.assert(
    fc.property(walked, (input) => {
      const compiled = compile(input.book)
      const run = walkThrough(input)
      let state: RunState | undefined
      for (const record of run.records) {
        const next = evolve(compiled, state, record)
        const own = state && movedLane(compiled, state, next, record)
        if (state && own?.phase?.laned) {
          seen += 1
          for (const place of compiled.layout.places) {
            if (place.phase !== own.phase || place.lane === own.lane) continue
            const was = statusName(contextOf(state.snapshot).status[place.index])
            const is = statusName(contextOf(next.snapshot).status[place.index])
            if (was !== 'none' || is !== 'ready') expect(`${place.step.id} ${is}`, `after ${record.body.type}`).toBe(`${place.step.id} ${was}`)
          }
        }
        state = next
      }
    }),
    { numRuns: 400 },
  )
  expect(seen).toBeGreaterThan(100)
})

test('splits: one for each attempt, none open once the run is over, times never negative', () => {
  fc.assert(
    fc.property(walked, (input) => {
      const run = walkThrough(input)
      const splits = run.splits()
      expect(new Set(splits.map((split) => `${split.step}/${split.attempt}`)).size).toBe(splits.length)
      for (const split of splits) {
        expect(split.activeMs).toBeGreaterThanOrEqual(0)
        expect(split.activeMs).toBeLessThanOrEqual(split.wallMs + 1)
        if (run.end() !== null) expect(split.outcome).not.toBeNull()
      }
    }),
    { numRuns: 150 },
  )
})
