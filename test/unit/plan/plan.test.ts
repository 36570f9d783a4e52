/** Places on the plan, and lines of its file. */
import { describe, expect, it } from 'vitest'
import { excerptOf, linesOf } from '../../../renderer/screens/plan/excerpt.ts'
import { readPlace, writePlace } from '../../../renderer/screens/plan/planPlace.ts'
import { safeWords } from '../../../renderer/screens/plan/stepFigures.tsx'

describe('a place on the plan', () => {
  it('comes back from its address', () => {
    for (const place of [{ tab: 'graph', step: null, lines: 'kinds' }, { tab: 'graph', step: null, lines: 'coverage' }, { tab: 'steps', step: 'a-b', lines: 'kinds' }, { tab: 'coverage', step: null, lines: 'kinds' }] as const) expect(readPlace(writePlace(place))).toEqual(place)
    expect(writePlace({ tab: 'graph', step: null, lines: 'kinds' })).toBe('')
  })

  it('that is not there is the graph', () => {
    expect(readPlace('tab=secrets')).toEqual({ tab: 'graph', step: null, lines: 'kinds' })
  })
})

describe('an excerpt', () => {
  const source = linesOf('a: 1\r\nb: 2\nc: 3\rd: 4\n')

  it('has two lines around the place, as far as there are any', () => {
    expect(excerptOf(source, 1, 4).lines.map(({ number, here }) => [number, here])).toEqual([[1, true], [2, false], [3, false]])
    expect(excerptOf(source, 4, 1).lines.map(({ text }) => text)).toEqual(['b: 2', 'c: 3', 'd: 4', ''])
  })

  it('of a very long line is cut around the place', () => {
    const { lines, column } = excerptOf([`${'x'.repeat(5_000)}HERE${'y'.repeat(5_000)}`], 1, 5_001)
    expect(lines[0]?.text.length).toBeLessThanOrEqual(240)
    expect(lines[0]?.text.slice(column - 1, column + 3)).toBe('HERE')
  })

  it('of a line that is not there is empty', () => {
    expect(excerptOf(source, 90, 1).lines).toEqual([])
  })
})

describe('until when a rollback fits', () => {
  const back = { branch: 'back', evidence: 'timed', rehearsals: 4, p50Ms: 60_000, p90Ms: 120_000, latestSafeMs: 3_600_000, fitsIfStarted: 0.97 } as const

  it('is said with what it takes and how likely it is', () => {
    expect(safeWords(back)).toBe('Fits the window until 1:00:00 after the start. It takes 1 min to 2 min. Started when expected, this step still leaves time for it with 97 %.')
  })

  it('is never a number where nobody rehearsed it', () => {
    const words = safeWords({ ...back, evidence: 'never', rehearsals: 0, p50Ms: null, p90Ms: null, latestSafeMs: null, fitsIfStarted: null })
    expect(words).not.toMatch(/\d/)
    expect(words).toMatch(/unknown/)
  })

  it('is forward only behind a point of no return', () => {
    expect(safeWords({ ...back, branch: null, evidence: 'forward-only' })).toBe('Past the point of no return: forward only.')
  })
})
