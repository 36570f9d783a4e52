/** The present step: when its time is over, what it says besides its progress, and its facts. */
import { describe, expect, test } from 'vitest'
import { factsLine } from '../../../electron/cli/view/factsLine.ts'
import { formatGap, formatSplit, formatSplitDelta } from '../../../electron/cli/view/format.ts'
import { lineWidth, plainText } from '../../../electron/cli/view/line.ts'
import { viewModel } from '../../../electron/core/view/model.ts'
import { outputLines, progressLines } from '../../../electron/cli/view/progressPane.ts'
import type { Step } from '../../../electron/core/runbook/model.ts'
import { manual, runbook, step } from '../../support/build.ts'
import { drive, type Driven } from '../../support/drive.ts'
import { inputOf } from './support.tsx'

const MINUTE = 60_000

function at(one: Step, then: (run: Driven) => unknown, signs?: Parameters<typeof inputOf>[2]) {
  const book = runbook([{ phase: 'p', steps: [one] }])
  const run = drive(book)
  then(run)
  const model = viewModel(inputOf(run, book, signs))
  const present = model.present[0]
  if (!present) throw new Error('nothing is present')
  return { model, present }
}
const leftMs = ({ model, present }: ReturnType<typeof at>): number => (present.clock?.at ?? NaN) - model.nowWall

describe('when its time is over', () => {
  const dated = manual('m', { timeoutMs: 10 * MINUTE })
  test('an outage is none of its time, as the engine has it; a gap that was work is', () => {
    expect(leftMs(at(dated, (run) => run.after(MINUTE).crash(3 * MINUTE).do({ do: 'gap', as: 'outage' })))).toBe(9 * MINUTE)
    expect(leftMs(at(dated, (run) => run.after(MINUTE).crash(3 * MINUTE).do({ do: 'gap', as: 'work' })))).toBe(6 * MINUTE)
  })
  test('it is told as late with a fifth of it left', () => {
    const tone = (minutes: number) => {
      const { model, present } = at(dated, (run) => run.after(minutes * MINUTE))
      return factsLine(model, present, 80).at(-1)?.tone
    }
    expect([1, 7.9, 8.1].map(tone)).toEqual(['quiet', 'quiet', 'late'])
  })
  test.each([80, 40, 24, 14])('its id stays whole at %i cells', (width) => {
    const { model, present } = at(manual('switch-writes', { owner: 'captain', timeoutMs: MINUTE }), () => undefined)
    const line = factsLine(model, present, width)
    expect(plainText(line)).toMatch(/^switch-writes/)
    expect(lineWidth(line)).toBeLessThanOrEqual(width)
  })
})

test('a migration: a bar as wide as the pane, its words below, and only the output that says something else', () => {
  const migration = step('a', { kind: 'migration', progress: { pattern: '(?<done>\\d+)/(?<total>\\d+) rows' } })
  const { present } = at(migration, () => undefined, { signs: () => ({ lines: ['10/40 rows', 'a row is odd', '20/40 rows', ''], progress: { done: 20, total: 40 } }) })
  expect(progressLines(present, 20).map(plainText)).toEqual([`${'█'.repeat(10)}${'░'.repeat(10)}`, expect.stringContaining('50 %  20 of 40')])
  expect(outputLines(present, 40).map(plainText)).toEqual(['┆ a row is odd'])
})

test('splits have tenths below ten seconds, and their seconds stand below each other', () => {
  expect([340, 9_990, 10_000, 67_000].map(formatSplit)).toEqual(['0.3', '9.9', '0:10  ', '1:07  '])
  expect([-240, 40, 3_000, -67_000].map(formatSplitDelta)).toEqual(['−0.2', '±0  ', '+3.0', '−1:07  '])
  expect([20_000, 43 * MINUTE, 68 * MINUTE].map(formatGap)).toEqual(['20 s', '43 min', '1 h 08'])
})
