/** Finding one's way in a picture: by arrow keys, by what is in view, in words. */
import { describe, expect, it } from 'vitest'
import { machineOf } from '../../../renderer/parts/graph/machineOf.ts'
import { neighbour, type Spot } from '../../../renderer/parts/graph/neighbour.ts'
import { headOf, pathOf } from '../../../renderer/parts/graph/path.ts'
import type { Picture } from '../../../renderer/parts/graph/picture.ts'
import { firstView, viewWith, wholeView } from '../../../renderer/parts/graph/view.ts'
import { evidenceWords, waysOut } from '../../../renderer/parts/graph/words.ts'
import { bookOfFile } from './book.ts'

const spot = (id: string, x: number, y: number): Spot => ({ id, box: { x, y, width: 100, height: 40 } })
const grid = [spot('a', 0, 0), spot('b', 0, 60), spot('c', 150, 70), spot('d', 150, 0)]

describe('the arrow keys', () => {
  it('go to what lies straight ahead before what lies askew', () => {
    expect(neighbour(grid, 'a', 'down')).toBe('b')
    expect(neighbour(grid, 'a', 'right')).toBe('d')
    expect(neighbour(grid, 'c', 'left')).toBe('b')
    expect(neighbour(grid, 'b', 'up')).toBe('a')
  })

  it('stay where nothing lies beyond', () => {
    expect(neighbour(grid, 'a', 'up')).toBeNull()
    expect(neighbour(grid, 'a', 'left')).toBeNull()
  })

  it('begin with the first one where nothing is chosen', () => {
    expect(neighbour(grid, 'gone', 'down')).toBe('a')
  })
})

describe('the view', () => {
  const picture = (width: number, height: number, mainHeight = height): Picture => ({ width, height, main: { x: 0, y: 0, width, height: mainHeight }, groups: [], steps: [], lines: [], start: { x: 0, y: 0 }, ends: [], gates: [] })
  const screen = { width: 1000, height: 600 }

  it('is never larger than life at first, and never so small that titles can\'t be read', () => {
    expect(firstView(picture(300, 200), screen).zoom).toBe(1)
    expect(firstView(picture(20_000, 200), screen).zoom).toBe(0.5)
    expect(firstView(picture(20_000, 200), { width: 390, height: 700 }).zoom).toBe(0.75)
  })

  it('shows the branches as well where that costs little', () => {
    expect(firstView(picture(1200, 800, 500), screen).zoom).toBeLessThan(firstView(picture(1200, 500), screen).zoom)
    expect(firstView(picture(1200, 3000, 500), screen)).toEqual(firstView(picture(1200, 500), screen))
  })

  it('of everything holds everything', () => {
    const { x, y, zoom } = wholeView(picture(4000, 1000), screen)
    expect(x).toBeGreaterThanOrEqual(0)
    expect(x + 4000 * zoom).toBeLessThanOrEqual(screen.width)
    expect(y + 1000 * zoom).toBeLessThanOrEqual(screen.height)
  })

  it('moves no more than it must', () => {
    const box = { x: 100, y: 100, width: 200, height: 50 }
    expect(viewWith({ x: 0, y: 0, zoom: 1 }, box, screen)).toEqual({ x: 0, y: 0, zoom: 1 })
    expect(viewWith({ x: -400, y: 0, zoom: 1 }, box, screen)).toEqual({ x: -76, y: 0, zoom: 1 })
    expect(viewWith({ x: 0, y: 900, zoom: 1 }, box, screen).y).toBe(600 - 24 - 150)
  })
})

describe('a line', () => {
  const bent = [{ x: 0, y: 0 }, { x: 0, y: 50 }, { x: 80, y: 50 }]

  it('has round corners, and stops short of its head', () => {
    expect(pathOf(bent, { arrow: false })).toBe('M0 0L0 44Q0 50 6 50L80 50')
    expect(pathOf(bent, { arrow: true })).toBe('M0 0L0 44Q0 50 6 50L75 50')
  })

  it('has a head that points where it goes', () => {
    expect(headOf(bent)).toBe('M80 50L73 53.9L73 46.2Z')
  })

  it('of one point or none is nothing', () => {
    expect(headOf([{ x: 1, y: 1 }])).toBe('')
    expect(pathOf([], { arrow: true })).toBe('')
  })
})

describe('the machine in words', () => {
  const book = bookOfFile('runbooks/tour.yaml')
  const machine = machineOf(book)

  it('tells everything that may happen at a step: well, badly, back', () => {
    expect(waysOut(book, machine, 'knock').map(({ when, leads }) => `${when}: ${leads}`)).toEqual([
      'Done: Two streams',
      'Fails: tries again',
      'Fails again: holds, and proposes the rollback',
      'Time-out: holds, and proposes the rollback',
      'Proposal accepted: rolls back: Go back, from “Nothing is left” on',
      'Rolled back by a person: rolls back: Go back, from “Nothing is left” on',
    ])
  })

  it('names the outcomes of a decision, and the branch of a failure', () => {
    expect(waysOut(book, machine, 'which-way').map(({ when }) => when)).toEqual(['“go-on”', '“once-more”', '“leave-vote-out”', '“turn-back”', 'Rolled back by a person'])
    expect(waysOut(book, machine, 'is-tidy').map(({ leads }) => leads)).toContain('enters Tidy up')
    expect(waysOut(book, machine, 'sweep').map(({ leads }) => leads)).toContain('goes on at Everything is tidy')
  })

  it('never tells a number where nothing was rehearsed', () => {
    expect(evidenceWords('never', 0)).toBe('never rehearsed')
    expect(evidenceWords('low', 1)).toBe('low evidence: rehearsed once')
    expect(evidenceWords('timed', 4)).toBe('rehearsed 4 times')
  })
})
