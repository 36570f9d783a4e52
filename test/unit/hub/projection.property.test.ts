/** What pages are told of any run: it ticks by itself, what changed is told, and what may be done is what the machine would take. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { RunNow, RunSnapshot, type RunFixed, type RunFrame } from '../../../electron/contract/shapes/run.ts'
import { COMPARISON_NAMES } from '../../../electron/contract/shapes/scalars.ts'
import { optionsAt, runOptions } from '../../../electron/core/run/options.ts'
import { presentPlaces } from '../../../electron/core/run/present.ts'
import { sequenceClock, tick, wallClock, wallOf } from '../../../electron/core/view/clocks.ts'
import { viewModel } from '../../../electron/core/view/model.ts'
import { projectFixed } from '../../../electron/node/hub/projection/fixed.ts'
import { projectNow } from '../../../electron/node/hub/projection/now.ts'
import { projectRows } from '../../../electron/node/hub/projection/rows.ts'
import { viewInputOf, type Scene } from '../../../electron/node/hub/projection/scene.ts'
import { createRunFrames } from '../../../electron/node/hub/runFrames.ts'
import { walked, walkThrough } from '../../support/moves.ts'
import { foretell, scenesOf } from './scenes.ts'

const later = fc.integer({ min: 1, max: 3_000_000 })

test('clocks told at one time and ticked on say what a later look says, as long as nothing happens', () => {
  let compared = 0
  fc.assert(
    fc.property(walked, later, (input, byMs) => {
      const sceneOf = scenesOf(input.book)
      const run = walkThrough(input)
      const { state } = run.engine
      const scene = sceneOf(run)
      const { rows } = projectRows(scene)
      const { now } = projectNow(scene, { order: [], rows })
      run.after(byMs)
      // Something was due meanwhile.
      if (run.engine.state !== state) return
      compared += 1
      const at = wallOf(state, run.engine.now())
      const seen = viewModel(viewInputOf(sceneOf(run)))
      const times = new Map<string, number | null>(seen.rows.map(({ step, timeMs }) => [step, timeMs]))
      expect(Object.fromEntries(rows.map(({ step, time }) => [step, time && Math.round(tick(time, at))]))).toEqual(Object.fromEntries(times))
      expect([tick(now.sequence, at), tick(now.wall, at)]).toEqual([seen.sequenceMs, seen.wallMs])
      const { elapsed } = now.present[0] ?? { elapsed: null }
      if (elapsed) expect(Math.round(tick(elapsed, at))).toBe(times.get(now.present[0]?.step ?? ''))
      for (const name of COMPARISON_NAMES) {
        const late = now.late[name]
        const expected = viewModel({ ...viewInputOf(sceneOf(run)), comparison: name }).lateMs
        expect(late && Math.max(late.fixedMs, late.dueMs === null ? -Infinity : tick(now.sequence, at) - late.dueMs)).toBe(expected)
      }
      // And the later look is told the same clocks.
      const again = projectNow(sceneOf(run), { order: [], rows }).now
      expect([again.sequence, again.wall, again.late, again.present.map((each) => [each.elapsed, each.overdueAt, each.clock])]).toEqual([now.sequence, now.wall, now.late, now.present.map((each) => [each.elapsed, each.overdueAt, each.clock])])
    }),
    { numRuns: 150 },
  )
  expect(compared).toBeGreaterThan(60)
})

test('frames applied to the first snapshot give the snapshot of now', () => {
  fc.assert(
    fc.property(walked, fc.boolean(), (input, isForetold) => {
      const sceneOf = scenesOf(input.book)
      let frames: ReturnType<typeof createRunFrames> | undefined
      let page: RunSnapshot | undefined
      let told: Scene['told'] | undefined
      walkThrough(input, (run) => {
        const { compiled } = sceneOf(run)
        const scene = sceneOf(run, { ...(told ? { told } : {}), ...(isForetold ? { foretold: foretell(compiled, run) } : {}) })
        const rows = projectRows(scene)
        const { now, told: next } = projectNow(scene, rows)
        told = next
        if (!frames) {
          frames = createRunFrames(fixedOf(scene))
          frames.next(rows, now, [], 0)
          page = RunSnapshot.parse(structuredClone(frames.snapshot()))
          return
        }
        const frame = frames.next(rows, now, [], wallOf(scene.state, scene.now))
        if (frame && page) page = applied(page, structuredClone(frame))
        expect(page).toEqual(frames.snapshot())
        // What pages have is within what may be left untold.
        expect(page?.rows.map(({ step, mark, attempt, present }) => ({ step, mark, attempt, present }))).toEqual(rows.rows.map(({ step, mark, attempt, present }) => ({ step, mark, attempt, present })))
        for (const row of rows.rows) {
          const has = page?.rows.find(({ step }) => step === row.step)
          expect(Math.abs((has?.expectedAt ?? 0) - (row.expectedAt ?? 0))).toBeLessThanOrEqual(Math.max(1000, Math.abs((row.expectedAt ?? 0) - wallOf(scene.state, scene.now)) * 0.011))
        }
        RunNow.parse(now)
      })
    }),
    { numRuns: 80 },
  )
})

test('what is remembered of the options of a step is what the machine says now', () => {
  fc.assert(
    fc.property(walked, (input) => {
      const sceneOf = scenesOf(input.book)
      walkThrough(input, (run) => {
        const { compiled, state, optionsOf } = sceneOf(run)
        for (const place of presentPlaces(compiled, state)) expect(optionsOf(state, place)).toEqual(optionsAt(compiled, state, place))
      })
    }),
    { numRuns: 100 },
  )
})

test('a rollback is offered exactly where the run takes one, and else it is said why not', () => {
  let said = 0
  fc.assert(
    fc.property(walked, (input) => {
      const sceneOf = scenesOf(input.book)
      const run = walkThrough(input)
      const scene = sceneOf(run)
      const { can, end } = projectNow(scene, projectRows(scene)).now
      expect(can.run.includes('rollback')).toBe(can.rollback !== null)
      if (can.rollback === null && (end === null || end === 'stopped')) {
        expect(can.whyNoRollback).not.toBeNull()
        said += 1
      } else expect(can.whyNoRollback).toBeNull()
      expect(can.run).toEqual(runOptions(scene.compiled, scene.state))
    }),
    { numRuns: 100 },
  )
  expect(said).toBeGreaterThan(10)
})

test('the clocks of a run that is over stand', () => {
  fc.assert(
    fc.property(walked, later, (input, byMs) => {
      const run = walkThrough(input)
      if (run.end() === null) return
      const before = [sequenceClock(run.engine.state), wallClock(run.engine.state)]
      run.after(byMs)
      expect(before.map(({ runs }) => runs)).toEqual([false, false])
    }),
    { numRuns: 100 },
  )
})

function fixedOf({ run, compiled, state, comparisonsOf }: Scene): RunFixed {
  return projectFixed({ run, compiled, state, startedAt: 0, startedBy: 'Maria', timesOf: (step) => ({ comparisons: comparisonsOf(step), n: 0 }) })
}

/** As a page does it. */
function applied(page: RunSnapshot, { order = page.order, rows = [], now = page.now, card = page.card, log = [] }: RunFrame): RunSnapshot {
  const known = new Map([...page.rows, ...rows].map((row) => [row.step, row]))
  return { ...page, order, rows: order.flatMap((step) => known.get(step) ?? []), now, card, log: [...page.log, ...log].slice(-200) }
}
