/** A run of 1,000 steps: what one event changes stays small on the wire. */
import { expect, test } from 'vitest'
import { compile } from '../../../electron/core/machine/compile.ts'
import { projectNow } from '../../../electron/node/hub/projection/now.ts'
import { projectRows } from '../../../electron/node/hub/projection/rows.ts'
import { createRunFrames } from '../../../electron/node/hub/runFrames.ts'
import { bookOf } from '../../bench/books.ts'
import { drive } from '../../support/drive.ts'
import { foretell, scenesOf } from './scenes.ts'

const START = 1_800_000_000_000
const HOUR = 3_600_000

test.each([1, 10])('in %i lanes: a frame holds the rows that changed; and is never larger than all rows', (lanes) => {
  const book = bookOf(1000, lanes)
  const compiled = compile(book)
  const run = drive(book, { window: { startsAt: START, endsAt: START + 20 * HOUR, safetyFloorMs: HOUR } })
  const sceneOf = scenesOf(book)
  const frames = createRunFrames({} as never)
  let foretold = foretell(compiled, run)
  const next = () => {
    const scene = sceneOf(run, { foretold })
    const rows = projectRows(scene)
    const frame = frames.next(rows, projectNow(scene, rows).now, [], scene.state.stamp.at + (scene.now - scene.state.now))
    return { rows: frame?.rows?.length ?? 0, ordered: frame?.order !== undefined, bytes: JSON.stringify(frame ?? {}).length }
  }
  expect(next().rows).toBe(1000)
  const sizes = []
  for (let number = 0; number < 300; number += 1) {
    // As planned, in all lanes at once.
    if (number % lanes === 0) run.after(60_000)
    run.ends([...run.runner.running.keys()][0] ?? '')
    if (number % 60 === 0) foretold = foretell(compiled, run)
    sizes.push(next())
  }
  const rows = sizes.map((each) => each.rows).sort((a, b) => a - b)
  // The two that the event is about, and now and then one that comes so near that a second more or less is told.
  expect(rows[150]).toBeLessThan(5)
  expect(rows[270]).toBeLessThan(12)
  const bytes = sizes.map((each) => each.bytes).sort((a, b) => a - b)
  expect(bytes[270]).toBeLessThan(30_000)
  // Where the forecast has moved by more, all that is ahead is told.
  expect(bytes.at(-1)).toBeLessThan(200_000)
  // Every part of the bar that is told can be seen: thousands of them can not.
  const scene = sceneOf(run, { foretold })
  expect(projectNow(scene, projectRows(scene)).now.bar?.done.length).toBeLessThanOrEqual(250)
})
