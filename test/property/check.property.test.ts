/** The checks follow lanes one by one; here they are held against every state that small random runbooks can really get into. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkMachine } from '../../electron/core/machine/check.ts'
import { compile } from '../../electron/core/machine/compile.ts'
import { arbitraryRunbook } from '../support/arbitrary.ts'
import { explore } from '../support/explore.ts'

const small = arbitraryRunbook({ maxPhases: 2, maxLanes: 2, maxSteps: 2 })
const numRuns = Number(process.env['RUNTHROUGH_PROPERTY_RUNS'] ?? 150)
const seed = process.env['RUNTHROUGH_PROPERTY_SEED']
const runs = { numRuns, ...(seed === undefined ? { seed: 20 } : { seed: Number(seed) }) }

test('the checks say of a small runbook what a walk through all of its states says', () => {
  let compared = 0
  fc.assert(
    fc.property(small, (book) => {
      const compiled = compile(book)
      const found = checkMachine(compiled)
      const seen = explore(compiled, 600)
      if (!seen) return
      compared += 1
      const codes = (code: string): number[] => found.filter((one) => one.code === code).map(({ line }) => line)
      const line = (id: string): number => compiled.layout.place(id as never).step.at.line
      // The steps of a branch that nothing leads to are not told one by one.
      const lost = new Set(compiled.layout.places.filter(({ branch }) => branch && branch.steps.every(({ id }) => !seen.started.has(id))).map(({ step }) => step.id))
      const unreached = compiled.layout.places.flatMap(({ step }) => (seen.started.has(step.id) || lost.has(step.id) ? [] : [line(step.id)]))
      const toldReached = codes('unreachable-step').filter((at) => ![...lost].some((id) => line(id) === at))
      expect({ unreachable: toldReached, deadEnd: codes('dead-end').length > 0, noRollback: codes('no-rollback').length > 0 }).toEqual({ unreachable: unreached, deadEnd: seen.stuck.length > 0, noRollback: seen.without.length > 0 })
    }),
    runs,
  )
  expect(compared).toBeGreaterThan(numRuns * 0.6)
})

test('whatever loops in `needs`, the checks answer', () => {
  fc.assert(
    fc.property(arbitraryRunbook({ wildNeeds: true }), (book) => {
      for (const { message, hint } of checkMachine(compile(book))) expect(message.length * hint.length).toBeGreaterThan(25)
    }),
    { numRuns: 300 },
  )
})
