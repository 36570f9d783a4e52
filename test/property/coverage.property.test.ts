import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from '../../electron/core/machine/compile.ts'
import { figures, graph } from '../../electron/core/machine/graph.ts'
import { leadTo } from '../../electron/core/rehearsal/leadTo.ts'
import { edgeKey, walkOf } from '../../electron/core/rehearsal/walk.ts'
import { evolve } from '../../electron/core/run/evolve.ts'
import type { RunState } from '../../electron/core/run/state.ts'
import { covered } from '../support/covered.ts'
import { walked, walkThrough } from '../support/moves.ts'

const RANK = { never: 0, stale: 1, walked: 2, timed: 3 }

test('a run never walks an edge that the graph of its machine does not have, but for rollbacks from where only a person could get', () => {
  let edges = 0
  let backs = 0
  fc.assert(
    fc.property(walked, (input) => {
      const { state } = walkThrough(input).engine
      const known = new Set(graph(compile(input.book)).edges.map(edgeKey))
      const walk = walkOf(state)
      for (const edge of walk.edges) {
        edges += 1
        if (edge.event !== 'ROLLBACK' && edge.kind !== 'choose') expect(known.has(edgeKey(edge)), JSON.stringify(edge)).toBe(true)
      }
      if (walk.back) backs += 1
    }),
    { numRuns: 300 },
  )
  expect(edges).toBeGreaterThan(250)
  expect(backs).toBeGreaterThan(0)
})

test('what a replay of the journal walked is what the run walked', () => {
  fc.assert(
    fc.property(walked, (input) => {
      const run = walkThrough(input)
      const compiled = compile(input.book)
      let state: RunState | undefined
      for (const record of run.records) state = evolve(compiled, state, record)
      expect(state && walkOf(state)).toEqual(walkOf(run.engine.state))
    }),
    { numRuns: 200 },
  )
})

test('coverage counts every transition of the machine once, one more run never lowers it, and simulations count for nothing', () => {
  fc.assert(
    fc.property(walked, walked, ({ book, ...first }, second) => {
      const one = { book, state: walkThrough({ book, ...first }).engine.state }
      const other = { book, state: walkThrough({ ...second, book }).engine.state }
      const few = covered(book, [one])
      const more = covered(book, [one, other])
      const { transitions, rollback_entries } = figures(compile(book))
      expect(more.transitions.total).toBe(transitions)
      expect(more.entries.length).toBe(rollback_entries)
      expect(more.transitions.timed + more.transitions.walked + more.transitions.stale + more.transitions.never).toBe(transitions)
      more.edges.forEach(({ status }, index) => expect(RANK[status]).toBeGreaterThanOrEqual(RANK[few.edges[index]?.status ?? 'never']))
      more.entries.forEach(({ status }, index) => expect(RANK[status]).toBeGreaterThanOrEqual(RANK[few.entries[index]?.status ?? 'never']))
      const simulated = { book, state: { ...one.state, facts: { ...one.state.facts, mode: 'simulation' as const } } }
      expect(covered(book, [simulated]).transitions.never).toBe(transitions)
      expect(covered(book, [{ ...one, excluded: true }]).transitions.never).toBe(transitions)
    }),
    { numRuns: 150 },
  )
})

test('a way that leads to a gap names only steps, outcomes and injects that there are', () => {
  fc.assert(
    fc.property(walked, ({ book }) => {
      const compiled = compile(book)
      const drawn = graph(compiled)
      for (const edge of drawn.edges.filter(({ event }) => event !== '')) {
        const lead = leadTo(compiled, edge, drawn)
        if (!lead) continue
        if (lead.rollbackAt !== undefined) expect(compiled.layout.find(lead.rollbackAt)?.branch).toBeUndefined()
        for (const { step, act, what } of lead.steps) {
          const found = compiled.layout.find(step)?.step
          expect(found, step).toBeDefined()
          if (act === 'choose' && found?.kind === 'decision') expect(Object.keys(found.outcomes)).toContain(what)
        }
      }
    }),
    { numRuns: 150 },
  )
})
